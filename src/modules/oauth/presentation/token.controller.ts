import { Body, Controller, Header, HttpCode, Post, Req, UseFilters } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { addressOf } from '../../../common/http/address.js';
import { Public } from '../../../common/http/route.decorators.js';
import { TokenExchangeService } from '../application/token-exchange.service.js';
import { TOKEN_PARAMETERS } from '../application/token-parameters.js';
import { OAuthContent } from './oauth-content.js';
import { ApiOAuthFailures } from './oauth-failures.decorator.js';
import { OAuthErrorFilter } from './oauth-error.filter.js';
import { TOKEN_PATH } from './oauth-paths.js';
import { presentTokens, IssuedTokensAnswer, TOKEN_REQUEST_EXAMPLES, TokenRequestDoc } from './token.dto.js';
import { clientCredentials, parametersOf } from './token-request.js';

@ApiTags('OAuth')
@Public()
@OAuthContent()
@UseFilters(OAuthErrorFilter)
@Controller()
export class TokenController {
  constructor(private readonly tokens: TokenExchangeService) {}

  @Post(TOKEN_PATH)
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @Header('Pragma', 'no-cache')
  @ApiOperation({ summary: 'Exchange a code or a refresh token for tokens', description: 'RFC 6749 §4.1.3 and §6.' })
  @ApiConsumes('application/json', 'application/x-www-form-urlencoded')
  @ApiBody({ type: TokenRequestDoc, examples: TOKEN_REQUEST_EXAMPLES })
  @ApiOkResponse({ type: IssuedTokensAnswer })
  @ApiOAuthFailures()
  async exchange(@Req() request: Request, @Body() body: object): Promise<IssuedTokensAnswer> {
    const parameters = parametersOf(body, TOKEN_PARAMETERS);
    const credentials = clientCredentials(request.headers.authorization, parameters);
    return presentTokens(await this.tokens.exchange(credentials, parameters, addressOf(request)));
  }
}
