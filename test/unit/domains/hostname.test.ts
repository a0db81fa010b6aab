import { describe, expect, test } from '@jest/globals';
import { normalHost, parseHost } from '../../../src/modules/domains/domain/hostname.js';
import { displayedHost } from '../../../src/modules/domains/presentation/displayed-host.js';

describe('hosts', () => {
  test.each([
    ['HBK.Example', 'hbk.example'],
    ['hbk.example:443', 'hbk.example'],
    ['hbk.example:80', 'hbk.example'],
    ['hbk.example.', 'hbk.example'],
    ['hbk.example.:80', 'hbk.example'],
    ['hbk.example.:8080', 'hbk.example:8080'],
    ['hbk.example:8080', 'hbk.example:8080'],
    ['[::1]:3000', '[::1]:3000'],
    ['', ''],
  ])('a Host header %j is %j', (header, host) => {
    expect(normalHost(header)).toBe(host);
  });

  test.each([
    ['Go.Example.com', 'go.example.com'],
    ['go.example.com.', 'go.example.com'],
    ['go.example.com:443', 'go.example.com'],
    ['München.example', 'xn--mnchen-3ya.example'],
    ['localhost:3000', 'localhost:3000'],
  ])('%j, typed, is kept as %j', (text, host) => {
    expect(parseHost(text)).toBe(host);
  });

  test.each(['', ' ', 'https://go.example.com', 'go.example.com/x', 'a b', 'user@host', 'host:99999', 'h%41', 'a\\b'])(
    '%j is no host',
    (text) => {
      expect(parseHost(text)).toBeUndefined();
    },
  );

  test.each([
    ['go.example.com', 'go.example.com'],
    ['xn--mnchen-3ya.example:8080', 'münchen.example:8080'],
    ['[::1]:3000', '[::1]:3000'],
    ['bad host', 'bad host'],
  ])('%j is shown as %j', (host, shown) => {
    expect(displayedHost(host)).toBe(shown);
  });
});
