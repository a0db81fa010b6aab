import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { Reach } from '../../../common/domain/access/reach.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { Database } from '../../../database/database.js';
import { FailedRow, LinkImport } from '../domain/link-import.js';
import { LinkImportRepository } from '../domain/link-import.repository.js';
import { ImportBox } from './import-box.js';
import { HAS_ENDED, IS_OPEN, LINK_IMPORT, readFailedRows } from './link-import-rows.js';

@Injectable()
export class TypeormLinkImportRepository extends LinkImportRepository {
  constructor(
    private readonly database: Database,
    private readonly box: ImportBox,
  ) {
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

  override async countOpen({ organizationId }: Reach): Promise<number> {
    // Not FOR UPDATE, for which everything that refers to the organization would have to wait.
    await this.database.manager.query('SELECT FROM organizations WHERE id = $1 FOR NO KEY UPDATE', [organizationId]);
    return this.count(`organization_id = $1 AND ${IS_OPEN}`, [organizationId]);
  }

  override async failedRows(reach: Reach, id: string, after: number, most: number): Promise<FailedRow[]> {
    if (!(await this.find(reach, id))) return [];
    return readFailedRows(this.database, this.box, id, after, most);
  }

  /** Where the file was not read to its end the reason stays: no retry reads the rest. */
  override async restart(reach: Reach, id: string, actor: Actor): Promise<boolean> {
    const [, restarted]: [unknown, number] = await this.database.manager.query(
      `UPDATE link_imports SET status = 'pending', is_retry = true, position = 0, created_by = $3, actor = $4,
         message = CASE WHEN total IS NULL THEN message END, completed_at = NULL, stalls = 0
       WHERE id = $1 AND workspace_id = ANY($2) AND ${HAS_ENDED} AND failed > 0`,
      [id, reach.workspaceIds, actor.userId, actor],
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
