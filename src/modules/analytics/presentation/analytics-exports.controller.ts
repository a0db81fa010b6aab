import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '../../../common/domain/access/actor.js';
import { Reach } from '../../../common/domain/access/reach.js';
import { Clock } from '../../../common/domain/clock.js';
import { CSV, JSON_TYPES, NDJSON } from '../../../common/http/content-types.js';
import { Content } from '../../../common/http/request-content.interceptor.js';
import { CurrentActor, CurrentReach, RequirePermission, RequireScopes } from '../../../common/http/route.decorators.js';
import { sendDownload } from '../../../common/http/send-download.js';
import { asCsv, asNdjson, type Batches } from '../../../common/http/table-rows.js';
import { DIMENSIONS } from '../../clicks/index.js';
import { AnalyticsExportService, type ExportOrder } from '../application/analytics-export.service.js';
import { AnalyticsService } from '../application/analytics.service.js';
import { AnalyticsQueryDto, badQuery, limitOf, selectionOf, stepsOf } from './analytics-query.dto.js';
import { AnalyticsPresenter, bucketAnswers } from './analytics.presenter.js';

type Cell = string | number | boolean | null | undefined;
type Row = Readonly<Record<string, Cell>>;

interface Table {
  columns: readonly string[];
  batches: Batches<Row>;
}

const COUNTS = ['clicks', 'human_clicks', 'bot_clicks', 'unique_clicks', 'qr_scans'] as const;
const WHAT =
  'With `by` a breakdown, with `interval` a time series; with neither, every click, as far back as single ones are kept.';

@ApiTags('Analytics')
@ApiBearerAuth()
@RequireScopes('analytics:read')
@RequirePermission('analytics.export')
@Controller('api/1.0/analytics')
export class AnalyticsExportsController {
  constructor(
    private readonly analytics: AnalyticsService,
    private readonly exports: AnalyticsExportService,
    private readonly presenter: AnalyticsPresenter,
    private readonly clock: Clock,
  ) {}

  @Get('export.csv')
  @Content({ answers: [CSV, ...JSON_TYPES] })
  @ApiOperation({ summary: 'Export clicks as CSV', description: `${WHAT} Formulas are made harmless.` })
  @ApiOkResponse({ content: { [CSV]: { schema: { type: 'string' } } } })
  async exportCsv(
    @Res() response: Response,
    @CurrentActor() actor: Actor,
    @CurrentReach() reach: Reach,
    @Query() query: AnalyticsQueryDto,
  ): Promise<void> {
    const { columns, batches } = await this.table(actor, 'csv', reach, query);
    const rows = asCsv(columns, batches, (row) => columns.map((name) => String(row[name] ?? '')));
    await sendDownload(response, 'clicks.csv', `${CSV}; charset=utf-8`, rows);
  }

  @Get('export.ndjson')
  @Content({ answers: [NDJSON, ...JSON_TYPES] })
  @ApiOperation({ summary: 'Export clicks as NDJSON', description: `${WHAT} One JSON object a line.` })
  @ApiOkResponse({ content: { [NDJSON]: { schema: { type: 'string' } } } })
  async exportNdjson(
    @Res() response: Response,
    @CurrentActor() actor: Actor,
    @CurrentReach() reach: Reach,
    @Query() query: AnalyticsQueryDto,
  ): Promise<void> {
    const { batches } = await this.table(actor, 'ndjson', reach, query);
    await sendDownload(
      response,
      'clicks.ndjson',
      NDJSON,
      asNdjson(batches, (row) => row),
    );
  }

  private async table(
    actor: Actor,
    format: ExportOrder['format'],
    reach: Reach,
    query: AnalyticsQueryDto,
  ): Promise<Table> {
    const { by, interval } = query;
    if (by !== undefined && interval !== undefined)
      throw badQuery('An export is by time or by something else: leave out by or interval.');
    const selection = selectionOf(query, this.clock.now());
    const steps = interval && stepsOf(query, selection);
    const exported = await this.exports.begin(actor, reach, { format, by, interval, selection });
    if (by !== undefined) {
      const parts = await this.analytics.parts(exported, selection, by, limitOf(query));
      const more = by === 'short_url' ? ['short_url', 'title'] : by === 'region' || by === 'city' ? ['country'] : [];
      return {
        columns: ['value', ...more, ...COUNTS],
        batches: [parts.map((part) => this.presenter.part(by, part))],
      };
    }
    if (steps !== undefined) {
      const buckets = bucketAnswers(await this.analytics.series(exported, selection, steps.starts), steps.timezone);
      return { columns: ['start', ...COUNTS], batches: [buckets] };
    }
    const singles = await this.analytics.singles(exported, selection);
    const batches = presented(singles, (click) => this.presenter.single(click));
    return { columns: ['at', 'short_url_id', 'short_url', 'unique', ...DIMENSIONS], batches };
  }
}

async function* presented<T>(batches: AsyncIterable<readonly T[]>, present: (item: T) => Row): AsyncGenerator<Row[]> {
  for await (const batch of batches) yield batch.map(present);
}
