import { AuthorizationCode } from '../../src/modules/oauth/domain/authorization-code.js';
import { Grant } from '../../src/modules/oauth/domain/grant.js';
import { GrantRepository } from '../../src/modules/oauth/domain/grant.repository.js';
import { AccessToken, RefreshToken } from '../../src/modules/oauth/domain/tokens.js';
import { changedCopy } from './changed-copy.js';

/** Grants of applications that nobody deletes. */
export class InMemoryGrantRepository extends GrantRepository {
  private readonly grants = new Map<string, Grant>();
  private codes: AuthorizationCode[] = [];
  private refreshTokens: RefreshToken[] = [];
  accessTokens: AccessToken[] = [];

  override add(grant: Grant, code: AuthorizationCode): Promise<boolean> {
    if (this.grants.has(grant.id)) return Promise.resolve(false);
    this.grants.set(grant.id, grant);
    this.codes.push(code);
    return Promise.resolve(true);
  }

  override addTokens(accessToken: AccessToken, refreshToken: RefreshToken): Promise<void> {
    this.accessTokens.push(accessToken);
    this.refreshTokens.push(refreshToken);
    return Promise.resolve();
  }

  override findByCode(codeHash: Buffer): Promise<[AuthorizationCode, Grant] | undefined> {
    const code = this.codes.find((it) => it.codeHash.equals(codeHash));
    return Promise.resolve(code && [code, this.grantOf(code)]);
  }

  override findByRefreshToken(tokenHash: Buffer): Promise<[RefreshToken, Grant] | undefined> {
    const token = this.refreshTokens.find((it) => it.tokenHash.equals(tokenHash));
    return Promise.resolve(token && [token, this.grantOf(token)]);
  }

  override consumeCode(code: AuthorizationCode, now: Date): Promise<boolean> {
    const stored = this.codes.find(({ codeHash }) => codeHash.equals(code.codeHash));
    if (!stored || stored.consumedAt || stored.expiresAt <= now || this.grantOf(code).revokedAt) {
      return Promise.resolve(false);
    }
    this.codes = this.codes.map((it) => (it === stored ? changedCopy(it, { consumedAt: now }) : it));
    return Promise.resolve(true);
  }

  override consumeRefreshToken(token: RefreshToken, now: Date): Promise<boolean> {
    const stored = this.refreshTokens.find(({ tokenHash }) => tokenHash.equals(token.tokenHash));
    if (!stored || stored.consumedAt || !this.grantOf(token).isLive(now)) return Promise.resolve(false);
    this.refreshTokens = this.refreshTokens.map((it) => (it === stored ? changedCopy(it, { consumedAt: now }) : it));
    this.accessTokens = this.accessTokens.map((it) =>
      it.id === token.accessTokenId ? changedCopy(it, { revokedAt: now }) : it,
    );
    return Promise.resolve(true);
  }

  override revoke({ id }: Grant, now: Date): Promise<boolean> {
    const grant = this.grants.get(id);
    if (!grant || grant.revokedAt) return Promise.resolve(false);
    this.grants.set(id, changedCopy(grant, { revokedAt: now }));
    return Promise.resolve(true);
  }

  override revokeAll(userId: string, clientId: string, now: Date): Promise<Grant[]> {
    const live = [...this.grants.values()].filter(
      (it) => it.userId === userId && it.clientId === clientId && it.isLive(now),
    );
    for (const grant of live) this.grants.set(grant.id, changedCopy(grant, { revokedAt: now }));
    return Promise.resolve(live);
  }

  isRevoked(id: string): boolean {
    return this.grants.get(id)?.revokedAt != null;
  }

  private grantOf({ grantId }: { grantId: string }): Grant {
    const grant = this.grants.get(grantId);
    if (!grant) throw new Error('There is no such grant');
    return grant;
  }
}
