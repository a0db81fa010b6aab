import { Injectable } from '@nestjs/common';
import { Configuration } from '../../../config/configuration.js';
import { missingParameter, OAuthError } from '../domain/oauth-error.js';
import { requireOwnResource } from '../domain/protected-resource.js';
import { AuthorizationCodeGrant } from './authorization-code.grant.js';
import { ClientAuthentication, ClientCredentials } from './client-authentication.js';
import { RefreshTokenGrant } from './refresh-token.grant.js';
import { IssuedTokens } from './token-issuer.js';
import { TokenParameters } from './token-parameters.js';

export const GRANT_TYPES = ['authorization_code', 'refresh_token'] as const;
type GrantType = (typeof GRANT_TYPES)[number];

/** The token endpoint (RFC 6749 §3.2). */
@Injectable()
export class TokenExchangeService {
  private readonly grants: Record<GrantType, AuthorizationCodeGrant | RefreshTokenGrant>;

  constructor(
    authorizationCode: AuthorizationCodeGrant,
    refreshToken: RefreshTokenGrant,
    private readonly clients: ClientAuthentication,
    private readonly configuration: Configuration,
  ) {
    this.grants = { authorization_code: authorizationCode, refresh_token: refreshToken };
  }

  /** @throws OAuthError, TooManyAttemptsError */
  async exchange(credentials: ClientCredentials, parameters: TokenParameters, address: string): Promise<IssuedTokens> {
    const { grant_type: grantType, resource } = parameters;
    if (grantType === undefined) throw missingParameter('grant_type');
    if (!isGrantType(grantType)) {
      throw new OAuthError('unsupported_grant_type', `The grant_type must be ${GRANT_TYPES.join(' or ')}.`);
    }
    const client = await this.clients.authenticate(credentials, address);
    requireOwnResource(resource, this.configuration.publicUrl);
    return this.grants[grantType].exchange(client, parameters, address);
  }
}

const isGrantType = (text: string): text is GrantType => (GRANT_TYPES as readonly string[]).includes(text);
