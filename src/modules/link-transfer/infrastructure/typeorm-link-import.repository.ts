import { Injectable } from '@nestjs/common';
import { Reach } from '../../../common/domain/access/reach.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { Database } from '../../../database/database.js';
import { FailedRow, LinkImport } from '../domain/link-import.js';
import { LinkImportRepository } from '../domain/link-import.repository.js';
import { FAILED_ROWS, LINK_IMPORT } from './link-import-rows.js';

@Injectable()
export class TypeormLinkImportRepository extends LinkImportRepository {
  constructor(private readonly database: Database) {
    super();
  }

  override async add(reach: Reach, it: LinkImport): Promise<void> {
    reach.narrowTo(it.workspaceId);
    await this.database.manager.query(
      `INSERT INTO link_imports (id, organization_id, workspace_id, created_by, file_id, status, dry_run, file_name,
         format, layout, options, actor, ignored_columns, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        ...[it.id, it.organizationId, it.workspaceId, it.createdBy, it.fileId, it.status, it.dryRun, it.fileName],
        ...[it.format, it.layout, it.options, it.actor, JSON.stringify(it.ignoredColumns), it.createdAt],
      ],
    );
  }

  override async find(reach: Reach, id: string): Promise<LinkImport | undefined> {
    const [found]: LinkImport[] = await this.database.manager.query(
      `SELECT ${LINK_IMPORT} FROM link_imports i WHERE i.id = $1 AND i.workspace_id = ANY($2)`,
      [id, reach.workspaceIds],
    );
    return found;
  }

  override async list(reach: Reach, { page, perPage }: PageRequest): Promise<Page<LinkImport>> {
    const items: LinkImport[] = await this.database.manager.query(
      `SELECT ${LINK_IMPORT} FROM link_imports i WHERE i.workspace_id = ANY($1)
       ORDER BY i.created_at DESC, i.id DESC LIMIT $2 OFFSET $3`,
      [reach.workspaceIds, perPage, (page - 1) * perPage],
    );
    const total = await this.count('workspace_id = ANY($1)', [reach.workspaceIds]);
    return { items, total };
  }

  override countOpen({ organizationId }: Reach): Promise<number> {
    return this.count(`organization_id = $1 AND status IN ('pending', 'in_progress')`, [organizationId]);
  }

  override async failedRows(reach: Reach, id: string, after: number, most: number): Promise<FailedRow[]> {
    if (!(await this.find(reach, id))) return [];
    return this.database.manager.query(FAILED_ROWS, [id, after, most]);
  }

  override async restart(reach: Reach, id: string): Promise<boolean> {
    const [, restarted]: [unknown, number] = await this.database.manager.query(
      `UPDATE link_imports SET status = 'pending', position = 0, completed_at = NULL, lease_until = NULL, stalls = 0
       WHERE id = $1 AND workspace_id = ANY($2) AND status IN ('completed', 'failed') AND failed > 0`,
      [id, reach.workspaceIds],
    );
    return restarted === 1;
  }

  override async removeEnded(before: Date): Promise<void> {
    await this.database.manager.query('DELETE FROM link_imports WHERE completed_at < $1', [before]);
  }

  private async count(condition: string, parameters: unknown[]): Promise<number> {
    const [row]: { total: string }[] = await this.database.manager.query(
      `SELECT count(*) AS total FROM link_imports WHERE ${condition}`,
      parameters,
    );
    return Number(row?.total);
  }
}
