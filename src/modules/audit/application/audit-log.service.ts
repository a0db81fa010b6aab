import { Injectable } from '@nestjs/common';
import { NotFoundError } from '../../../common/domain/errors.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { AuditLog, AuditLogEntry, AuditLogFilter } from '../domain/audit-log.js';

/** So many entries are in memory at a time while the whole log goes out. */
const BATCH = 1000;

/** Reading the audit log, which holds over the whole organization. */
@Injectable()
export class AuditLogService {
  constructor(private readonly log: AuditLog) {}

  /** @throws NotFoundError for a workspace that was never the organization's. */
  async list(organizationId: string, filter: AuditLogFilter, page: PageRequest): Promise<Page<AuditLogEntry>> {
    await this.requireOwnWorkspace(organizationId, filter);
    return this.log.list(organizationId, filter, page);
  }

  /** All entries that match, in batches: each is read when the one before it has gone out. @throws NotFoundError */
  async *batches(organizationId: string, filter: AuditLogFilter): AsyncGenerator<AuditLogEntry[]> {
    await this.requireOwnWorkspace(organizationId, filter);
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Page<AuditLogEntry> = await this.log.list(organizationId, filter, {
        page: 1,
        perPage: BATCH,
        cursor,
      });
      yield page.items;
      cursor = page.nextCursor ?? null;
    }
  }

  private async requireOwnWorkspace(organizationId: string, { workspaceId }: AuditLogFilter): Promise<void> {
    if (workspaceId !== undefined && !(await this.log.knowsWorkspace(organizationId, workspaceId)))
      throw new NotFoundError();
  }
}
