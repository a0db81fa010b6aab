import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { Reach } from '../../../common/domain/access/reach.js';
import { AuditTrail } from '../../../common/domain/audit-trail.js';
import { Parting } from '../../clicks/index.js';
import { ShortUrlsService } from '../../short-urls/index.js';
import { Interval } from '../domain/time-buckets.js';
import { Selection } from './analytics.service.js';

const EXPORT = 'analytics.export';

export interface ExportOrder {
  format: 'csv' | 'ndjson';
  by?: Parting;
  interval?: Interval;
  selection: Selection;
}

/** Clicks on their way out. */
@Injectable()
export class AnalyticsExportService {
  constructor(
    private readonly shortUrls: ShortUrlsService,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * What of a reach may go out; it is in the log then.
   *
   * @throws NotFoundError for a workspace or link out of reach, ForbiddenError for one that may be seen only
   */
  async begin(actor: Actor, reach: Reach, order: ExportOrder): Promise<Reach> {
    const exported = await this.exportedOf(reach, order.selection);
    await this.audit.record(
      actor,
      ...exported.workspaceIds.map((workspaceId) => ({
        ...{ action: 'analytics.exported', resourceType: 'workspace', resourceId: workspaceId, workspaceId },
        changes: told(order),
      })),
    );
    return exported;
  }

  private async exportedOf(reach: Reach, { workspaceId, shortUrlId }: Selection): Promise<Reach> {
    const within = reach.within(workspaceId);
    const named = shortUrlId === undefined ? workspaceId : (await this.shortUrls.get(within, shortUrlId)).workspaceId;
    if (named === undefined) return within.where(EXPORT);
    within.require(EXPORT, named);
    return within.narrowTo(named);
  }
}

/** As the log has its names. */
const told = ({ format, by, interval, selection }: ExportOrder): Record<string, unknown> => ({
  format,
  ...(by && { by }),
  ...(interval && { interval }),
  ...{ from: new Date(selection.from), to: new Date(selection.to) },
  ...(selection.shortUrlId !== undefined && { short_url_id: selection.shortUrlId }),
  ...(selection.domain !== undefined && { domain: selection.domain }),
  ...(selection.tag !== undefined && { tag: selection.tag }),
  ...Object.fromEntries(selection.filters),
});
