import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../common/domain/access/actor.js';
import { Reach } from '../../../common/domain/access/reach.js';
import { Clock } from '../../../common/domain/clock.js';
import { ValidationError } from '../../../common/domain/errors.js';
import { ItemIdPipe } from '../../../common/http/item-id.pipe.js';
import { ListAnswer, listAnswer } from '../../../common/http/list-answer.js';
import { ApiCreatedAnswer, ApiItemAnswer, ApiListAnswer } from '../../../common/http/openapi.decorators.js';
import {
  CurrentActor,
  CurrentReach,
  Idempotent,
  RequirePermission,
  RequireScopes,
} from '../../../common/http/route.decorators.js';
import { Configuration } from '../../../config/configuration.js';
import { ShortUrlsService } from '../application/short-urls.service.js';
import { Visitors } from '../application/visitors.js';
import { ExternalIdPipe } from './external-id.pipe.js';
import { selectionOf, ShortUrlListQueryDto } from './short-url-list-query.dto.js';
import { CreateShortUrlDto, UpdateShortUrlDto } from './short-url.dto.js';
import { ShortUrlAnswer, ShortUrlPresenter } from './short-url.presenter.js';
import { presentSimulation, SimulateDto, SimulationAnswer } from './simulation.dto.js';

@ApiTags('Short URLs')
@ApiBearerAuth()
@Controller('api/1.0/short-urls')
export class ShortUrlsController {
  constructor(
    private readonly shortUrls: ShortUrlsService,
    private readonly visitors: Visitors,
    private readonly clock: Clock,
    private readonly presenter: ShortUrlPresenter,
    private readonly configuration: Configuration,
  ) {}

  @Get('list-all-short-urls')
  @RequireScopes('short-urls:read')
  @RequirePermission('links.view')
  @ApiOperation({ summary: 'List short URLs' })
  @ApiListAnswer(ShortUrlAnswer)
  async listAll(
    @Req() request: Request,
    @CurrentReach() reach: Reach,
    @Query() query: ShortUrlListQueryDto,
  ): Promise<ListAnswer<ShortUrlAnswer>> {
    const asked = query.toPageRequest();
    const { reach: reached, filter, sort } = selectionOf(reach, query);
    const page = await this.shortUrls.list(reached, filter, sort, asked);
    const items = page.items.map((it) => this.presenter.present(it));
    return listAnswer(request, this.configuration.publicUrl, asked, { ...page, items });
  }

  @Post()
  @Idempotent()
  @RequireScopes('short-urls:write')
  @RequirePermission('links.create')
  @ApiOperation({ summary: 'Create a short URL' })
  @ApiBody({
    type: CreateShortUrlDto,
    examples: {
      'Just a destination': { value: { destination_url: 'https://example.com/spring' } },
      'With a title and tags': {
        value: { destination_url: 'https://example.com/spring', title: 'Spring', tags: ['campaign'] },
      },
    },
  })
  @ApiCreatedAnswer(ShortUrlAnswer)
  async create(
    @CurrentActor() actor: Actor,
    @CurrentReach() reach: Reach,
    @Body() body: CreateShortUrlDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ data: ShortUrlAnswer }> {
    const shortUrl = await this.shortUrls.create(actor, reach, body.toOrder());
    response.location(`/api/1.0/short-urls/${shortUrl.id}`);
    return { data: this.presenter.present(shortUrl) };
  }

  @Put('by-external-id/:external_id')
  @RequireScopes('short-urls:write')
  @RequirePermission('links.view')
  @ApiOperation({
    summary: 'Create or change the short URL of an external id',
    description:
      'Takes what a change takes; destination_url is needed where the link is new. Needs links.create or links.update.',
  })
  @ApiItemAnswer(ShortUrlAnswer)
  @ApiCreatedAnswer(ShortUrlAnswer)
  async upsert(
    @CurrentActor() actor: Actor,
    @CurrentReach() reach: Reach,
    @Param('external_id', ExternalIdPipe) externalId: string,
    @Body() body: UpdateShortUrlDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ data: ShortUrlAnswer }> {
    if (body.external_id !== undefined && body.external_id !== externalId) {
      throw ValidationError.on('external_id', 'external_id must be the one in the path.');
    }
    const { shortUrl, isNew } = await this.shortUrls.upsert(actor, reach, externalId, body.toChange());
    if (isNew) response.status(201).location(`/api/1.0/short-urls/${shortUrl.id}`);
    return { data: this.presenter.present(shortUrl) };
  }

  @Get(':id')
  @RequireScopes('short-urls:read')
  @RequirePermission('links.view')
  @ApiOperation({ summary: 'Read a short URL' })
  @ApiItemAnswer(ShortUrlAnswer)
  async get(@CurrentReach() reach: Reach, @Param('id', ItemIdPipe) id: string): Promise<{ data: ShortUrlAnswer }> {
    return { data: this.presenter.present(await this.shortUrls.get(reach, id)) };
  }

  @Patch(':id')
  @RequireScopes('short-urls:write')
  @RequirePermission('links.update')
  @ApiOperation({ summary: 'Change a short URL', description: 'JSON Merge Patch (RFC 7396): null clears.' })
  @ApiBody({ type: UpdateShortUrlDto, examples: { 'Another title': { value: { title: 'Summer' } } } })
  @ApiItemAnswer(ShortUrlAnswer)
  async update(
    @CurrentActor() actor: Actor,
    @CurrentReach() reach: Reach,
    @Param('id', ItemIdPipe) id: string,
    @Body() body: UpdateShortUrlDto,
  ): Promise<{ data: ShortUrlAnswer }> {
    return { data: this.presenter.present(await this.shortUrls.update(actor, reach, id, body.toChange())) };
  }

  @Put(':id')
  @RequireScopes('short-urls:write')
  @RequirePermission('links.update')
  @ApiOperation({ summary: 'Change a short URL (as PATCH)' })
  @ApiItemAnswer(ShortUrlAnswer)
  replace(
    @CurrentActor() actor: Actor,
    @CurrentReach() reach: Reach,
    @Param('id', ItemIdPipe) id: string,
    @Body() body: UpdateShortUrlDto,
  ): Promise<{ data: ShortUrlAnswer }> {
    return this.update(actor, reach, id, body);
  }

  @Post(':id/simulate')
  @Idempotent()
  @HttpCode(200)
  @RequireScopes('short-urls:read')
  @RequirePermission('links.view')
  @ApiOperation({
    summary: 'Ask where a visitor would land',
    description: 'Nothing is counted. A password is taken for given.',
  })
  @ApiBody({
    type: SimulateDto,
    examples: { 'A French reader': { value: { visitor: { country: 'FR', language: 'fr' } } } },
  })
  @ApiItemAnswer(SimulationAnswer)
  async simulate(
    @CurrentReach() reach: Reach,
    @Param('id', ItemIdPipe) id: string,
    @Body() body: SimulateDto,
  ): Promise<{ data: SimulationAnswer }> {
    const visitor = this.visitors.describe(body.toDescription(this.clock.now()));
    return { data: presentSimulation(await this.shortUrls.simulate(reach, id, visitor)) };
  }

  @Delete(':id')
  @HttpCode(204)
  @RequireScopes('short-urls:write')
  @RequirePermission('links.delete')
  @ApiOperation({ summary: 'Delete a short URL', description: 'Its address answers 404 at once.' })
  @ApiNoContentResponse()
  delete(
    @CurrentActor() actor: Actor,
    @CurrentReach() reach: Reach,
    @Param('id', ItemIdPipe) id: string,
  ): Promise<void> {
    return this.shortUrls.delete(actor, reach, id);
  }
}
