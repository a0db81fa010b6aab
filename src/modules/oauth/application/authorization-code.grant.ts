import { Injectable } from '@nestjs/common';
import { CommittedChanges } from '../../../common/domain/committed-changes.js';
import { Clock } from '../../../common/domain/clock.js';
import { hashOfSecret } from '../../../common/domain/secret.js';
import { UnitOfWork } from '../../../common/domain/unit-of-work.js';
import { OAuthClient } from '../../oauth-clients/index.js';
import { AuthorizationCode } from '../domain/authorization-code.js';
import { Grant } from '../domain/grant.js';
import { GrantRepository } from '../domain/grant.repository.js';
import { missingParameter, OAuthError } from '../domain/oauth-error.js';
import { RequestedScope } from '../domain/requested-scope.js';
import { GrantHolder } from './grant-holder.js';
import { GrantRevocation } from './grant-revocation.js';
import { IssuedTokens, TokenIssuer } from './token-issuer.js';
import { TokenParameters } from './token-parameters.js';

/** RFC 6749 §4.1.3. */
@Injectable()
export class AuthorizationCodeGrant {
  constructor(
    private readonly grants: GrantRepository,
    private readonly holder: GrantHolder,
    private readonly issuer: TokenIssuer,
    private readonly revocation: GrantRevocation,
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: CommittedChanges,
    private readonly clock: Clock,
  ) {}

  /** @throws OAuthError */
  async exchange(client: OAuthClient, parameters: TokenParameters, address: string | null): Promise<IssuedTokens> {
    const { code: sent, redirect_uri: redirectUri, code_verifier: codeVerifier } = parameters;
    if (sent === undefined) throw missingParameter('code');
    if (redirectUri === undefined) throw missingParameter('redirect_uri');
    // It decides nothing here, since the code's scope is settled; but nonsense is answered as such.
    RequestedScope.parse(parameters.scope);
    const tokens = await this.unitOfWork.run(async () => {
      const now = this.clock.now();
      const [code, grant] = await this.find(client, sent);
      code.requireRightfulUse({ redirectUri, codeVerifier });
      requireStillRightful(client, code);
      if (code.hasExpired(now)) throw expired();
      if (!grant.isLive(now)) throw new OAuthError('invalid_grant', 'The approval behind this code has ended.');
      await this.holder.requireActive(grant);
      const granted = RequestedScope.parse(undefined).refreshedFrom(grant.scopes, client.scopes);
      if (await this.grants.consumeCode(code, now)) {
        const issued = await this.issuer.issue(client, grant, granted, now);
        const isAsAsked = RequestedScope.parse(code.requestedScope ?? undefined).isExactly(granted);
        return isAsAsked ? issued : { ...issued, scope: granted.toString() };
      }
      await this.revocation.afterReplay(grant, 'authorization code', address);
      return undefined;
    });
    if (tokens) return tokens;
    await this.changes.settled();
    throw new OAuthError('invalid_grant', 'The authorization code has been used already.');
  }

  /** Another application's code is answered like an unknown one. */
  private async find(client: OAuthClient, sent: string): Promise<[AuthorizationCode, Grant]> {
    const found = await this.grants.findByCode(hashOfSecret(sent));
    if (found?.[1].clientId === client.id) return found;
    throw new OAuthError('invalid_grant', 'The authorization code is unknown.');
  }
}

/** The registration may have become stricter since the code was issued. @throws OAuthError */
function requireStillRightful(client: OAuthClient, { codeChallenge, redirectUri }: AuthorizationCode): void {
  if ((client.needsPkce && codeChallenge === null) || !client.redirectsTo(redirectUri)) {
    throw new OAuthError(
      'invalid_grant',
      'The application was changed since this code was issued, and needs a new one.',
    );
  }
}

const expired = (): OAuthError =>
  new OAuthError(
    'invalid_grant',
    'Authorization Code Expired: it lived for a few minutes only.',
    'Exchange the code as soon as it arrives. Send the user through the authorization page again.',
  );
