import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ALL_SCOPES, ScopeSet } from '../../../common/domain/access/scope.js';
import { ItemIdPipe } from '../../../common/http/item-id.pipe.js';
import { ListAnswer, listAnswer } from '../../../common/http/list-answer.js';
import { ApiCreatedAnswer, ApiListAnswer } from '../../../common/http/openapi.decorators.js';
import { actorOf, type Principal } from '../../../common/http/principal.js';
import { CurrentPrincipal, SessionOnly } from '../../../common/http/route.decorators.js';
import { Configuration } from '../../../config/configuration.js';
import { PasswordPrompt } from '../../users/index.js';
import { CredentialManagementGuard } from '../../workspaces/index.js';
import { TokensService } from '../application/tokens.service.js';
import { GenerateTokenDto, NewTokenAnswer, presentToken, TokenAnswer, TokenListQueryDto } from './token.dto.js';

@ApiTags('API tokens')
@SessionOnly()
@Controller('api/1.0/tokens')
export class TokensController {
  constructor(
    private readonly tokens: TokensService,
    private readonly prompt: PasswordPrompt,
    private readonly configuration: Configuration,
  ) {}

  @Post()
  @UseGuards(CredentialManagementGuard)
  @ApiOperation({ summary: 'Generate an API token', description: 'Bound for good to the active workspace.' })
  @ApiCreatedAnswer(NewTokenAnswer)
  async generate(
    @Req() request: Request,
    @CurrentPrincipal() { user, workspaceChoice }: Principal,
    @Body() body: GenerateTokenDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ data: NewTokenAnswer }> {
    await this.prompt.confirm(request, body.password);
    const [listing, token] = await this.tokens.generate(actorOf(request), user.id, workspaceChoice, {
      name: body.name ?? '',
      scopes: ScopeSet.of(body.scopes ?? [ALL_SCOPES]),
      expiresInDays: body.expires_in_days,
      ...(body.expires_at !== undefined && { expiresAt: new Date(body.expires_at) }),
    });
    response.location(`/api/1.0/tokens/${listing.token.id}`).setHeader('Cache-Control', 'no-store');
    return { data: Object.assign(presentToken(listing), { token }) };
  }

  @Get()
  @ApiOperation({ summary: 'List API tokens', description: "One's own; with credentials.view the organization's." })
  @ApiListAnswer(TokenAnswer)
  async list(
    @Req() request: Request,
    @CurrentPrincipal() { access }: Principal,
    @Query() query: TokenListQueryDto,
  ): Promise<ListAnswer<TokenAnswer>> {
    const asked = query.toPageRequest();
    const page = await this.tokens.list(access, asked, query.user_id);
    return listAnswer(request, this.configuration.publicUrl, asked, { ...page, items: page.items.map(presentToken) });
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke an API token', description: 'Its next request gets 401.' })
  @ApiNoContentResponse()
  revoke(
    @Req() request: Request,
    @CurrentPrincipal() { access }: Principal,
    @Param('id', ItemIdPipe) id: string,
  ): Promise<void> {
    return this.tokens.revoke(actorOf(request), access, id);
  }
}
