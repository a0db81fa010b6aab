import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CSV, JSON_TYPES, NDJSON } from '../../../common/http/content-types.js';
import { ListAnswer, listAnswer } from '../../../common/http/list-answer.js';
import { ApiListAnswer } from '../../../common/http/openapi.decorators.js';
import { type Principal } from '../../../common/http/principal.js';
import { Content } from '../../../common/http/request-content.interceptor.js';
import { CurrentPrincipal, RequirePermission, SessionOnly } from '../../../common/http/route.decorators.js';
import { sendDownload } from '../../../common/http/send-download.js';
import { Configuration } from '../../../config/configuration.js';
import { AuditLogService } from '../application/audit-log.service.js';
import { entriesAsCsv, entriesAsNdjson } from './audit-log-export.js';
import { AuditExportQueryDto, AuditLogQueryDto, filterOf } from './audit-log-query.dto.js';
import { AuditLogAnswer, presentEntry } from './audit-log.presenter.js';

@ApiTags('Audit log')
@SessionOnly()
@Controller('api/1.0/audit-logs')
export class AuditLogsController {
  constructor(
    private readonly log: AuditLogService,
    private readonly configuration: Configuration,
  ) {}

  @Get()
  @RequirePermission('audit.view')
  @ApiOperation({ summary: 'List what was done in the organization, the newest first' })
  @ApiListAnswer(AuditLogAnswer)
  async list(
    @Req() request: Request,
    @CurrentPrincipal() { organization }: Principal,
    @Query() query: AuditLogQueryDto,
  ): Promise<ListAnswer<AuditLogAnswer>> {
    const asked = query.toPageRequest();
    const page = await this.log.list(organization.id, filterOf(query), asked);
    return listAnswer(request, this.configuration.publicUrl, asked, { ...page, items: page.items.map(presentEntry) });
  }

  @Get('export.csv')
  @RequirePermission('audit.export')
  @Content({ answers: [CSV, ...JSON_TYPES] })
  @ApiOperation({ summary: 'Export as CSV', description: 'All that match, streamed. Formulas are made harmless.' })
  @ApiOkResponse({ content: { [CSV]: { schema: { type: 'string' } } } })
  exportCsv(
    @Res() response: Response,
    @CurrentPrincipal() { organization }: Principal,
    @Query() query: AuditExportQueryDto,
  ): Promise<void> {
    const batches = this.log.batches(organization.id, filterOf(query));
    return sendDownload(response, 'audit-log.csv', `${CSV}; charset=utf-8`, entriesAsCsv(batches));
  }

  @Get('export.ndjson')
  @RequirePermission('audit.export')
  @Content({ answers: [NDJSON, ...JSON_TYPES] })
  @ApiOperation({ summary: 'Export as NDJSON', description: 'All that match, streamed, one JSON object a line.' })
  @ApiOkResponse({ content: { [NDJSON]: { schema: { type: 'string' } } } })
  exportNdjson(
    @Res() response: Response,
    @CurrentPrincipal() { organization }: Principal,
    @Query() query: AuditExportQueryDto,
  ): Promise<void> {
    const batches = this.log.batches(organization.id, filterOf(query));
    return sendDownload(response, 'audit-log.ndjson', NDJSON, entriesAsNdjson(batches));
  }
}
