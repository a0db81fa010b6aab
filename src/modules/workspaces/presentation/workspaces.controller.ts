import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiConflictResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Actor } from '../../../common/domain/access/actor.js';
import { Reach } from '../../../common/domain/access/reach.js';
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
  RequireScopes,
  SessionOnly,
} from '../../../common/http/route.decorators.js';
import { Configuration } from '../../../config/configuration.js';
import { WorkspacesService } from '../application/workspaces.service.js';
import { RESTORABLE_DAYS, Workspace } from '../domain/workspace.js';
import { DefaultDomainPresenter } from './default-domain.presenter.js';
import {
  CreateWorkspaceDto,
  DeleteWorkspaceDto,
  presentWorkspace,
  UpdateWorkspaceDto,
  WorkspaceAnswer,
} from './workspace.dto.js';

/** A permission in a workspace is asked for where that workspace is known: in the service, whatever the active view. */
@ApiTags('Workspaces')
@Controller('api/1.0/workspaces')
export class WorkspacesController {
  constructor(
    private readonly workspaces: WorkspacesService,
    private readonly domains: DefaultDomainPresenter,
    private readonly configuration: Configuration,
  ) {}

  @Get()
  @RequireScopes('workspaces:read')
  @RequirePermission('workspaces.view')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'List workspaces', description: 'A session lists all that its user reaches.' })
  @ApiListAnswer(WorkspaceAnswer)
  async list(
    @Req() request: Request,
    @CurrentPrincipal() principal: Principal,
    @Query() query: PageQueryDto,
  ): Promise<ListAnswer<WorkspaceAnswer>> {
    const asked = query.toPageRequest();
    const page = await this.workspaces.list(visibleTo(principal), asked);
    return listAnswer(request, this.configuration.publicUrl, asked, { ...page, items: await this.present(page.items) });
  }

  @Post()
  @Idempotent()
  @SessionOnly()
  @RequirePermission('workspaces.create')
  @ApiOperation({ summary: 'Create a workspace' })
  @ApiCreatedAnswer(WorkspaceAnswer)
  async create(
    @CurrentActor() actor: Actor,
    @Body() body: CreateWorkspaceDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ data: WorkspaceAnswer }> {
    const workspace = await this.workspaces.create(actor, { ...body.toContents(), name: body.name });
    response.location(`/api/1.0/workspaces/${workspace.id}`);
    return this.answer(workspace);
  }

  @Get(':id')
  @RequireScopes('workspaces:read')
  @RequirePermission('workspaces.view')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Read a workspace' })
  @ApiItemAnswer(WorkspaceAnswer)
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('id', ItemIdPipe) id: string,
  ): Promise<{ data: WorkspaceAnswer }> {
    return this.answer(await this.workspaces.get(visibleTo(principal), id));
  }

  @Patch(':id')
  @SessionOnly()
  @ApiOperation({
    summary: "Change a workspace's name, description, schemes, groups or members",
    description: 'Permission: `workspaces.update` in that workspace.',
  })
  @ApiItemAnswer(WorkspaceAnswer)
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', ItemIdPipe) id: string,
    @Body() body: UpdateWorkspaceDto,
  ): Promise<{ data: WorkspaceAnswer }> {
    const { name } = body;
    const change = { ...body.toContents(), ...(name !== undefined && { name }) };
    return this.answer(await this.workspaces.update(actor, id, change));
  }

  @Put(':id')
  @SessionOnly()
  @ApiOperation({ summary: 'Change a workspace (as PATCH)' })
  @ApiItemAnswer(WorkspaceAnswer)
  replace(
    @CurrentActor() actor: Actor,
    @Param('id', ItemIdPipe) id: string,
    @Body() body: UpdateWorkspaceDto,
  ): Promise<{ data: WorkspaceAnswer }> {
    return this.update(actor, id, body);
  }

  @Delete(':id')
  @SessionOnly()
  @ApiConflictResponse({ description: '`default_workspace`: it stays' })
  @HttpCode(204)
  @ApiOperation({
    summary: 'Delete a workspace',
    description: `Its links answer 404, its credentials 401, and its members lose it, all at once. For ${RESTORABLE_DAYS} days it can be restored
with everything in it; until then its addresses stay taken. Permission: \`workspaces.delete\` in that workspace.`,
  })
  @ApiNoContentResponse()
  remove(
    @CurrentActor() actor: Actor,
    @Param('id', ItemIdPipe) id: string,
    @Body() { name }: DeleteWorkspaceDto,
  ): Promise<void> {
    return this.workspaces.remove(actor, id, name);
  }

  @Post(':id/restore')
  @Idempotent()
  @SessionOnly()
  @ApiConflictResponse({ description: '`name_taken`: another workspace has its name by now' })
  @HttpCode(200)
  @ApiOperation({
    summary: 'Restore a deleted workspace',
    description: 'With its links, domains, members, groups and credentials. Permission: `workspaces.delete` in it.',
  })
  @ApiItemAnswer(WorkspaceAnswer)
  async restore(@CurrentActor() actor: Actor, @Param('id', ItemIdPipe) id: string): Promise<{ data: WorkspaceAnswer }> {
    return this.answer(await this.workspaces.restore(actor, id));
  }

  private async answer(workspace: Workspace): Promise<{ data: WorkspaceAnswer }> {
    const [data] = await this.present([workspace]);
    return { data: data as WorkspaceAnswer };
  }

  private async present(workspaces: readonly Workspace[]): Promise<WorkspaceAnswer[]> {
    const hosts = await this.domains.hostsOf(workspaces.map(({ id }) => id));
    return workspaces.map((workspace) => presentWorkspace(workspace, hosts.get(workspace.id) ?? ''));
  }
}

/** A bearer credential sees what it is bound to; a session all that its user reaches, whatever its active view. */
const visibleTo = ({ access, credential, reach }: Principal): Reach => (credential ? reach : access.reach('all'));
