import type { Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { isFromNearby } from '../../../src/common/http/near-client.js';

const from = (remoteAddress: string | undefined, headers: Record<string, string> = {}): boolean =>
  isFromNearby({ headers, socket: { remoteAddress } as Socket });

describe('LK-03 who is a neighbour of the server', () => {
  test.each([
    '127.0.0.1',
    '127.8.8.8',
    '::1',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.4.4',
    '::ffff:127.0.0.1',
    '::ffff:10.1.2.3',
    'fd00::5',
  ])('%s', (address) => {
    expect(from(address)).toBe(true);
  });

  test.each([
    undefined,
    '',
    'nonsense',
    '8.8.8.8',
    '172.15.255.255',
    '172.32.0.1',
    '192.169.0.1',
    '11.0.0.1',
    '0.0.0.0',
    '169.254.1.1',
    '100.64.0.1',
    '2001:db8::1',
    'fe80::1',
    '::',
    '::ffff:8.8.8.8',
  ])('not %s', (address) => {
    expect(from(address)).toBe(false);
  });

  test.each([{ 'x-forwarded-for': '127.0.0.1' }, { 'x-forwarded-for': '' }, { forwarded: 'for=127.0.0.1' }])(
    'nor what a proxy passes on: %j',
    (headers) => {
      expect(from('127.0.0.1', headers as unknown as Record<string, string>)).toBe(false);
    },
  );
});
