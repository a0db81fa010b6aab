import { expect, test } from '@jest/globals';
import { clientOfAddress } from '../../../src/common/throttling/attempt-throttle.js';

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002:ffff::', '2001:db8:1:2::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('AC-01 %s counts as %s', (address, client) => {
  expect(clientOfAddress(address)).toBe(client);
});
