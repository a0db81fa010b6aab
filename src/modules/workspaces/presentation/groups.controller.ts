import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Actor } from '../../../common/domain/access/actor.js';
import { ItemIdPipe } from '../../../common/http/item-id.pipe.js';
import { ListAnswer, listAnswer } from '../../../common/http/list-answer.js';
import { ApiCreatedAnswer, ApiItemAnswer, ApiListAnswer } from '../../../common/http/openapi.decorators.js';
import { PageQueryDto } from '../../../common/http/page-query.dto.js';
import { type Principal } from '../../../common/http/principal.js';
import {
  CurrentActor,
  CurrentPrincipal,
  Idempotent,
  RequirePermission,
  SessionOnly,
} from '../../../common/http/route.decorators.js';
import { Configuration } from '../../../config/configuration.js';
import { GroupsService } from '../application/groups.service.js';
import { CreateGroupDto, GroupAnswer, presentGroup, UpdateGroupDto } from './group.dto.js';

@ApiTags('Groups')
@SessionOnly()
@Controller('api/1.0/groups')
export class GroupsController {
  constructor(
    private readonly groups: GroupsService,
    private readonly configuration: Configuration,
  ) {}

  @Get()
  @RequirePermission('groups.view')
  @ApiOperation({ summary: "List the organization's groups" })
  @ApiListAnswer(GroupAnswer)
  async list(
    @Req() request: Request,
    @CurrentPrincipal() { access }: Principal,
    @Query() query: PageQueryDto,
  ): Promise<ListAnswer<GroupAnswer>> {
    const asked = query.toPageRequest();
    const page = await this.groups.list(access.organizationId, asked);
    const items = page.items.map((group) => presentGroup(group, access));
    return listAnswer(request, this.configuration.publicUrl, asked, { ...page, items });
  }

  @Post()
  @Idempotent()
  @RequirePermission('groups.create')
  @ApiOperation({ summary: 'Create a group', description: 'Nobody gives more by it than they hold.' })
  @ApiCreatedAnswer(GroupAnswer)
  async create(
    @CurrentActor() actor: Actor,
    @CurrentPrincipal() { access }: Principal,
    @Body() body: CreateGroupDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ data: GroupAnswer }> {
    const group = await this.groups.create(actor, { ...body.toContents(), name: body.name });
    response.location(`/api/1.0/groups/${group.group.id}`);
    return { data: presentGroup(group, access) };
  }

  @Get(':id')
  @RequirePermission('groups.view')
  @ApiOperation({ summary: 'Read a group' })
  @ApiItemAnswer(GroupAnswer)
  async get(
    @CurrentPrincipal() { access }: Principal,
    @Param('id', ItemIdPipe) id: string,
  ): Promise<{ data: GroupAnswer }> {
    return { data: presentGroup(await this.groups.get(access.organizationId, id), access) };
  }

  @Patch(':id')
  @RequirePermission('groups.update')
  @ApiOperation({ summary: "Change a group's name, description, permissions, members or workspaces" })
  @ApiItemAnswer(GroupAnswer)
  async update(
    @CurrentActor() actor: Actor,
    @CurrentPrincipal() { access }: Principal,
    @Param('id', ItemIdPipe) id: string,
    @Body() body: UpdateGroupDto,
  ): Promise<{ data: GroupAnswer }> {
    const { name } = body;
    const change = { ...body.toContents(), ...(name !== undefined && { name }) };
    return { data: presentGroup(await this.groups.update(actor, id, change), access) };
  }

  @Put(':id')
  @RequirePermission('groups.update')
  @ApiOperation({ summary: 'Change a group (as PATCH)' })
  @ApiItemAnswer(GroupAnswer)
  replace(
    @CurrentActor() actor: Actor,
    @CurrentPrincipal() principal: Principal,
    @Param('id', ItemIdPipe) id: string,
    @Body() body: UpdateGroupDto,
  ): Promise<{ data: GroupAnswer }> {
    return this.update(actor, principal, id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('groups.delete')
  @ApiOperation({ summary: 'Delete a group', description: 'What it gave its members is gone at once.' })
  @ApiNoContentResponse()
  remove(@CurrentActor() actor: Actor, @Param('id', ItemIdPipe) id: string): Promise<void> {
    return this.groups.remove(actor, id);
  }
}
