import { describe, expect, test } from '@jest/globals';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { toBase62 } from '../../../src/common/domain/secret.js';
import {
  isWellFormedApiToken,
  maskedApiToken,
  newApiToken,
} from '../../../src/modules/tokens/domain/api-token-format.js';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'.split('');

/** Of a token's 39 characters, from `first`; `short` of the last ones left out. */
const places = (first: number, short = 0): number[] =>
  Array.from({ length: 39 - first - short }, (_, index) => first + index);

describe('API token format', () => {
  test('is tl_ and 36 base62 characters', () => {
    expect(newApiToken()).toMatch(/^tl_[0-9A-Za-z]{36}$/);
  });

  test('is told again by its beginning and its end alone', () => {
    expect(maskedApiToken('4fQ2')).toBe('tl_…4fQ2');
  });

  test('what is generated is well formed', () => {
    for (let count = 0; count < 200; count += 1) expect(isWellFormedApiToken(newApiToken())).toBe(true);
  });

  const tokens = fc.constant(null).map(newApiToken);

  test('BT-06 every single changed character is noticed, at every place', () => {
    fc.assert(
      fc.property(tokens, (token) => {
        const slipped = places(3).flatMap((at) =>
          BASE62.filter((it) => it !== token[at])
            .map((it) => token.slice(0, at) + it + token.slice(at + 1))
            .filter(isWellFormedApiToken),
        );
        expect(slipped).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  test('BT-06 every two swapped neighbours are noticed', () => {
    fc.assert(
      fc.property(tokens, (token) => {
        const swapped = places(3, 1)
          .map((at) => `${token.slice(0, at)}${token[at + 1]}${token[at]}${token.slice(at + 2)}`)
          .filter((it) => it !== token);
        expect(swapped.filter(isWellFormedApiToken)).toEqual([]);
      }),
    );
  });

  test('BT-06 a character that is missing, doubled, or of another alphabet is noticed', () => {
    fc.assert(
      fc.property(tokens, fc.string({ minLength: 1, maxLength: 1 }), (token, other) => {
        const broken = places(0).flatMap((at) => [
          token.slice(0, at) + token.slice(at + 1),
          token.slice(0, at) + token.slice(at, at + 1) + token.slice(at),
          token.slice(0, at) + other + token.slice(at),
        ]);
        expect(broken.filter(isWellFormedApiToken)).toEqual([]);
      }),
    );
  });

  test.each(['', 'tl_', 'tl_short', `xx_${'a'.repeat(36)}`, `tl_${'a'.repeat(36)}\n`, `tl_${'é'.repeat(36)}`])(
    'BT-06 refuses %j',
    (token) => {
      expect(isWellFormedApiToken(token)).toBe(false);
    },
  );

  test.each([
    ['unchanged', 'tl_', 'a'.repeat(30), true],
    ['another prefix', 'xx_', 'a'.repeat(30), false],
    ['something before its prefix', 'xtl_', 'a'.repeat(30), false],
    ['a character too few', 'tl_', 'a'.repeat(29), false],
    ['a character too many', 'tl_', 'a'.repeat(31), false],
    ['a character of another alphabet', 'tl_', `${'a'.repeat(29)}-`, false],
  ])('BT-06 a right checksum is not enough: %s', (_what, prefix, random, expected) => {
    // Behind a longer prefix, the checksum covers what stands where the random characters do.
    const covered = `${prefix}${random}`.slice(3);
    expect(isWellFormedApiToken(`${prefix}${random}${toBase62(crc32(covered), 6)}`)).toBe(expected);
  });
});
