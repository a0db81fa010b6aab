import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { Reach } from '../../../common/domain/access/reach.js';
import { AuditTrail } from '../../../common/domain/audit-trail.js';
import { ShortUrlFilter, ShortUrlListing, ShortUrlsService, ShortUrlSort } from '../../short-urls/index.js';

/** So many links are in memory at a time while all of them go out. */
const BATCH = 500;

export interface ExportOrder {
  reach: Reach;
  filter: ShortUrlFilter;
  sort: ShortUrlSort;
}

/** Links on their way out. */
@Injectable()
export class LinkExportService {
  constructor(
    private readonly shortUrls: ShortUrlsService,
    private readonly audit: AuditTrail,
  ) {}

  /** All that match, in batches: each is read when the one before it has gone out. */
  async *batches(
    actor: Actor,
    format: 'csv' | 'ndjson',
    { reach, filter, sort }: ExportOrder,
  ): AsyncGenerator<ShortUrlListing[]> {
    const exported = reach.where('links.export');
    await this.audit.record(
      actor,
      ...exported.workspaceIds.map((workspaceId) => ({
        ...{ action: 'short_url.exported', resourceType: 'workspace', resourceId: workspaceId, workspaceId },
        changes: { format, ...told(filter) },
      })),
    );
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await this.shortUrls.list(exported, filter, sort, { page: 1, perPage: BATCH, cursor });
      yield page.items;
      cursor = page.nextCursor ?? null;
    }
  }
}

/** As the log has its names. */
const told = ({ createdAfter, createdBefore, ...rest }: ShortUrlFilter): Record<string, unknown> => ({
  ...rest,
  ...(createdAfter && { created_after: createdAfter }),
  ...(createdBefore && { created_before: createdBefore }),
});
