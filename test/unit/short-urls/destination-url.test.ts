import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DestinationUrl, toLocation } from '../../../src/modules/short-urls/domain/destination-url.js';
import { ACCEPTED, REFUSED } from './odd-urls.js';

const isAccepted = (text: string): boolean => typeof DestinationUrl.parse(text) !== 'string';

describe('LK-01 destinations', () => {
  test.each(ACCEPTED)('%j is accepted, and sent byte for byte but for what is not ASCII', (text, sent = text) => {
    const destination = DestinationUrl.parse(text);
    expect(destination).toBeInstanceOf(DestinationUrl);
    expect((destination as DestinationUrl).text).toBe(text);
    expect(toLocation(text)).toBe(sent);
  });

  test.each(REFUSED)('%j is refused with a reason', (text) => {
    expect(DestinationUrl.parse(text)).toEqual(expect.stringMatching(/^(must|has|holds) .+\.$/));
  });

  test('a host stays one however many have been looked at before', () => {
    for (let visits = 0; visits < 10_000; visits += 1) {
      if (!isAccepted('https://münchen.example/')) throw new Error(`refused the ${visits}th time`);
    }
  });

  test('the host is compared as clients reach it', () => {
    const hostOf = (text: string): string => (DestinationUrl.parse(text) as DestinationUrl).host;
    expect(hostOf('https://HBK.Example:443/x')).toBe('hbk.example');
    expect(hostOf('https://ｈｂｋ.example/x')).toBe('hbk.example');
    expect(hostOf('http://hbk.example:8080/x')).toBe('hbk.example:8080');
  });
});

const nearUrl = fc
  .tuple(
    fc.constantFrom('http://', 'https://', 'HTTP://', 'https:/', 'http:', 'ftp://', ' https://', 'https:\\\\'),
    fc.constantFrom(
      'example.com',
      'a.b',
      '127.0.0.1',
      '0x7f.1',
      '[::1]',
      'bücher.example',
      'u@h',
      'h:80',
      'h:',
      'h%41',
      '',
    ),
    fc.string({ unit: 'binary', maxLength: 20 }),
  )
  .map((parts) => parts.join(''));

const CHARACTER = fc.oneof(
  fc.constantFrom(...Array.from('/:?#@%.\\[]&=+ \t'), '\u3002', '\u200d'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);

/** An odd address with a character put in somewhere in its first half, where the host is. */
const oddUrl = fc
  .tuple(
    fc.constantFrom(...ACCEPTED.map(([text]) => text), ...REFUSED),
    fc.double({ min: 0, max: 0.5, noNaN: true }),
    CHARACTER,
  )
  .map(([text, at, character]) => text.slice(0, text.length * at) + character + text.slice(text.length * at));

const given = fc.oneof(nearUrl, oddUrl);

describe('whatever is given', () => {
  test('what is accepted parses, and the sent form leads to the very same address', () => {
    fc.assert(
      fc.property(given, (text) => {
        if (!isAccepted(text)) return;
        const url = new URL(text);
        expect(new URL(toLocation(text)).href).toBe(url.href);
        expect([url.protocol.replace('s', ''), url.username, url.password]).toEqual(['http:', '', '']);
      }),
      { numRuns: 3000 },
    );
  });

  test('LK-02 a sent address is printable ASCII, so that nothing can split the header', () => {
    fc.assert(
      fc.property(given, (text) => {
        if (isAccepted(text)) expect(toLocation(text)).toMatch(/^[\x21-\x7e]+$/);
      }),
      { numRuns: 3000 },
    );
  });

  test('what a parser takes without touching a byte is accepted', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (text) => {
        fc.pre(URL.canParse(text) && [text, `${text}/`].includes(new URL(text).href));
        expect(isAccepted(text)).toBe(true);
      }),
    );
  });
});
