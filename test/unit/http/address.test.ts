import { expect, test } from '@jest/globals';
import { parseAddress } from '../../../src/common/domain/ip-address.js';
import { readableAddress } from '../../../src/common/http/address.js';

const IPV6 = parseAddress('2001:db8::9')?.address;

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['203.0.113.9:443', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['::ffff:cb00:7109', '203.0.113.9'],
  ['[::ffff:203.0.113.9]:443', '203.0.113.9'],
  ['2001:db8::9', IPV6],
  ['[2001:db8::9]', IPV6],
  ['[2001:db8::9]:443', IPV6],
])('the address in %j is %s', (text, address) => {
  expect(readableAddress(text)).toBe(address);
});

test.each(['', 'unknown', '203.0.113.9:', '203.0.113.999:443', '[203.0.113.9', '[]:443', '203.0.113.9:443:1'])(
  '%j is left as it is',
  (text) => {
    expect(readableAddress(text)).toBe(text);
  },
);
