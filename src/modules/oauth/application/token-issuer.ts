import { Injectable } from '@nestjs/common';
import { ScopeSet } from '../../../common/domain/access/scope.js';
import { Configuration } from '../../../config/configuration.js';
import { OAuthClient } from '../../oauth-clients/index.js';
import { AccessTokenFormat } from '../domain/access-token-format.js';
import { Grant } from '../domain/grant.js';
import { GrantRepository } from '../domain/grant.repository.js';
import { apiResource } from '../domain/protected-resource.js';
import { AccessToken, RefreshToken } from '../domain/tokens.js';
import { SigningKeys } from './signing-keys.js';

/** The answer of the token endpoint (RFC 6749 §5.1). */
export interface IssuedTokens {
  accessToken: string;
  refreshToken: string;
  expiresInSeconds: number;
  /** Only where it is not the scope that was asked for. */
  scope?: string;
}

@Injectable()
export class TokenIssuer {
  constructor(
    private readonly grants: GrantRepository,
    private readonly keys: SigningKeys,
    private readonly format: AccessTokenFormat,
    private readonly configuration: Configuration,
  ) {}

  /** An access token with the refresh token that goes on after it. */
  async issue(client: OAuthClient, grant: Grant, scopes: ScopeSet, now: Date): Promise<IssuedTokens> {
    const stored = AccessToken.issue(grant, scopes, client.accessTokenLifetimeSeconds, now);
    const [refresh, refreshToken] = RefreshToken.issue(stored);
    await this.grants.addTokens(stored, refresh);
    const accessToken = await this.sign(stored, grant);
    return { accessToken, refreshToken, expiresInSeconds: stored.secondsToLive };
  }

  private async sign({ id, scopes, createdAt, expiresAt }: AccessToken, grant: Grant): Promise<string> {
    const { publicUrl } = this.configuration;
    const claims = {
      iss: publicUrl,
      aud: apiResource(publicUrl),
      sub: grant.userId,
      jti: id,
      iat: seconds(createdAt),
      nbf: seconds(createdAt),
      exp: seconds(expiresAt),
      client_id: grant.clientId,
      scope: scopes.toString(),
      scopes: scopes.values,
      workspace_id: grant.workspaceId,
    };
    return this.format.sign(claims, await this.keys.current());
  }
}

const seconds = (time: Date): number => Math.floor(time.getTime() / 1000);
