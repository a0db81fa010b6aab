import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiConflictResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../common/domain/access/actor.js';
import { Reach } from '../../../common/domain/access/reach.js';
import { ItemIdPipe } from '../../../common/http/item-id.pipe.js';
import { ListAnswer, listAnswer } from '../../../common/http/list-answer.js';
import { ApiCreatedAnswer, ApiItemAnswer, ApiListAnswer } from '../../../common/http/openapi.decorators.js';
import { PageQueryDto } from '../../../common/http/page-query.dto.js';
import {
  CurrentActor,
  CurrentReach,
  Idempotent,
  RequirePermission,
  RequireScopes,
} from '../../../common/http/route.decorators.js';
import { Configuration } from '../../../config/configuration.js';
import { DomainChecksService } from '../application/domain-checks.service.js';
import { DomainClaimsService } from '../application/domain-claims.service.js';
import { DomainSettingsService } from '../application/domain-settings.service.js';
import { DomainsService } from '../application/domains.service.js';
import { CreateDomainDto, UpdateDomainDto } from './domain.dto.js';
import { DomainAnswer, DomainPresenter } from './domain.presenter.js';

@ApiTags('Domains')
@ApiBearerAuth()
@Controller('api/1.0/domains')
export class DomainsController {
  constructor(
    private readonly domains: DomainsService,
    private readonly claims: DomainClaimsService,
    private readonly settings: DomainSettingsService,
    private readonly checks: DomainChecksService,
    private readonly presenter: DomainPresenter,
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
    const items = page.items.map((domain) => this.presenter.present(domain));
    return listAnswer(request, this.configuration.publicUrl, asked, { ...page, items });
  }

  @Post()
  @Idempotent()
  @RequireScopes('domains:write')
  @RequirePermission('domains.create')
  @ApiOperation({
    summary: 'Add a domain',
    description:
      'It serves nothing until the TXT record of `dns_records` proves that it is yours. Others may add it too.',
  })
  @ApiCreatedAnswer(DomainAnswer)
  async create(
    @CurrentActor() actor: Actor,
    @CurrentReach() reach: Reach,
    @Body() body: CreateDomainDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ data: DomainAnswer }> {
    const domain = await this.claims.claim(actor, reach, body.toOrder());
    response.location(`/api/1.0/domains/${domain.id}`);
    return { data: this.presenter.present(domain) };
  }

  @Get(':id')
  @RequireScopes('domains:read')
  @RequirePermission('domains.view')
  @ApiOperation({ summary: 'Read a domain' })
  @ApiItemAnswer(DomainAnswer)
  async get(@CurrentReach() reach: Reach, @Param('id', ItemIdPipe) id: string): Promise<{ data: DomainAnswer }> {
    return { data: this.presenter.present(await this.domains.get(reach, id)) };
  }

  @Patch(':id')
  @RequireScopes('domains:write')
  @RequirePermission('domains.update')
  @ApiOperation({ summary: 'Change a domain', description: 'JSON Merge Patch (RFC 7396): null clears.' })
  @ApiItemAnswer(DomainAnswer)
  async update(
    @CurrentActor() actor: Actor,
    @CurrentReach() reach: Reach,
    @Param('id', ItemIdPipe) id: string,
    @Body() body: UpdateDomainDto,
  ): Promise<{ data: DomainAnswer }> {
    return { data: this.presenter.present(await this.settings.update(actor, reach, id, body.toChange())) };
  }

  @Put(':id')
  @RequireScopes('domains:write')
  @RequirePermission('domains.update')
  @ApiOperation({ summary: 'Change a domain (as PATCH)' })
  @ApiItemAnswer(DomainAnswer)
  replace(
    @CurrentActor() actor: Actor,
    @CurrentReach() reach: Reach,
    @Param('id', ItemIdPipe) id: string,
    @Body() body: UpdateDomainDto,
  ): Promise<{ data: DomainAnswer }> {
    return this.update(actor, reach, id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequireScopes('domains:write')
  @RequirePermission('domains.delete')
  @ApiOperation({ summary: 'Delete a domain', description: 'It serves nothing from then on.' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: '`domain_in_use`: links stand on it' })
  delete(
    @CurrentActor() actor: Actor,
    @CurrentReach() reach: Reach,
    @Param('id', ItemIdPipe) id: string,
  ): Promise<void> {
    return this.claims.giveUp(actor, reach, id);
  }

  @Post(':id/verify')
  @Idempotent()
  @HttpCode(200)
  @RequireScopes('domains:write')
  @RequirePermission('domains.update')
  @ApiOperation({
    summary: 'Look for the proof of a domain now',
    description: 'By itself the server looks each minute at first, later less often.',
  })
  @ApiItemAnswer(DomainAnswer)
  @ApiConflictResponse({ description: '`hostname_taken`: it has been proved elsewhere' })
  async verify(
    @CurrentActor() actor: Actor,
    @CurrentReach() reach: Reach,
    @Param('id', ItemIdPipe) id: string,
  ): Promise<{ data: DomainAnswer }> {
    return { data: this.presenter.present(await this.checks.verify(actor, reach, id)) };
  }
}
