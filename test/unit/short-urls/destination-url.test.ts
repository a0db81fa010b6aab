import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DestinationUrl, toLocation } from '../../../src/modules/short-urls/domain/destination-url.js';

const isAccepted = (text: string): boolean => typeof DestinationUrl.parse(text) !== 'string';

/** Accepted: as given → as sent, where that differs. */
const ACCEPTED: readonly (readonly [text: string, sent?: string])[] = [
  ['https://example.com'],
  ['https://example.com/'],
  ['http://example.com/page'],
  ['HTTPS://EXAMPLE.COM/Path'],
  ['https://example.com.'],
  ['https://example.com:8443/x'],
  ['https://example.com:443/x'],
  ['https://example.com:/x'],
  ['https://example.com?x=1'],
  ['https://example.com#top'],
  ['https://example.com/a//b'],
  ['https://example.com/a/../b'],
  ['https://example.com/a/%2e%2e/b'],
  ['https://example.com/%7Euser/~user'],
  ['https://example.com/%c3%a9'],
  ['https://example.com/100%'],
  ['https://example.com/%zz'],
  ['https://example.com/?q=%'],
  ['https://example.com/a%20b+c'],
  ["https://example.com/it's"],
  ["https://example.com/?q=it's"],
  ['https://example.com/?ids[]=1&ids[]=2'],
  ['https://example.com/?filter[name]=a|b'],
  ['https://example.com/?json={"a":1}'.replaceAll('"', '%22')],
  ['https://example.com/?t={id}&c=^x`'],
  ['https://example.com/?win=C:\\Users'],
  ['https://example.com/?next=https://other.example/?a=b'],
  ['https://example.com/?a=b?c=d'],
  ['https://example.com/;v=1,2/:x@y/$&*()!'],
  ['https://example.com/[x]|y'],
  ['https://example.com/#/route?x=y'],
  ['https://example.com/##'],
  ['https://example.com/#a{b}^|'],
  ['https://example.com/?'],
  ['https://example.com/#'],
  ['https://foo_bar.example.com/'],
  ['https://-dash-.example.com/'],
  ['http://localhost:4000/callback'],
  ['http://127.0.0.1:4000/'],
  ['http://255.255.255.255/'],
  ['http://[::1]:8080/'],
  ['http://[2001:0db8:0:0::1]/'],
  ['https://xn--mnchen-3ya.example/'],
  ['https://münchen.example/', 'https://xn--mnchen-3ya.example/'],
  ['https://MÜNCHEN.example:8443/ß', 'https://xn--mnchen-3ya.example:8443/%C3%9F'],
  [
    'https://例え.テスト/道?検索=語#節',
    'https://xn--r8jz45g.xn--zckzah/%E9%81%93?%E6%A4%9C%E7%B4%A2=%E8%AA%9E#%E7%AF%80',
  ],
  ['https://example.com/café?x=naïve', 'https://example.com/caf%C3%A9?x=na%C3%AFve'],
  ['https://example.com/cafe\u0301', 'https://example.com/cafe%CC%81'],
  ['https://example.com/😀', 'https://example.com/%F0%9F%98%80'],
  ['https://example.com/\u202e', 'https://example.com/%E2%80%AE'],
  ['https://example.com/a\u00a0b', 'https://example.com/a%C2%A0b'],
  ['https://example.com/#\u2028', 'https://example.com/#%E2%80%A8'],
  ['https://bücher。example/', 'https://xn--bcher-kva.example/'],
  [`https://example.com/${'a'.repeat(8192 - 20)}`],
];

const REFUSED: readonly string[] = [
  '',
  ' ',
  'example.com',
  '/path',
  '//example.com/x',
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'ftp://example.com/',
  'mailto:a@example.com',
  'myapp://open',
  'blob:https://example.com/1',
  'view-source:https://example.com/',
  'https:example.com',
  'https:/example.com',
  'https:///example.com',
  'https:////example.com',
  'https:\\\\example.com',
  'https://example.com\\@evil.example',
  'https://example.com\\path',
  'https://',
  'https://?x',
  'https://#x',
  'https://:80/',
  ' https://example.com/',
  'https://example.com/ ',
  '\uFEFFhttps://example.com/',
  'https://example.com/a b',
  'https://example.com/?q=a b',
  'https://example.com/#a b',
  'https://exa mple.com/',
  'https://example.com/\n',
  'https://example.com/\r\nSet-Cookie: a=b',
  'ht\ntps://example.com/',
  'https://exam\tple.com/',
  'https://example.com/\0',
  'https://example.com/\u007f',
  'https://example.com/\u0085',
  'https://example.com/\ufdd0',
  'https://example.com/\ud800',
  'https://user@example.com/',
  'https://user:secret@example.com/',
  'https://@example.com/',
  'https://:@example.com/',
  'https://example.com@evil.example/',
  'https://ex%61mple.com/',
  'https://example%2ecom/',
  'https://soft\u00adhyphen.example/',
  'https://zero\u200bwidth.example/',
  'https://right\u202eto-left.example/',
  'http://127.1/',
  'http://2130706433/',
  'http://0x7f.0.0.1/',
  'http://0177.0.0.1/',
  'http://127.0.0.1./',
  'http://１２７.0.0.1/',
  'http://256.256.256.256/',
  'http://1.2.3.4.5/',
  'http://[::1/',
  'http://[::g]/',
  'http://[::1]x/',
  'https://example.com:99999/',
  'https://example.com:80a/',
  'https://example.com:-1/',
  'https://xn--a/',
  'https://exam<ple.com/',
  'https://exam^ple.com/',
  'https://exam|ple.com/',
  'https://[example.com]/',
  'https://example.com/"quoted"',
  'https://example.com/<b>',
  'https://example.com/`x`',
  'https://example.com/{id}',
  'https://example.com/a^b',
  'https://example.com/?q="x"',
  'https://example.com/?q=<x>',
  'https://example.com/#<x>',
  'https://example.com/#`x`',
  `https://example.com/${'a'.repeat(8192 - 19)}`,
  `https://example.com/${'é'.repeat(1366)}`,
];

describe('destinations', () => {
  test.each(ACCEPTED)('%j is accepted, and sent byte for byte but for what is not ASCII', (text, sent = text) => {
    const destination = DestinationUrl.parse(text);
    expect(destination).toBeInstanceOf(DestinationUrl);
    expect((destination as DestinationUrl).text).toBe(text);
    expect(toLocation(text)).toBe(sent);
  });

  test.each(REFUSED)('%j is refused with a reason', (text) => {
    expect(DestinationUrl.parse(text)).toEqual(expect.stringMatching(/^(must|has|holds) .+\.$/));
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

describe('whatever is given', () => {
  test('what is accepted parses, and the sent form leads to the very same address', () => {
    fc.assert(
      fc.property(nearUrl, (text) => {
        if (!isAccepted(text)) return;
        expect(new URL(toLocation(text)).href).toBe(new URL(text).href);
      }),
      { numRuns: 3000 },
    );
  });

  test('a sent address is printable ASCII, so that nothing can split the header', () => {
    fc.assert(
      fc.property(nearUrl, (text) => {
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
