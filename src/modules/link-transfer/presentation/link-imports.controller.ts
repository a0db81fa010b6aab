import { createHash, type Hash } from 'node:crypto';
import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../common/domain/access/actor.js';
import { Reach } from '../../../common/domain/access/reach.js';
import { ValidationError } from '../../../common/domain/errors.js';
import { CSV, EVENT_STREAM, JSON_TYPES } from '../../../common/http/content-types.js';
import { ItemIdPipe } from '../../../common/http/item-id.pipe.js';
import { ListAnswer, listAnswer } from '../../../common/http/list-answer.js';
import { readMultipart } from '../../../common/http/multipart.js';
import { ApiItemAnswer, ApiListAnswer } from '../../../common/http/openapi.decorators.js';
import { PageQueryDto } from '../../../common/http/page-query.dto.js';
import { Content } from '../../../common/http/request-content.interceptor.js';
import { validateBody } from '../../../common/http/request-validation.pipe.js';
import {
  CurrentActor,
  CurrentReach,
  Idempotent,
  RequirePermission,
  RequireScopes,
} from '../../../common/http/route.decorators.js';
import { sendDownload } from '../../../common/http/send-download.js';
import { Configuration } from '../../../config/configuration.js';
import { AnswerOnce } from '../../idempotency/index.js';
import { LinkImportsService } from '../application/link-imports.service.js';
import { columnsOf, KEPT_DAYS } from '../domain/link-import.js';
import { ImportEvents } from './import-events.js';
import { ImportFieldsDto, ImportQueryDto, ImportUploadDoc, MOST_FILE_MEBIBYTES } from './import-upload.dto.js';
import { LinkImportAnswer, presentImport } from './link-import.presenter.js';
import { failuresAsCsv } from './link-rows.js';

const ApiAcceptedImport = () =>
  ApiAcceptedResponse({
    schema: {
      type: 'object',
      required: ['data'],
      properties: { data: { $ref: getSchemaPath(LinkImportAnswer) } },
    },
    headers: { Location: { description: 'Where its progress is', schema: { type: 'string' } } },
  });

@ApiTags('Short URLs')
@ApiBearerAuth()
@ApiExtraModels(LinkImportAnswer)
@RequireScopes('short-urls:write')
@RequirePermission('links.import')
@Controller('api/1.0/short-urls')
export class LinkImportsController {
  constructor(
    private readonly imports: LinkImportsService,
    private readonly events: ImportEvents,
    private readonly once: AnswerOnce,
    private readonly configuration: Configuration,
  ) {}

  @Post('import')
  @Idempotent('handler')
  @HttpCode(202)
  @Content({ bodies: ['multipart'] })
  @ApiOperation({
    summary: 'Import short URLs from a CSV file',
    description:
      'Goes on in the background. Needs links.create too, and links.update for rows that change the link of their external id. The same file again makes nothing twice.',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: ImportUploadDoc })
  @ApiAcceptedImport()
  @ApiConflictResponse({ schema: { $ref: '#/components/schemas/Error' }, description: 'Too many are open' })
  async start(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @CurrentActor() actor: Actor,
    @CurrentReach() reach: Reach,
    @Query() query: ImportQueryDto,
  ): Promise<{ data: LinkImportAnswer } | string | undefined> {
    let before: string | undefined;
    const started = await this.imports.start(actor, reach, async (take) => {
      const { fields, digest, fileName } = await readForm(request, take);
      before = await this.once.begin(request, response, { fields, digest });
      if (before !== undefined) return undefined;
      const dto = await validateBody(ImportFieldsDto, fields);
      return {
        ...dto.toOptions(),
        workspaceId: dto.workspace_id?.toLowerCase(),
        dryRun: query.dry_run === 'true',
        fileName,
      };
    });
    if (!started) return before;
    response.location(`/api/1.0/short-urls/imports/${started.id}`);
    return { data: presentImport(started) };
  }

  @Get('imports')
  @ApiOperation({ summary: 'List imports, the newest first', description: `For ${KEPT_DAYS} days after their end.` })
  @ApiListAnswer(LinkImportAnswer)
  async list(
    @Req() request: Request,
    @CurrentReach() reach: Reach,
    @Query() query: PageQueryDto,
  ): Promise<ListAnswer<LinkImportAnswer>> {
    const asked = query.toPageRequest();
    const page = await this.imports.list(reach, asked);
    return listAnswer(request, this.configuration.publicUrl, asked, { ...page, items: page.items.map(presentImport) });
  }

  @Get('imports/:id')
  @ApiOperation({ summary: 'Read how far an import has come' })
  @ApiItemAnswer(LinkImportAnswer)
  async get(@CurrentReach() reach: Reach, @Param('id', ItemIdPipe) id: string): Promise<{ data: LinkImportAnswer }> {
    return { data: presentImport(await this.imports.get(reach, id)) };
  }

  @Get('imports/:id/events')
  @Content({ answers: [EVENT_STREAM, ...JSON_TYPES] })
  @ApiOperation({
    summary: 'Follow an import (Server-Sent Events)',
    description:
      '`progress` with the item at each change, then `end`. A stream lasts 30 seconds; `EventSource` comes again by itself, and its rights are looked at anew.',
  })
  @ApiConflictResponse({ schema: { $ref: '#/components/schemas/Error' }, description: 'Too many streams are open' })
  @ApiOkResponse({ content: { [EVENT_STREAM]: { schema: { type: 'string' } } } })
  follow(@Res() response: Response, @CurrentReach() reach: Reach, @Param('id', ItemIdPipe) id: string): Promise<void> {
    return this.events.send(response, () => this.imports.get(reach, id));
  }

  @Get('imports/:id/report.csv')
  @Content({ answers: [CSV, ...JSON_TYPES] })
  @ApiOperation({
    summary: 'Download the rows that failed',
    description: 'Each with its number and errors in front; mended, the file can be imported.',
  })
  @ApiOkResponse({ content: { [CSV]: { schema: { type: 'string' } } } })
  async report(
    @Res() response: Response,
    @CurrentReach() reach: Reach,
    @Param('id', ItemIdPipe) id: string,
  ): Promise<void> {
    const found = await this.imports.get(reach, id);
    const parts = failuresAsCsv(columnsOf(found).headers, this.imports.failedRows(reach, found));
    await sendDownload(response, 'import-report.csv', `${CSV}; charset=utf-8`, parts);
  }

  @Post('imports/:id/retry')
  @Idempotent()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Try the failed rows again',
    description: 'After what they failed on is mended, with the rights of who asks. Needs links.create too.',
  })
  @ApiAcceptedImport()
  @ApiConflictResponse({
    schema: { $ref: '#/components/schemas/Error' },
    description: 'It runs, nothing has failed, or too many are open',
  })
  async retry(
    @Res({ passthrough: true }) response: Response,
    @CurrentActor() actor: Actor,
    @CurrentReach() reach: Reach,
    @Param('id', ItemIdPipe) id: string,
  ): Promise<{ data: LinkImportAnswer }> {
    const restarted = await this.imports.retry(actor, reach, id);
    response.location(`/api/1.0/short-urls/imports/${restarted.id}`);
    return { data: presentImport(restarted) };
  }
}

/** The file goes to `take` as it comes; its digest tells it from others. */
async function readForm(request: Request, take: (content: AsyncIterable<Uint8Array>) => Promise<void>) {
  const hash = createHash('sha256');
  let fileName: string | null = null;
  const fields = await readMultipart(
    request,
    { fileBytes: MOST_FILE_MEBIBYTES * 1_048_576 },
    async ({ field, name, content }) => {
      if (field !== 'file') throw ValidationError.on(field, `${field} is not a known file. Send the CSV as file.`);
      fileName = name;
      await take(hashed(content, hash));
    },
  );
  if ('file' in fields) throw ValidationError.on('file', 'file must be a file');
  return { fields, digest: hash.digest('base64url'), fileName };
}

async function* hashed(content: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const piece of content) {
    hash.update(piece);
    yield piece;
  }
}
