import { describe, expect, test } from '@jest/globals';
import { nameOfHost, recordsFor } from '../../../src/modules/domains/domain/dns-records.js';
import { routingOf } from '../../../src/modules/domains/domain/routing.js';

const OURS = { names: ['hbk.example', 'app.example'], addresses: ['192.0.2.1', '2001:db8::1'] };

describe('whether a host leads here', () => {
  test.each([
    ['an alias of ours', ['hbk.example'], [], 'ok'],
    ['an alias of ours, as DNS may write it', ['APP.Example.'], ['203.0.113.9'], 'ok'],
    ['an alias of somebody else’s', ['other.example'], [], 'failed'],
    ['an alias of an alias, with our addresses', ['cdn.example'], ['192.0.2.1'], 'ok'],
    ['our addresses', [], ['2001:db8::1', '192.0.2.1'], 'ok'],
    ['one address of ours and one of somebody else’s', [], ['192.0.2.1', '203.0.113.9'], 'failed'],
    ['another address', [], ['203.0.113.9'], 'failed'],
    ['nothing', [], [], 'pending'],
  ] as const)('%s', (_what, names, addresses, status) => {
    expect(routingOf({ names, addresses }, OURS)).toBe(status);
  });
});

describe('the records to set', () => {
  test.each([
    ['hbk.example', 'CNAME'],
    ['192.0.2.1', 'A'],
    ['2001:db8::1', 'AAAA'],
  ])('lead to %s by %s', (target, type) => {
    expect(recordsFor('go.example', 'some-id', target)).toEqual([
      { type: 'TXT', name: '_trimlink.go.example', value: 'trimlink-verification=some-id' },
      { type, name: 'go.example', value: target },
    ]);
  });

  test.each([
    ['localhost:3000', 'localhost'],
    ['hbk.example', 'hbk.example'],
    ['[::1]:3000', '::1'],
    ['[::1]', '::1'],
  ])('the name of %s is %s', (host, name) => {
    expect(nameOfHost(host)).toBe(name);
  });
});
