import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../common/domain/access/actor.js';
import { Reach } from '../../../common/domain/access/reach.js';
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
import { TagsService } from '../application/tags.service.js';
import { CreateTagDto, MergeTagDto, TagListQueryDto, UpdateTagDto } from './tag.dto.js';
import { presentTag, TagAnswer } from './tag.presenter.js';

@ApiTags('Tags')
@ApiBearerAuth()
@Controller('api/1.0/tags')
export class TagsController {
  constructor(
    private readonly tags: TagsService,
    private readonly configuration: Configuration,
  ) {}

  @Get()
  @RequireScopes('short-urls:read')
  @RequirePermission('links.view')
  @ApiOperation({ summary: 'List the tags of short URLs' })
  @ApiListAnswer(TagAnswer)
  async list(
    @Req() request: Request,
    @CurrentReach() reach: Reach,
    @Query() query: TagListQueryDto,
  ): Promise<ListAnswer<TagAnswer>> {
    const asked = query.toPageRequest();
    const page = await this.tags.list(reach.within(query.workspace_id?.toLowerCase()), query.toQuery(), asked);
    return listAnswer(request, this.configuration.publicUrl, asked, { ...page, items: page.items.map(presentTag) });
  }

  @Post()
  @Idempotent()
  @RequireScopes('short-urls:write')
  @RequirePermission('links.update')
  @ApiOperation({ summary: 'Create a tag', description: 'A link that is given a new tag creates it, too.' })
  @ApiCreatedAnswer(TagAnswer)
  async create(
    @CurrentActor() actor: Actor,
    @CurrentReach() reach: Reach,
    @Body() body: CreateTagDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ data: TagAnswer }> {
    const created = await this.tags.create(actor, reach, body.toOrder());
    response.location(`/api/1.0/tags/${created.tag.id}`);
    return { data: presentTag(created) };
  }

  @Get(':id')
  @RequireScopes('short-urls:read')
  @RequirePermission('links.view')
  @ApiOperation({ summary: 'Read a tag' })
  @ApiItemAnswer(TagAnswer)
  async get(@CurrentReach() reach: Reach, @Param('id', ItemIdPipe) id: string): Promise<{ data: TagAnswer }> {
    return { data: presentTag(await this.tags.get(reach, id)) };
  }

  @Patch(':id')
  @RequireScopes('short-urls:write')
  @RequirePermission('links.update')
  @ApiOperation({ summary: 'Change a tag', description: 'JSON Merge Patch (RFC 7396): null clears.' })
  @ApiItemAnswer(TagAnswer)
  async update(
    @CurrentActor() actor: Actor,
    @CurrentReach() reach: Reach,
    @Param('id', ItemIdPipe) id: string,
    @Body() body: UpdateTagDto,
  ): Promise<{ data: TagAnswer }> {
    return { data: presentTag(await this.tags.update(actor, reach, id, body.toChange())) };
  }

  @Put(':id')
  @RequireScopes('short-urls:write')
  @RequirePermission('links.update')
  @ApiOperation({ summary: 'Change a tag (as PATCH)' })
  @ApiItemAnswer(TagAnswer)
  replace(
    @CurrentActor() actor: Actor,
    @CurrentReach() reach: Reach,
    @Param('id', ItemIdPipe) id: string,
    @Body() body: UpdateTagDto,
  ): Promise<{ data: TagAnswer }> {
    return this.update(actor, reach, id, body);
  }

  @Post(':id/merge')
  @Idempotent()
  @HttpCode(200)
  @RequireScopes('short-urls:write')
  @RequirePermission('links.update')
  @ApiOperation({
    summary: 'Merge a tag into another',
    description: 'Every link that has it has the other instead, and it is gone. Answers with the other.',
  })
  @ApiItemAnswer(TagAnswer)
  async merge(
    @CurrentActor() actor: Actor,
    @CurrentReach() reach: Reach,
    @Param('id', ItemIdPipe) id: string,
    @Body() body: MergeTagDto,
  ): Promise<{ data: TagAnswer }> {
    return { data: presentTag(await this.tags.merge(actor, reach, id, body.into.toLowerCase())) };
  }

  @Delete(':id')
  @HttpCode(204)
  @RequireScopes('short-urls:write')
  @RequirePermission('links.update')
  @ApiOperation({ summary: 'Delete a tag', description: 'Every link that has it loses it.' })
  @ApiNoContentResponse()
  delete(
    @CurrentActor() actor: Actor,
    @CurrentReach() reach: Reach,
    @Param('id', ItemIdPipe) id: string,
  ): Promise<void> {
    return this.tags.delete(actor, reach, id);
  }
}
