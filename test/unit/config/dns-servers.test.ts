import { Resolver } from 'node:dns';
import { describe, expect, test } from '@jest/globals';
import { readEnvironment } from '../../../src/config/environment.js';

const read = (text: string) => readEnvironment({ DNS_SERVERS: text }).dnsServers;

describe('DNS_SERVERS', () => {
  test.each([
    ['9.9.9.9', ['9.9.9.9']],
    ['127.0.0.1:5353, 9.9.9.9', ['127.0.0.1:5353', '9.9.9.9']],
    ['2620:fe::fe', ['2620:fe::fe']],
    ['[2620:fe::fe]:5353,[::1]', ['[2620:fe::fe]:5353', '[::1]']],
  ])('%s is taken, by Node too', (text, servers) => {
    expect(read(text)).toEqual(servers);
    expect(() => {
      new Resolver().setServers(servers);
    }).not.toThrow();
  });

  test('nothing is the system’s', () => {
    expect(read('')).toBeUndefined();
  });

  test.each([
    'dns.example',
    '9.9.9.9:0',
    '9.9.9.9:65536',
    '9.9.9',
    '::1:x',
    '[9.9.9.9]:53',
    '[::1',
    '9.9.9.9,',
    'udp://9.9.9.9',
  ])('%s stops the start with one line that does not repeat it', (text) => {
    expect(() => read(text)).toThrow(/^DNS_SERVERS must be a list of IP addresses, such as 9\.9\.9\.9, /);
  });
});
