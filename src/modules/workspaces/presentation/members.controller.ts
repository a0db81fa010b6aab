import { Body, Controller, Get, HttpCode, Param, Patch, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
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
  RequirePermission,
  SessionOnly,
} from '../../../common/http/route.decorators.js';
import { Configuration } from '../../../config/configuration.js';
import { MembersService } from '../application/members.service.js';
import { CreateMemberDto, MemberAnswer, presentMemberDetails, UpdateMemberDto } from './member.dto.js';

@ApiTags('Members')
@SessionOnly()
@Controller('api/1.0/members')
export class MembersController {
  constructor(
    private readonly members: MembersService,
    private readonly configuration: Configuration,
  ) {}

  @Get()
  @RequirePermission('members.view')
  @ApiOperation({ summary: "List the organization's members" })
  @ApiListAnswer(MemberAnswer)
  async list(
    @Req() request: Request,
    @CurrentPrincipal() { organization }: Principal,
    @Query() query: PageQueryDto,
  ): Promise<ListAnswer<MemberAnswer>> {
    const asked = query.toPageRequest();
    const page = await this.members.list(organization.id, asked);
    return listAnswer(request, this.configuration.publicUrl, asked, {
      ...page,
      items: page.items.map(presentMemberDetails),
    });
  }

  @Post()
  @RequirePermission('members.create')
  @ApiOperation({ summary: 'Create a member with a first password' })
  @ApiCreatedAnswer(MemberAnswer)
  async create(
    @CurrentActor() actor: Actor,
    @CurrentPrincipal() { access }: Principal,
    @Body() body: CreateMemberDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ data: MemberAnswer }> {
    const { name, email, password, role, workspace_ids: workspaceIds = [], permissions = [] } = body;
    const member = await this.members.create(actor, access, { name, email, password, role, workspaceIds, permissions });
    response.location(`/api/1.0/members/${member.member.userId}`);
    return { data: presentMemberDetails(member) };
  }

  @Patch(':id')
  @RequirePermission('members.update')
  @ApiOperation({ summary: "Change a member's name, role, status, workspaces or direct permissions" })
  @ApiItemAnswer(MemberAnswer)
  async update(
    @CurrentActor() actor: Actor,
    @CurrentPrincipal() { access }: Principal,
    @Param('id', ItemIdPipe) id: string,
    @Body() { workspace_ids: workspaceIds, ...change }: UpdateMemberDto,
  ): Promise<{ data: MemberAnswer }> {
    const member = await this.members.update(actor, access.userId, id, {
      ...change,
      ...(workspaceIds && { workspaceIds }),
    });
    return { data: presentMemberDetails(member) };
  }

  @Put(':id')
  @HttpCode(200)
  @RequirePermission('members.update')
  @ApiOperation({ summary: 'Change a member (as PATCH)' })
  @ApiItemAnswer(MemberAnswer)
  replace(
    @CurrentActor() actor: Actor,
    @CurrentPrincipal() principal: Principal,
    @Param('id', ItemIdPipe) id: string,
    @Body() body: UpdateMemberDto,
  ): Promise<{ data: MemberAnswer }> {
    return this.update(actor, principal, id, body);
  }
}
