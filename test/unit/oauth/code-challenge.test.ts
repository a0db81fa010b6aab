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

  test('a verifier one character away does not pass', () => {
    const characters = 'ABCXYZabcxyz0189-._~'.split('');
    const verifiers = fc.stringMatching(/^[A-Za-z0-9\-._~]{43,128}$/);
    fc.assert(
      fc.property(verifiers, fc.nat(127), fc.constantFrom(...characters), (verifier, place, character) => {
        const at = place % verifier.length;
        fc.pre(verifier[at] !== character);
        const challenge = CodeChallenge.of(createHash('sha256').update(verifier).digest('base64url'));
        expect(verify(verifier.slice(0, at) + character + verifier.slice(at + 1), challenge)).toBe('invalid_grant');
      }),
    );
  });

  test('whatever is no verifier is refused without being compared, its own hash included', () => {
    const near = (minLength: number, maxLength: number) =>
      fc.string({ minLength, maxLength, unit: fc.constantFrom(...'AZaz09-._~'.split('')) });
    const malformed = fc.oneof(
      fc.string({ maxLength: 140, unit: 'binary' }).filter((it) => !/^[A-Za-z0-9\-._~]{43,128}$/.test(it)),
      near(40, 42),
      near(129, 131),
      fc.tuple(near(43, 127), fc.constantFrom('\n', ' ', '+', '/', '=', '\0', 'ä')).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(malformed, (verifier) => {
        const challenge = CodeChallenge.of(createHash('sha256').update(verifier).digest('base64url'));
        expect(verify(verifier, challenge)).toBe('invalid_request');
      }),
      { numRuns: 300 },
    );
  });

  test('a challenge is taken only with S256, and only where it can be a SHA-256', () => {
    fc.assert(
      fc.property(
        fc.option(fc.oneof(fc.string(), fc.stringMatching(/^[A-Za-z0-9_-]{42,44}$/)), { nil: undefined }),
        fc.constantFrom(undefined, 'plain', 'S256'),
        (text, method) => {
          fc.pre(text !== undefined || method !== undefined);
          const isWhole = method === 'S256' && text !== undefined && /^[A-Za-z0-9_-]{43}$/.test(text);
          expect(codeOf(() => CodeChallenge.parse(text, method))).toBe(isWhole ? 'none' : 'invalid_request');
        },
      ),
    );
  });
});
