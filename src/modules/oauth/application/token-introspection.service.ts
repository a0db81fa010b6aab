import { Injectable } from '@nestjs/common';
import { ScopeSet } from '../../../common/domain/access/scope.js';
import { Clock } from '../../../common/domain/clock.js';
import { hashOfSecret } from '../../../common/domain/secret.js';
import { UnitOfWork } from '../../../common/domain/unit-of-work.js';
import { OAuthClient } from '../../oauth-clients/index.js';
import { GrantRepository } from '../domain/grant.repository.js';
import { missingParameter, OAuthError } from '../domain/oauth-error.js';
import { AccessTokenVerifier } from './access-token-verifier.js';
import { ClientAuthentication, ClientCredentials } from './client-authentication.js';
import { GrantHolder } from './grant-holder.js';

/** What an application may know of a live token of its own. */
export interface TokenState {
  kind: 'access_token' | 'refresh_token';
  clientId: string;
  userId: string;
  scopes: ScopeSet;
  issuedAt: Date;
  expiresAt: Date;
  /** Of an access token. */
  id?: string;
}

/** The introspection endpoint (RFC 7662). */
@Injectable()
export class TokenIntrospectionService {
  constructor(
    private readonly clients: ClientAuthentication,
    private readonly grants: GrantRepository,
    private readonly verifier: AccessTokenVerifier,
    private readonly holder: GrantHolder,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** undefined: dead, unknown, or another application's. Nothing is used up. @throws OAuthError, TooManyAttemptsError */
  async introspect(
    credentials: ClientCredentials,
    token: string | undefined,
    address: string,
  ): Promise<TokenState | undefined> {
    // Naming nobody is no lesser failure here than naming oneself alone (RFC 7662 §2.1).
    if (credentials.clientId === undefined) throw notProven();
    const client = await this.clients.authenticate(credentials, address);
    if (!client.confidential) throw notProven();
    if (token === undefined) throw missingParameter('token');
    const state = (await this.accessToken(token)) ?? (await this.refreshToken(client, token));
    const isTheirs = state?.clientId === client.id && (await this.holder.isActive(state));
    return isTheirs ? state : undefined;
  }

  private async accessToken(token: string): Promise<TokenState | undefined> {
    const found = await this.verifier.find(token);
    if (!found) return undefined;
    const { id, userId, clientId = '', scopes, expiresAt } = found.credential;
    return { kind: 'access_token', id, userId, clientId, scopes, expiresAt, issuedAt: found.issuedAt };
  }

  private async refreshToken(client: OAuthClient, token: string): Promise<TokenState | undefined> {
    const find = () => this.grants.findByRefreshToken(hashOfSecret(token));
    const [refreshToken, grant] = (await this.unitOfWork.run(find)) ?? [];
    if (!refreshToken || !grant || refreshToken.consumedAt !== null || !grant.isLive(this.clock.now()))
      return undefined;
    const { clientId, userId, expiresAt } = grant;
    const scopes = grant.scopes.intersect(client.scopes);
    return { kind: 'refresh_token', clientId, userId, scopes, expiresAt, issuedAt: refreshToken.createdAt };
  }
}

const notProven = (): OAuthError =>
  new OAuthError('invalid_client', 'Invalid Client: only applications that keep a secret may introspect.');
