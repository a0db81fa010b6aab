import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Reach } from '../../../common/domain/access/reach.js';
import { ListAnswer, listAnswer } from '../../../common/http/list-answer.js';
import { ApiListAnswer } from '../../../common/http/openapi.decorators.js';
import { PageQueryDto } from '../../../common/http/page-query.dto.js';
import { CurrentReach, RequirePermission, RequireScopes } from '../../../common/http/route.decorators.js';
import { Configuration } from '../../../config/configuration.js';
import { DomainsService } from '../application/domains.service.js';
import { DomainAnswer, presentDomain } from './domain.presenter.js';

@ApiTags('Domains')
@ApiBearerAuth()
@Controller('api/1.0/domains')
export class DomainsController {
  constructor(
    private readonly domains: DomainsService,
    private readonly configuration: Configuration,
  ) {}

  @Get('list-all-domains')
  @RequireScopes('domains:read')
  @RequirePermission('domains.view')
  @ApiOperation({
    summary: 'List the domains that serve short URLs',
    description: "Those of the workspaces in reach, and the installation's default domain.",
  })
  @ApiListAnswer(DomainAnswer)
  async listAll(
    @Req() request: Request,
    @CurrentReach() reach: Reach,
    @Query() query: PageQueryDto,
  ): Promise<ListAnswer<DomainAnswer>> {
    const asked = query.toPageRequest();
    const page = await this.domains.list(reach, asked);
    const items = page.items.map((domain) => presentDomain(domain, this.domains.isDefault(domain)));
    return listAnswer(request, this.configuration.publicUrl, asked, { ...page, items });
  }
}
