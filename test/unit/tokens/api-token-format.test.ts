import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  isWellFormedApiToken,
  maskedApiToken,
  newApiToken,
} from '../../../src/modules/tokens/domain/api-token-format.js';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'.split('');

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
});
