import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BadRequestError } from '../../../src/common/domain/errors.js';
import { parseIdempotencyKey } from '../../../src/modules/idempotency/domain/idempotency-key.js';

const printable = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((it) => String.fromCharCode(it)) });
const key = printable.filter((it) => it.length >= 1 && it.length <= 255);
const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;

test('a key is the same bare and in quotes', () => {
  fc.assert(
    fc.property(key, (it) => {
      expect(parseIdempotencyKey(quoted(it))).toBe(it);
      if (!it.includes('"')) expect(parseIdempotencyKey(it)).toBe(it);
    }),
  );
});

test('whatever is sent is read as one key or refused', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), printable, fc.stringMatching(/^["\\a ;]*$/)), (text) => {
      try {
        expect(parseIdempotencyKey(text)).toMatch(/^[\x20-\x7e]{1,255}$/);
      } catch (error) {
        expect(error).toBeInstanceOf(BadRequestError);
      }
    }),
  );
});

test.each(['', '""', '"', 'a"b', '"a"b"', '"a', 'a"', '"a\\"', '"a\\b"', '"a" ', '"a";b', 'a\tb', 'é', '\0', '"\x7f"'])(
  '%j is refused',
  (text) => {
    expect(() => parseIdempotencyKey(text)).toThrow(BadRequestError);
  },
);

test('255 characters are enough, without the quotes and what they escape', () => {
  const longest = `\\${'k'.repeat(254)}`;
  expect(parseIdempotencyKey(longest)).toBe(longest);
  expect(parseIdempotencyKey(quoted(longest))).toBe(longest);
  expect(() => parseIdempotencyKey(`${longest}k`)).toThrow('more than 255');
  expect(() => parseIdempotencyKey(quoted(`${longest}k`))).toThrow('more than 255');
});
