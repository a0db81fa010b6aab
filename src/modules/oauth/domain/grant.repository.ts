import { AuthorizationCode } from './authorization-code.js';
import { Grant } from './grant.js';
import { AccessToken, RefreshToken } from './tokens.js';

/** Grants with all that hangs on them. What must not happen twice says whether it has happened now. */
export abstract class GrantRepository {
  /** false: there is a grant of that id already, or its application is gone. */
  abstract add(grant: Grant, code: AuthorizationCode): Promise<boolean>;
  abstract addTokens(accessToken: AccessToken, refreshToken: RefreshToken): Promise<void>;

  /**
   * The grant is held until the transaction ends: whoever deletes it waits. undefined also while its workspace is deleted.
   */
  abstract findByCode(codeHash: Buffer): Promise<[AuthorizationCode, Grant] | undefined>;
  abstract findByRefreshToken(tokenHash: Buffer): Promise<[RefreshToken, Grant] | undefined>;

  /** false: used before, expired, or its grant is over. */
  abstract consumeCode(code: AuthorizationCode, now: Date): Promise<boolean>;
  /** false: used before, or its grant is over. The access token issued beside it ends too. */
  abstract consumeRefreshToken(token: RefreshToken, now: Date): Promise<boolean>;

  /** Ends everything that hangs on it. false: it was revoked before. */
  abstract revoke(grant: Grant, now: Date): Promise<boolean>;
  /** All of a user's to one application. @returns those that were live. */
  abstract revokeAll(userId: string, clientId: string, now: Date): Promise<Grant[]>;
}
