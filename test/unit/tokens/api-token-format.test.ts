import { describe, expect, test } from '@jest/globals';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { toBase62 } from '../../../src/common/domain/secret.js';
import { isWellFormedApiToken, newApiToken } from '../../../src/modules/tokens/domain/api-token-format.js';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'.split('');

describe('API token format', () => {
  test('is tl_ and 36 base62 characters', () => {
    expect(newApiToken()).toMatch(/^tl_[0-9A-Za-z]{36}$/);
  });

  test('what is generated is well formed', () => {
    for (let count = 0; count < 200; count += 1) expect(isWellFormedApiToken(newApiToken())).toBe(true);
  });

  test('BT-06 every single changed character is noticed', () => {
    fc.assert(
      fc.property(fc.nat(35), fc.constantFrom(...BASE62), (position, character) => {
        const token = newApiToken();
        const at = 3 + position;
        fc.pre(token[at] !== character);
        expect(isWellFormedApiToken(token.slice(0, at) + character + token.slice(at + 1))).toBe(false);
      }),
    );
  });

  test('BT-06 two swapped neighbours are noticed', () => {
    fc.assert(
      fc.property(fc.nat(34), (position) => {
        const token = newApiToken();
        const at = 3 + position;
        fc.pre(token[at] !== token[at + 1]);
        const swapped = `${token.slice(0, at)}${token[at + 1]}${token[at]}${token.slice(at + 2)}`;
        expect(isWellFormedApiToken(swapped)).toBe(false);
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
