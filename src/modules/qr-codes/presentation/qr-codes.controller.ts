import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Reach } from '../../../common/domain/access/reach.js';
import { BadRequestError, ValidationError } from '../../../common/domain/errors.js';
import { JSON_TYPES } from '../../../common/http/content-types.js';
import { ItemIdPipe } from '../../../common/http/item-id.pipe.js';
import { readMultipart } from '../../../common/http/multipart.js';
import { Content } from '../../../common/http/request-content.interceptor.js';
import { validateBody } from '../../../common/http/request-validation.pipe.js';
import { CurrentReach, RequirePermission, RequireScopes } from '../../../common/http/route.decorators.js';
import { QrCodesService } from '../application/qr-codes.service.js';
import { MOST_LOGO_BYTES } from '../domain/logo.js';
import { QrFormat } from '../domain/qr-design.js';
import { designOf, LogoFormDto, QrOptionsDto } from './qr-options.dto.js';

const TYPES: Record<QrFormat, string> = { svg: 'image/svg+xml', png: 'image/png' };
/** Clients that always ask for JSON get their picture too; its faults are JSON. */
const ANSWERS = [...Object.values(TYPES), ...JSON_TYPES];
/** Where somebody opens it as a page of its own. */
const PICTURE_POLICY = "default-src 'none'; img-src data:; sandbox";

const ApiPicture = () =>
  ApiOkResponse({
    content: Object.fromEntries(
      Object.values(TYPES).map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
    ),
  });

@ApiTags('Short URLs')
@ApiBearerAuth()
@RequireScopes('short-urls:read')
@RequirePermission('links.view')
@Controller('api/1.0/short-urls/:id/qr')
export class QrCodesController {
  constructor(private readonly codes: QrCodesService) {}

  @Get()
  @Content({ answers: ANSWERS })
  @ApiOperation({
    summary: 'Draw the QR code of a short URL',
    description: 'It holds the short URL with `?qr=1`, which tells scans from other visits and is never forwarded.',
  })
  @ApiPicture()
  @ApiResponse({ status: 304, description: 'The picture is the one of `If-None-Match`' })
  async draw(
    @CurrentReach() reach: Reach,
    @Param('id', ItemIdPipe) id: string,
    @Query() query: QrOptionsDto,
    @Res() response: Response,
  ): Promise<void> {
    const shortUrl = await this.codes.find(reach, id);
    const design = designOf(query);
    const picture = await this.codes.draw(shortUrl, design).catch(refuseQuery);
    // It changes with the link's address, so that each use has to ask whether it has.
    response.set({ ETag: etagOf(picture), 'Cache-Control': 'private, no-cache' });
    sendPicture(response, design.format, picture);
  }

  @Post()
  @HttpCode(200)
  @Content({ bodies: ['multipart'], answers: ANSWERS })
  @ApiOperation({
    summary: 'Draw the QR code of a short URL with a logo in it',
    description:
      'Takes the options as fields of the form. The logo is a PNG, JPEG or SVG of up to 1 MiB. It is drawn anew: scripts, metadata and what lies elsewhere stay out. Nothing is stored.',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: LogoFormDto })
  @ApiPicture()
  async drawWithLogo(
    @CurrentReach() reach: Reach,
    @Param('id', ItemIdPipe) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const shortUrl = await this.codes.find(reach, id);
    const { options, logo } = await readForm(request);
    const design = designOf(options);
    sendPicture(response, design.format, await this.codes.draw(shortUrl, design, logo));
  }
}

/** @throws ValidationError, and what a form that can't be read throws */
async function readForm(request: Request): Promise<{ options: QrOptionsDto; logo: Buffer }> {
  let logo: Buffer | undefined;
  const fields = await readMultipart(request, { fileBytes: MOST_LOGO_BYTES }, async ({ field, content }) => {
    if (field !== 'logo') throw ValidationError.on(field, `${field} is not a known field`);
    logo = await buffer(content);
  });
  if ('logo' in fields || !logo) throw ValidationError.on('logo', 'logo must be a file');
  return { options: await validateBody(QrOptionsDto, fields), logo };
}

function refuseQuery(error: unknown): never {
  if (!(error instanceof ValidationError)) throw error;
  throw new BadRequestError(Object.values(error.errors).flat().join('. '), 'bad_query_parameter');
}

const etagOf = (picture: Buffer): string => `"${createHash('sha256').update(picture).digest('base64url')}"`;

function sendPicture(response: Response, format: QrFormat, picture: Buffer): void {
  response
    .set({
      'Content-Type': TYPES[format],
      'Content-Disposition': `inline; filename="qr-code.${format}"`,
      'Content-Security-Policy': PICTURE_POLICY,
    })
    .send(picture);
}
