import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ValidationError } from '../../../src/common/domain/errors.js';
import { customHostname, MOST_HOSTNAME_CHARACTERS } from '../../../src/modules/domains/domain/custom-hostname.js';

const labels = (count: number, length: number): string =>
  Array.from({ length: count }, () => 'a'.repeat(length)).join('.');

describe('a host of one’s own', () => {
  test.each([
    ['go.example.com', 'go.example.com'],
    ['GO.Example.COM.', 'go.example.com'],
    ['münchen.example', 'xn--mnchen-3ya.example'],
    ['例え.テスト', 'xn--r8jz45g.xn--zckzah'],
    ['xn--mnchen-3ya.example', 'xn--mnchen-3ya.example'],
    ['1-2.example', '1-2.example'],
    ['go.corp.internal', 'go.corp.internal'],
    ['go。example', 'go.example'],
    [`${labels(3, 63)}.${'a'.repeat(MOST_HOSTNAME_CHARACTERS - 3 * 64)}`, expect.any(String)],
  ])('%s is kept as %s', (typed, kept) => {
    expect(customHostname(typed)).toEqual(kept);
  });

  test.each([
    '',
    ' ',
    'go',
    'localhost',
    'go.localhost',
    'printer.local',
    'x.onion',
    'go.invalid',
    'go.example.com:443',
    'go.example.com:80',
    'go.example.com:8080',
    '127.0.0.1',
    '127.1',
    '0x7f.1',
    '[::1]',
    '[::1]:80',
    'https://go.example.com',
    'go.example.com/',
    'user@go.example.com',
    'go example.com',
    '*.example.com',
    '_trimlink.example.com',
    'a_b.example.com',
    '-a.example.com',
    'a-.example.com',
    'a..example.com',
    '.example.com',
    'go.example.com..',
    'xn--a.example',
    'go.exa\u0000mple.com',
    'go.ex\u200bample.com:1',
    `${'a'.repeat(64)}.example`,
    `${labels(3, 63)}.${'a'.repeat(MOST_HOSTNAME_CHARACTERS - 3 * 64 + 1)}`,
  ])('%j is refused', (typed) => {
    expect(() => customHostname(typed)).toThrow(ValidationError);
  });

  test('what is kept is ASCII and stays what it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.domain(), fc.string({ unit: 'grapheme' }), fc.webAuthority()), (typed) => {
        let kept: string;
        try {
          kept = customHostname(typed);
        } catch (error) {
          expect(error).toBeInstanceOf(ValidationError);
          return;
        }
        expect(kept).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/);
        expect(customHostname(kept)).toBe(kept);
        expect(new URL(`http://${kept}/`).hostname).toBe(kept);
      }),
    );
  });
});
