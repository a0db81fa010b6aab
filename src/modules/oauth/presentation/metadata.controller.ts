import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { GRANTABLE_SCOPES } from '../../../common/domain/access/scope.js';
import { Content } from '../../../common/http/request-content.interceptor.js';
import { Public } from '../../../common/http/route.decorators.js';
import { appPaths } from '../../../common/ui/app-paths.js';
import { Configuration } from '../../../config/configuration.js';
import { PublicJwk, SigningKeys } from '../application/signing-keys.js';
import { GRANT_TYPES } from '../application/token-exchange.service.js';
import { apiResource } from '../domain/protected-resource.js';
import { TOKEN_PATH } from './oauth-paths.js';

const CACHED = 'public, max-age=300';
const METHODS_WITH_SECRET = ['client_secret_basic', 'client_secret_post'];
const AUTHENTICATION_METHODS = [...METHODS_WITH_SECRET, 'none'];
const OBJECT = { schema: { type: 'object' } };

/** What programs need to know of the authorization server before they meet it. */
@ApiTags('OAuth')
@Public()
@Content({ unknownQuery: 'ignore', answers: ['application/json', 'application/jwk-set+json'] })
@Controller('.well-known')
export class MetadataController {
  constructor(
    private readonly keys: SigningKeys,
    private readonly configuration: Configuration,
  ) {}

  @Get('oauth-authorization-server')
  @Header('Cache-Control', CACHED)
  @ApiOperation({ summary: 'Metadata of the authorization server', description: 'RFC 8414.' })
  @ApiOkResponse(OBJECT)
  authorizationServer(): Record<string, unknown> {
    const { publicUrl } = this.configuration;
    return {
      issuer: publicUrl,
      authorization_endpoint: publicUrl + appPaths.authorize,
      token_endpoint: publicUrl + TOKEN_PATH,
      jwks_uri: `${publicUrl}/.well-known/jwks.json`,
      scopes_supported: GRANTABLE_SCOPES,
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      grant_types_supported: GRANT_TYPES,
      token_endpoint_auth_methods_supported: AUTHENTICATION_METHODS,
      revocation_endpoint: `${publicUrl}/api/oauth/revoke`,
      revocation_endpoint_auth_methods_supported: AUTHENTICATION_METHODS,
      introspection_endpoint: `${publicUrl}/api/oauth/introspect`,
      introspection_endpoint_auth_methods_supported: METHODS_WITH_SECRET,
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      service_documentation: publicUrl + appPaths.apiReference,
    };
  }

  @Get('oauth-protected-resource')
  @Header('Cache-Control', CACHED)
  @ApiOperation({ summary: 'Metadata of this server as a protected resource', description: 'RFC 9728.' })
  @ApiOkResponse(OBJECT)
  protectedServer(): Record<string, unknown> {
    return this.protectedResource(this.configuration.publicUrl);
  }

  @Get('oauth-protected-resource/api/1.0')
  @Header('Cache-Control', CACHED)
  @ApiOperation({ summary: 'Metadata of the API as a protected resource', description: 'RFC 9728.' })
  @ApiOkResponse(OBJECT)
  protectedApi(): Record<string, unknown> {
    return this.protectedResource(apiResource(this.configuration.publicUrl));
  }

  @Get('jwks.json')
  @Header('Cache-Control', CACHED)
  @ApiOperation({ summary: 'Keys under which access tokens are signed', description: 'RFC 7517.' })
  @ApiOkResponse(OBJECT)
  async jwks(): Promise<{ keys: PublicJwk[] }> {
    return { keys: await this.keys.published() };
  }

  private protectedResource(resource: string): Record<string, unknown> {
    const { publicUrl } = this.configuration;
    return {
      resource,
      authorization_servers: [publicUrl],
      scopes_supported: GRANTABLE_SCOPES,
      bearer_methods_supported: ['header'],
      resource_documentation: publicUrl + appPaths.apiReference,
    };
  }
}
