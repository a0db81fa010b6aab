import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '../../../common/domain/access/actor.js';
import { Reach } from '../../../common/domain/access/reach.js';
import { CSV, JSON_TYPES, NDJSON } from '../../../common/http/content-types.js';
import { Content } from '../../../common/http/request-content.interceptor.js';
import { CurrentActor, CurrentReach, RequirePermission, RequireScopes } from '../../../common/http/route.decorators.js';
import { sendDownload } from '../../../common/http/send-download.js';
import { selectionOf, ShortUrlAnswer, ShortUrlExportQueryDto, ShortUrlPresenter } from '../../short-urls/index.js';
import { LinkExportService } from '../application/link-export.service.js';
import { linksAsCsv, linksAsNdjson } from './link-rows.js';

@ApiTags('Short URLs')
@ApiBearerAuth()
@RequireScopes('short-urls:read')
@RequirePermission('links.export')
@Controller('api/1.0/short-urls')
export class LinkExportsController {
  constructor(
    private readonly exports: LinkExportService,
    private readonly presenter: ShortUrlPresenter,
  ) {}

  @Get('export.csv')
  @Content({ answers: [CSV, ...JSON_TYPES] })
  @ApiOperation({
    summary: 'Export short URLs as CSV',
    description:
      'All that match, streamed; an import takes it back. Archived links are another export, with `archived=true`. Formulas are made harmless.',
  })
  @ApiOkResponse({ content: { [CSV]: { schema: { type: 'string' } } } })
  exportCsv(
    @Res() response: Response,
    @CurrentActor() actor: Actor,
    @CurrentReach() reach: Reach,
    @Query() query: ShortUrlExportQueryDto,
  ): Promise<void> {
    const parts = linksAsCsv(this.batches(actor, 'csv', reach, query));
    return sendDownload(response, 'short-urls.csv', `${CSV}; charset=utf-8`, parts);
  }

  @Get('export.ndjson')
  @Content({ answers: [NDJSON, ...JSON_TYPES] })
  @ApiOperation({
    summary: 'Export short URLs as NDJSON',
    description: 'All that match, streamed, one JSON object a line, as the list has them.',
  })
  @ApiOkResponse({ content: { [NDJSON]: { schema: { type: 'string' } } } })
  exportNdjson(
    @Res() response: Response,
    @CurrentActor() actor: Actor,
    @CurrentReach() reach: Reach,
    @Query() query: ShortUrlExportQueryDto,
  ): Promise<void> {
    const parts = linksAsNdjson(this.batches(actor, 'ndjson', reach, query));
    return sendDownload(response, 'short-urls.ndjson', NDJSON, parts);
  }

  private async *batches(
    actor: Actor,
    format: 'csv' | 'ndjson',
    reach: Reach,
    query: ShortUrlExportQueryDto,
  ): AsyncGenerator<ShortUrlAnswer[]> {
    for await (const batch of this.exports.batches(actor, format, selectionOf(reach, query)))
      yield batch.map((it) => this.presenter.present(it));
  }
}
