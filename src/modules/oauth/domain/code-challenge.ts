import { createHash, timingSafeEqual } from 'node:crypto';
import { OAuthError } from './oauth-error.js';

/** A SHA-256 in base64url without padding. */
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;
/** RFC 7636 §4.1. */
const VERIFIER = /^[A-Za-z0-9\-._~]{43,128}$/;

/** PKCE (RFC 7636): what an application shows first, to be recognised later by the verifier behind it. */
export class CodeChallenge {
  private constructor(readonly value: string) {}

  static of(value: string): CodeChallenge {
    return new CodeChallenge(value);
  }

  /** No method means `plain` (§4.3), which protects nothing once the request is seen. @throws OAuthError */
  static parse(challenge: string | undefined, method: string | undefined): CodeChallenge | undefined {
    if (challenge === undefined && method === undefined) return undefined;
    if (method !== 'S256') throw new OAuthError('invalid_request', 'code_challenge_method must be S256.');
    if (challenge === undefined || !CHALLENGE.test(challenge)) {
      throw new OAuthError('invalid_request', 'code_challenge must be 43 characters of base64url.');
    }
    return new CodeChallenge(challenge);
  }

  /** @throws OAuthError */
  verify(verifier: string | undefined): void {
    if (verifier === undefined)
      throw new OAuthError('invalid_grant', 'The code was asked for with PKCE: send code_verifier.');
    if (!VERIFIER.test(verifier)) {
      throw new OAuthError('invalid_request', 'code_verifier must be 43 to 128 unreserved characters.');
    }
    const expected = createHash('sha256').update(verifier).digest('base64url');
    if (timingSafeEqual(Buffer.from(expected), Buffer.from(this.value))) return;
    throw new OAuthError('invalid_grant', 'code_verifier does not belong to the code_challenge of this code.');
  }
}
