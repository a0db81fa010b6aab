import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Reach } from '../../../common/domain/access/reach.js';
import { ListAnswer, listAnswer } from '../../../common/http/list-answer.js';
import { ApiListAnswer } from '../../../common/http/openapi.decorators.js';
import { PageQueryDto } from '../../../common/http/page-query.dto.js';
import { CurrentReach, RequirePermission, RequireScopes } from '../../../common/http/route.decorators.js';
import { Configuration } from '../../../config/configuration.js';
import { MemberDirectory } from '../domain/member-directory.js';
import { presentMember, UserAnswer } from './user.presenter.js';

@ApiTags('Users')
@ApiBearerAuth()
@Controller('api/1.0/users')
export class UsersController {
  constructor(
    private readonly directory: MemberDirectory,
    private readonly configuration: Configuration,
  ) {}

  @Get('list-all-users')
  @RequireScopes('users:read')
  @RequirePermission('members.view')
  @ApiOperation({ summary: 'List the members who can see the workspaces in reach' })
  @ApiListAnswer(UserAnswer)
  async listAll(
    @Req() request: Request,
    @CurrentReach() reach: Reach,
    @Query() query: PageQueryDto,
  ): Promise<ListAnswer<UserAnswer>> {
    const asked = query.toPageRequest();
    const page = await this.directory.visibleFrom(reach, asked);
    return listAnswer(request, this.configuration.publicUrl, asked, { ...page, items: page.items.map(presentMember) });
  }
}
