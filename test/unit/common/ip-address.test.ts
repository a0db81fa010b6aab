import { isIP } from 'node:net';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseAddress } from '../../../src/common/domain/ip-address.js';

const NEAR_AN_ADDRESS = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.ipV4Extended(),
  fc.string({ unit: fc.constantFrom('0', '1', '25', 'f', ':', '::', '.', ']', '/', 'x'), maxLength: 12 }),
);

test('what Node takes for an address is one, and nothing else', () => {
  fc.assert(
    fc.property(NEAR_AN_ADDRESS, (text) => {
      expect([text, parseAddress(text) !== undefined]).toEqual([text, isIP(text) !== 0]);
    }),
    { numRuns: 5000 },
  );
});

test.each([
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::FFFF:c000:207', '192.0.2.7'],
  ['0:0:0:0:0:ffff:c000:0207', '192.0.2.7'],
  ['2001:db8::7', '2001:db8::7'],
])('%s is %s', (text, address) => {
  expect(parseAddress(text)?.address).toBe(address);
});

test.each(['', 'fe80::1%eth0', '1.2.3', '01.2.3.4', '[::1]'])('%j is none', (text) => {
  expect(parseAddress(text)).toBeUndefined();
});
