import { Body, Controller, Header, HttpCode, Post, Req, UseFilters } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { addressOf } from '../../../common/http/address.js';
import { Public } from '../../../common/http/route.decorators.js';
import { Configuration } from '../../../config/configuration.js';
import { TokenIntrospectionService } from '../application/token-introspection.service.js';
import { TokenRevocationService } from '../application/token-revocation.service.js';
import { OAuthContent } from './oauth-content.js';
import { ApiOAuthFailures } from './oauth-failures.decorator.js';
import { OAuthErrorFilter } from './oauth-error.filter.js';
import { clientCredentials, parametersOf } from './token-request.js';
import { presentTokenState, TokenStateAnswer, TokenStateRequestDoc } from './token-state.dto.js';

const PARAMETERS = ['token', 'client_id', 'client_secret'] as const;

/** What becomes of tokens once they are out. */
@ApiTags('OAuth')
@Public()
@OAuthContent()
@UseFilters(OAuthErrorFilter)
@ApiConsumes('application/json', 'application/x-www-form-urlencoded')
@ApiOAuthFailures()
@Controller('api/oauth')
export class TokenStateController {
  constructor(
    private readonly revocation: TokenRevocationService,
    private readonly introspection: TokenIntrospectionService,
    private readonly configuration: Configuration,
  ) {}

  @Post('revoke')
  @HttpCode(200)
  @ApiBody({ type: TokenStateRequestDoc })
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Revoke a token',
    description: 'RFC 7009. A refresh token ends its whole grant, an access token only itself.',
  })
  @ApiOkResponse({ schema: { type: 'object' }, description: 'Also for tokens that are unknown' })
  async revoke(@Req() request: Request, @Body() body: object): Promise<Record<string, never>> {
    const { token, ...client } = parametersOf(body, PARAMETERS);
    await this.revocation.revoke(clientCredentials(request.headers.authorization, client), token, addressOf(request));
    return {};
  }

  @Post('introspect')
  @HttpCode(200)
  @ApiBody({ type: TokenStateRequestDoc })
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Ask about a token of one’s own',
    description: 'RFC 7662, for confidential applications. Another application’s token and a dead one look alike.',
  })
  @ApiOkResponse({ type: TokenStateAnswer })
  async introspect(@Req() request: Request, @Body() body: object): Promise<TokenStateAnswer> {
    const { token, ...client } = parametersOf(body, PARAMETERS);
    const credentials = clientCredentials(request.headers.authorization, client);
    const state = await this.introspection.introspect(credentials, token, addressOf(request));
    return presentTokenState(state, this.configuration.publicUrl);
  }
}
