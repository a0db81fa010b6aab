import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiConflictResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
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
import { appPaths } from '../../../common/ui/app-paths.js';
import { Configuration } from '../../../config/configuration.js';
import { MembersService } from '../application/members.service.js';
import {
  CreateMemberDto,
  MemberAnswer,
  NewMemberAnswer,
  PasswordResetAnswer,
  presentMemberDetails,
  UpdateMemberDto,
} from './member.dto.js';

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
    @CurrentPrincipal() { access }: Principal,
    @Query() query: PageQueryDto,
  ): Promise<ListAnswer<MemberAnswer>> {
    const asked = query.toPageRequest();
    const page = await this.members.list(access.organizationId, asked);
    const items = page.items.map((member) => presentMemberDetails(member, access));
    return listAnswer(request, this.configuration.publicUrl, asked, { ...page, items });
  }

  @Post()
  @RequirePermission('members.create')
  @ApiOperation({
    summary: 'Create a member with a first password, or invite one',
    description: 'Without `password` the answer has `invitation_url`, only here.',
  })
  @ApiCreatedAnswer(NewMemberAnswer)
  async create(
    @CurrentActor() actor: Actor,
    @CurrentPrincipal() { access }: Principal,
    @Body() body: CreateMemberDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ data: NewMemberAnswer }> {
    const { member, invitation } = await this.members.create(actor, body.toDetails());
    response.location(`/api/1.0/members/${member.member.userId}`);
    const data: NewMemberAnswer = presentMemberDetails(member, access);
    if (invitation !== undefined) data.invitation_url = this.linkOf(invitation);
    return { data };
  }

  @Get(':id')
  @RequirePermission('members.view')
  @ApiOperation({ summary: 'Read a member' })
  @ApiItemAnswer(MemberAnswer)
  async get(
    @CurrentPrincipal() { access }: Principal,
    @Param('id', ItemIdPipe) id: string,
  ): Promise<{ data: MemberAnswer }> {
    return { data: presentMemberDetails(await this.members.get(access.organizationId, id), access) };
  }

  @Patch(':id')
  @RequirePermission('members.update')
  @ApiConflictResponse({ description: '`last_owner`: nobody else could sign in as one' })
  @ApiOperation({ summary: "Change a member's name, role, status, workspaces, groups or direct permissions" })
  @ApiItemAnswer(MemberAnswer)
  async update(
    @CurrentActor() actor: Actor,
    @CurrentPrincipal() { access }: Principal,
    @Param('id', ItemIdPipe) id: string,
    @Body() { workspace_ids: workspaceIds, group_ids: groupIds, ...change }: UpdateMemberDto,
  ): Promise<{ data: MemberAnswer }> {
    const places = { ...(workspaceIds && { workspaceIds }), ...(groupIds && { groupIds }) };
    const member = await this.members.update(actor, id, { ...change, ...places });
    return { data: presentMemberDetails(member, access) };
  }

  @Put(':id')
  @RequirePermission('members.update')
  @ApiConflictResponse({ description: '`last_owner`: nobody else could sign in as one' })
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

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('members.delete')
  @ApiConflictResponse({ description: '`last_owner`: nobody else could sign in as one' })
  @ApiOperation({
    summary: 'Remove a member',
    description: 'Their sessions and credentials end at once; their links and applications stay.',
  })
  @ApiNoContentResponse()
  remove(@CurrentActor() actor: Actor, @Param('id', ItemIdPipe) id: string): Promise<void> {
    return this.members.remove(actor, id);
  }

  @Post(':id/password-reset')
  @HttpCode(200)
  @RequirePermission('members.update')
  @ApiOperation({
    summary: 'Issue a link with which a member sets a new password',
    description: 'For owners, and for admins where it is a member. Nothing changes until the link is used.',
  })
  @ApiItemAnswer(PasswordResetAnswer)
  async resetPassword(
    @CurrentActor() actor: Actor,
    @Param('id', ItemIdPipe) id: string,
  ): Promise<{ data: PasswordResetAnswer }> {
    return { data: { reset_url: this.linkOf(await this.members.resetPassword(actor, id)) } };
  }

  private linkOf(token: string): string {
    return `${this.configuration.publicUrl}${appPaths.setPasswordWith(token)}`;
  }
}
