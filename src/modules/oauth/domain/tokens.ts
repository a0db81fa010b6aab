import { ScopeSet } from '../../../common/domain/access/scope.js';
import { newId } from '../../../common/domain/id.js';
import { hashOfSecret, randomBase62 } from '../../../common/domain/secret.js';
import { Grant } from './grant.js';

const REFRESH_PREFIX = 'tlr_';
const REFRESH_RANDOM_CHARACTERS = 43;

/** What remains with us of an access token, so that it can be ended before its time; the token itself is a JWT. */
export class AccessToken {
  private constructor(
    /** The token's `jti`. */
    readonly id: string,
    readonly grantId: string,
    readonly scopes: ScopeSet,
    readonly createdAt: Date,
    readonly expiresAt: Date,
    readonly revokedAt: Date | null,
  ) {}

  /** It outlives its grant in no case. */
  static issue(grant: Grant, scopes: ScopeSet, lifetimeSeconds: number, now: Date): AccessToken {
    const end = Math.min(now.getTime() + lifetimeSeconds * 1000, grant.expiresAt.getTime());
    return new AccessToken(newId(), grant.id, scopes, now, new Date(end), null);
  }

  get secondsToLive(): number {
    return Math.floor((this.expiresAt.getTime() - this.createdAt.getTime()) / 1000);
  }
}

/** Opaque, single use; its successor inherits the grant, with all its scopes and its end (RFC 6749 §6). */
export class RefreshToken {
  private constructor(
    readonly tokenHash: Buffer,
    readonly grantId: string,
    /** The access token issued beside it, which ends when this one is used. */
    readonly accessTokenId: string,
    readonly createdAt: Date,
    readonly consumedAt: Date | null,
  ) {}

  /** The token itself is in the second place, only here. */
  static issue(accessToken: AccessToken): [RefreshToken, string] {
    const token = REFRESH_PREFIX + randomBase62(REFRESH_RANDOM_CHARACTERS);
    const { grantId, id, createdAt } = accessToken;
    return [new RefreshToken(hashOfSecret(token), grantId, id, createdAt, null), token];
  }
}
