import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { CodeChallenge } from '../../../src/modules/oauth/domain/code-challenge.js';
import { OAuthError } from '../../../src/modules/oauth/domain/oauth-error.js';

/** RFC 7636, appendix B. */
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof OAuthError) return error.code;
    throw error;
  }
  return 'none';
}

const verify = (verifier: string | undefined, challenge = CodeChallenge.of(CHALLENGE)): string =>
  codeOf(() => {
    challenge.verify(verifier);
  });

describe('OA-07 PKCE', () => {
  test('the example of the RFC', () => {
    expect(CodeChallenge.parse(CHALLENGE, 'S256')?.value).toBe(CHALLENGE);
    expect(verify(VERIFIER)).toBe('none');
  });

  test('no challenge and no method: no PKCE', () => {
    expect(CodeChallenge.parse(undefined, undefined)).toBeUndefined();
  });

  test.each([
    [CHALLENGE, undefined],
    [CHALLENGE, 'plain'],
    [CHALLENGE, 's256'],
    [undefined, 'S256'],
    [CHALLENGE.slice(1), 'S256'],
    [`${CHALLENGE}=`, 'S256'],
    [`${CHALLENGE.slice(1)}+`, 'S256'],
    [`${CHALLENGE}\n`, 'S256'],
  ])('challenge %j with method %j is refused', (challenge, method) => {
    expect(codeOf(() => CodeChallenge.parse(challenge, method))).toBe('invalid_request');
  });

  test('a missing or wrong verifier is invalid_grant', () => {
    expect(verify(undefined)).toBe('invalid_grant');
    expect(verify(VERIFIER.toLowerCase())).toBe('invalid_grant');
    expect(verify(CHALLENGE)).toBe('invalid_grant');
  });

  test.each([['a'.repeat(42)], ['a'.repeat(129)], [`${VERIFIER}\n`], [`${VERIFIER} `], [`${VERIFIER}ü`], ['']])(
    'a malformed verifier is refused: %j',
    (verifier) => {
      expect(verify(verifier)).toBe('invalid_request');
    },
  );

  test('the verifier behind the challenge passes, and no other', () => {
    const verifiers = fc.stringMatching(/^[A-Za-z0-9\-._~]{43,128}$/);
    fc.assert(
      fc.property(verifiers, verifiers, (verifier, other) => {
        const challenge = CodeChallenge.of(createHash('sha256').update(verifier).digest('base64url'));
        expect(verify(verifier, challenge)).toBe('none');
        fc.pre(verifier !== other);
        expect(verify(other, challenge)).toBe('invalid_grant');
      }),
    );
  });
});
