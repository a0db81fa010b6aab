import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../common/domain/access/actor.js';
import { Reach } from '../../../common/domain/access/reach.js';
import { ItemIdPipe } from '../../../common/http/item-id.pipe.js';
import { ListAnswer, listAnswer } from '../../../common/http/list-answer.js';
import { ApiCreatedAnswer, ApiItemAnswer, ApiListAnswer } from '../../../common/http/openapi.decorators.js';
import { CurrentActor, CurrentReach, RequirePermission, RequireScopes } from '../../../common/http/route.decorators.js';
import { Configuration } from '../../../config/configuration.js';
import { ShortUrlsService } from '../application/short-urls.service.js';
import { ShortUrlListQueryDto } from './short-url-list-query.dto.js';
import { CreateShortUrlDto, UpdateShortUrlDto } from './short-url.dto.js';
import { ShortUrlAnswer, ShortUrlPresenter } from './short-url.presenter.js';

@ApiTags('Short URLs')
@ApiBearerAuth()
@Controller('api/1.0/short-urls')
export class ShortUrlsController {
  constructor(
    private readonly shortUrls: ShortUrlsService,
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
    const reached = query.workspace_id === undefined ? reach : reach.narrowTo(query.workspace_id.toLowerCase());
    const page = await this.shortUrls.list(reached, query.toFilter(), query.toSort(), asked);
    const items = page.items.map((it) => this.presenter.present(it));
    return listAnswer(request, this.configuration.publicUrl, asked, { ...page, items });
  }

  @Post()
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
