import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Actor } from '../../../common/domain/access/actor.js';
import { ListAnswer, listAnswer } from '../../../common/http/list-answer.js';
import { ApiCreatedAnswer, ApiListAnswer } from '../../../common/http/openapi.decorators.js';
import { PageQueryDto } from '../../../common/http/page-query.dto.js';
import { type Principal } from '../../../common/http/principal.js';
import {
  CurrentActor,
  CurrentPrincipal,
  RequirePermission,
  RequireScopes,
  SessionOnly,
} from '../../../common/http/route.decorators.js';
import { Configuration } from '../../../config/configuration.js';
import { WorkspacesService } from '../application/workspaces.service.js';
import { CreateWorkspaceDto, presentWorkspace, WorkspaceAnswer } from './workspace.dto.js';

@ApiTags('Workspaces')
@Controller('api/1.0/workspaces')
export class WorkspacesController {
  constructor(
    private readonly workspaces: WorkspacesService,
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
    @CurrentPrincipal() { access, credential, reach }: Principal,
    @Query() query: PageQueryDto,
  ): Promise<ListAnswer<WorkspaceAnswer>> {
    const asked = query.toPageRequest();
    const page = await this.workspaces.list(credential ? reach : access.reach('all'), asked);
    return listAnswer(request, this.configuration.publicUrl, asked, {
      ...page,
      items: page.items.map(presentWorkspace),
    });
  }

  @Post()
  @SessionOnly()
  @RequirePermission('workspaces.create')
  @ApiOperation({ summary: 'Create a workspace' })
  @ApiCreatedAnswer(WorkspaceAnswer)
  async create(
    @CurrentActor() actor: Actor,
    @Body() body: CreateWorkspaceDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ data: WorkspaceAnswer }> {
    const workspace = await this.workspaces.create(actor, body);
    response.location(`/api/1.0/workspaces/${workspace.id}`);
    return { data: presentWorkspace(workspace) };
  }
}
