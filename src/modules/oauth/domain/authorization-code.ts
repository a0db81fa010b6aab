import { hashOfSecret, randomBase62 } from '../../../common/domain/secret.js';
import { CodeChallenge } from './code-challenge.js';
import { OAuthError } from './oauth-error.js';

const PREFIX = 'tlc_';
const RANDOM_CHARACTERS = 43;

export interface CodeBinding {
  grantId: string;
  redirectUri: string;
  requestedScope: string | null;
  codeChallenge: string | null;
  expiresAt: Date;
}

/** Carried by the user's browser to the application, which exchanges it once (RFC 6749 §4.1.2). */
export class AuthorizationCode {
  private constructor(
    readonly codeHash: Buffer,
    readonly grantId: string,
    readonly redirectUri: string,
    readonly requestedScope: string | null,
    readonly codeChallenge: string | null,
    readonly expiresAt: Date,
    readonly consumedAt: Date | null,
  ) {}

  /** The code itself is in the second place, only here. */
  static issue(binding: CodeBinding): [AuthorizationCode, string] {
    const { grantId, redirectUri, requestedScope, codeChallenge, expiresAt } = binding;
    const code = PREFIX + randomBase62(RANDOM_CHARACTERS);
    const hash = hashOfSecret(code);
    return [new AuthorizationCode(hash, grantId, redirectUri, requestedScope, codeChallenge, expiresAt, null), code];
  }

  /** RFC 6749 §4.1.3, RFC 7636 §4.6. @throws OAuthError where this is not the request that the code was made for. */
  requireRightfulUse({ redirectUri, codeVerifier }: { redirectUri: string; codeVerifier: string | undefined }): void {
    if (redirectUri !== this.redirectUri) {
      throw new OAuthError(
        'invalid_grant',
        'Invalid Redirect URI: it is not the one that the code was asked for with.',
        'Send the redirect_uri of the authorization request, character for character.',
      );
    }
    if (this.codeChallenge !== null) {
      CodeChallenge.of(this.codeChallenge).verify(codeVerifier);
      return;
    }
    // RFC 9700 §4.8.2: a verifier without a challenge is the mark of a downgrade.
    if (codeVerifier !== undefined) {
      throw new OAuthError('invalid_grant', 'The code was asked for without PKCE, so there is nothing to verify.');
    }
  }

  hasExpired(now: Date): boolean {
    return this.expiresAt <= now;
  }
}
