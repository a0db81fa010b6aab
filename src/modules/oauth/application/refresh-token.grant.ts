import { Injectable } from '@nestjs/common';
import { CommittedChanges } from '../../../common/domain/committed-changes.js';
import { Clock } from '../../../common/domain/clock.js';
import { hashOfSecret } from '../../../common/domain/secret.js';
import { UnitOfWork } from '../../../common/domain/unit-of-work.js';
import { OAuthClient } from '../../oauth-clients/index.js';
import { Grant } from '../domain/grant.js';
import { GrantRepository } from '../domain/grant.repository.js';
import { missingParameter, OAuthError } from '../domain/oauth-error.js';
import { RequestedScope } from '../domain/requested-scope.js';
import { RefreshToken } from '../domain/tokens.js';
import { GrantHolder } from './grant-holder.js';
import { GrantRevocation } from './grant-revocation.js';
import { IssuedTokens, TokenIssuer } from './token-issuer.js';
import { TokenParameters } from './token-parameters.js';

/** RFC 6749 §6, with rotation (RFC 9700 §4.14.2). */
@Injectable()
export class RefreshTokenGrant {
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
    const { refresh_token: sent, scope } = parameters;
    if (sent === undefined) throw missingParameter('refresh_token');
    const asked = RequestedScope.parse(scope);
    const tokens = await this.unitOfWork.run(async () => {
      const now = this.clock.now();
      const [token, grant] = await this.find(client, sent);
      if (!grant.isLive(now)) throw over();
      await this.holder.requireActive(grant);
      const granted = token.consumedAt === null ? asked.refreshedFrom(grant.scopes, client.scopes) : grant.scopes;
      if (await this.grants.consumeRefreshToken(token, now)) {
        const issued = await this.issuer.issue(client, grant, granted, now);
        const isAsAsked = asked.isAbsent ? granted.equals(grant.scopes) : asked.isExactly(granted);
        return isAsAsked ? issued : { ...issued, scope: granted.toString() };
      }
      await this.revocation.afterReplay(grant, 'refresh token', address);
      return undefined;
    });
    await this.changes.settled();
    if (tokens) return tokens;
    throw new OAuthError('invalid_grant', 'The refresh token has been used already, so its whole approval has ended.');
  }

  /** Another application's token is answered like an unknown one. */
  private async find(client: OAuthClient, sent: string): Promise<[RefreshToken, Grant]> {
    const found = await this.grants.findByRefreshToken(hashOfSecret(sent));
    if (found?.[1].clientId === client.id) return found;
    throw new OAuthError('invalid_grant', 'The refresh token is unknown.');
  }
}

const over = (): OAuthError =>
  new OAuthError(
    'invalid_grant',
    'The approval behind this refresh token has ended. Send the user through the authorization page again.',
  );
