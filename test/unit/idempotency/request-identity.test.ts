import { isDeepStrictEqual } from 'node:util';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fingerprintOf, hashOfKey } from '../../../src/modules/idempotency/domain/request-identity.js';

const SECRET = Buffer.from('secret');
const same = (one: unknown, other: unknown): boolean => fingerprintOf(one, SECRET).equals(fingerprintOf(other, SECRET));

const asSent = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** The same JSON with the members of each object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, it]): [string, unknown] => [name, reversed(it)]);
  return Object.fromEntries(members.reverse());
}

test('the order of members says nothing', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(same(value, reversed(value))).toBe(true);
    }),
  );
});

test('every other difference does', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      expect(same(one, other)).toBe(isDeepStrictEqual(asSent(one), asSent(other)));
    }),
  );
  expect(same([1, 2], [2, 1])).toBe(false);
  expect(same({ a: 1 }, { a: '1' })).toBe(false);
});

test('who knows the content but not the secret cannot make its fingerprint', () => {
  expect(fingerprintOf({ password: 'a' }, SECRET)).not.toEqual(fingerprintOf({ password: 'a' }, Buffer.from('other')));
});

test('what is glued together otherwise is another key', () => {
  expect(hashOfKey(['a', 'b'], 'c')).not.toEqual(hashOfKey(['a'], 'bc'));
  expect(hashOfKey(['a', 'b'], 'c')).not.toEqual(hashOfKey(['a'], 'b,c'));
});
