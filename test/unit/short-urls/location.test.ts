import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DestinationUrl, toLocation } from '../../../src/modules/short-urls/domain/destination-url.js';
import { locationOf, Utm } from '../../../src/modules/short-urls/domain/location.js';
import { nameOf, parametersOf } from '../../../src/modules/short-urls/domain/query-parameters.js';
import { ACCEPTED } from './odd-urls.js';

const forwarded = (destination: string, visitorQuery: string, utm: Utm | null = null): string =>
  locationOf(destination, { utm, visitorQuery, forwardQuery: true });

const tagged = (destination: string, utm: Utm): string => locationOf(destination, { utm, forwardQuery: false });

describe('where a visit is sent', () => {
  test.each([
    ['https://e.example', 'https://e.example?utm_source=mail'],
    ['https://e.example/p', 'https://e.example/p?utm_source=mail'],
    ['https://e.example/p?', 'https://e.example/p?utm_source=mail'],
    ['https://e.example/p?a=1', 'https://e.example/p?a=1&utm_source=mail'],
    ['https://e.example/p?a=1&', 'https://e.example/p?a=1&utm_source=mail'],
    ['https://e.example/p?&&', 'https://e.example/p?&&utm_source=mail'],
    ['https://e.example/p#f?g', 'https://e.example/p?utm_source=mail#f?g'],
    ['https://e.example/p?flag#f', 'https://e.example/p?flag&utm_source=mail#f'],
    ['https://e.example/?a=1?b=2', 'https://e.example/?a=1?b=2&utm_source=mail'],
    ['https://e.example/?utm_source=web&a=%7E', 'https://e.example/?utm_source=mail&a=%7E'],
    ['https://e.example/?a&utm_source=x&b&utm_source=y', 'https://e.example/?a&utm_source=mail&b'],
    ['https://e.example/?utm%5Fsource=x', 'https://e.example/?utm_source=mail'],
    ['https://e.example/?UTM_SOURCE=x', 'https://e.example/?UTM_SOURCE=x&utm_source=mail'],
    ['https://e.example/?utm_source', 'https://e.example/?utm_source=mail'],
    ['https://e.example/?xutm_source=x', 'https://e.example/?xutm_source=x&utm_source=mail'],
    ['https://e.example/?a=b+c%20d;e[]=1', 'https://e.example/?a=b+c%20d;e[]=1&utm_source=mail'],
    ['https://bücher.example/é?é#é', 'https://xn--bcher-kva.example/%C3%A9?%C3%A9&utm_source=mail#%C3%A9'],
    ['myapp://open/item?id=1#x', 'myapp://open/item?id=1&utm_source=mail#x'],
  ])('%s becomes %s', (destination, location) => {
    expect(tagged(destination, { source: 'mail' })).toBe(location);
  });

  test('UTM values are plain text, encoded; the order is always the same, and empty ones set nothing', () => {
    const utm = { content: 'a&b=c#d', source: 'Frühling 1+1', term: '', medium: '50%' };
    expect(tagged('https://e.example/', utm)).toBe(
      'https://e.example/?utm_source=Fr%C3%BChling%201%2B1&utm_medium=50%25&utm_content=a%26b%3Dc%23d',
    );
  });

  test.each([
    ['a=1', 'https://e.example/?a=1&b=0#f'],
    ['b=1', 'https://e.example/?a=0&b=1#f'],
    ['c=1&c=2', 'https://e.example/?a=0&b=0&c=2#f'],
    ['%61=1', 'https://e.example/?%61=1&b=0#f'],
    ['c=%c3%a9+%2B', 'https://e.example/?a=0&b=0&c=%c3%a9+%2B#f'],
    ['a', 'https://e.example/?a&b=0#f'],
    ['', 'https://e.example/?a=0&b=0#f'],
    ['&&', 'https://e.example/?a=0&b=0#f'],
    ['qr=1', 'https://e.example/?a=0&b=0#f'],
    ['qr=%31&qr=1', 'https://e.example/?a=0&b=0#f'],
    ['qr', 'https://e.example/?a=0&b=0&qr#f'],
    ['qr=2&qr=1', 'https://e.example/?a=0&b=0&qr=2#f'],
    ['QR=1&qr=01', 'https://e.example/?a=0&b=0&QR=1&qr=01#f'],
    ['q%72=1&c=1', 'https://e.example/?a=0&b=0&c=1#f'],
    ['c=1#/evil', 'https://e.example/?a=0&b=0&c=1#f'],
    ['c=é', 'https://e.example/?a=0&b=0&c=%C3%A9#f'],
    ['c=a b"<>', 'https://e.example/?a=0&b=0&c=a%20b%22%3C%3E#f'],
    ['?c=1', 'https://e.example/?a=0&b=0&?c=1#f'],
    ['?%63=1&?c=2', 'https://e.example/?a=0&b=0&?c=2#f'],
    ['__proto__=1&constructor=2', 'https://e.example/?a=0&b=0&__proto__=1&constructor=2#f'],
  ])('the visitor’s %j gives %s', (query, location) => {
    expect(forwarded('https://e.example/?a=0&b=0#f', query)).toBe(location);
  });

  test('the destination’s own qr parameter stays', () => {
    expect(forwarded('https://e.example/?qr=9', 'qr=1')).toBe('https://e.example/?qr=9');
  });

  test('the destination gives way to UTM parameters, those to the visitor', () => {
    const destination = 'https://e.example/?utm_source=own&utm_medium=own&utm_term=own';
    const utm = { source: 'link', medium: 'link' };
    expect(forwarded(destination, 'utm_source=visitor', utm)).toBe(
      'https://e.example/?utm_source=visitor&utm_medium=link&utm_term=own',
    );
    expect(locationOf(destination, { utm, visitorQuery: 'utm_source=visitor', forwardQuery: false })).toBe(
      'https://e.example/?utm_source=link&utm_medium=link&utm_term=own',
    );
  });

  test('what makes a Location too long stays out: first the visitor’s query, then the UTM parameters', () => {
    const fits = `https://e.example/${'a'.repeat(8192 - 18 - 16)}`;
    expect(forwarded(fits, 'b=2', { source: 'mail' })).toBe(`${fits}?utm_source=mail`);
    expect(forwarded(`${fits}a`, 'b=2', { source: 'mail' })).toBe(`${fits}a`);
    expect(forwarded('https://e.example/', 'a'.repeat(100_000))).toBe('https://e.example/');
  });

  test('an own URL without additions goes out as it is', () => {
    for (const [text, sent = text] of ACCEPTED) {
      expect(locationOf(text, { utm: null, forwardQuery: true })).toBe(sent);
    }
  });
});

const NAME = fc.oneof(
  fc.constantFrom('a', 'b', 'utm_source', 'utm%5Fsource', 'qr', '%61', ''),
  fc.string({ maxLength: 3 }),
);
const QUERY = fc.oneof(
  fc
    .array(fc.tuple(NAME, fc.constantFrom('', '=', '=1', '=2&&', '=x%y#', '=é')).map((parts) => parts.join('')))
    .map((pairs) => pairs.join('&')),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const DESTINATION = fc.oneof(
  fc.constantFrom(...ACCEPTED.map(([text]) => text).filter(({ length }) => length < 1000)),
  fc
    .tuple(
      fc.constantFrom('https://e.example', 'https://e.example:8443/p', 'http://[::1]/'),
      QUERY,
      fc.constantFrom('', '#', '#f?a=1&b'),
    )
    .map(([start, query, fragment]) => `${start}?${query}${fragment}`)
    .filter((text) => typeof DestinationUrl.parse(text) !== 'string'),
);
const UTM = fc.record(
  { source: fc.string({ unit: 'binary', maxLength: 8 }), campaign: fc.constantFrom('', 'x', 'a b&c') },
  { requiredKeys: [] },
);
const ADDITIONS = fc.record({ utm: fc.option(UTM), visitorQuery: QUERY, forwardQuery: fc.boolean() });

describe('whatever a visitor sends', () => {
  test('its parameters have the names that they have one by one', () => {
    fc.assert(
      fc.property(QUERY, (query) => {
        for (const { name, text } of parametersOf(query)) expect(name).toBe(nameOf(text));
      }),
    );
  });

  test('LK-02 host, path and fragment stay, and the Location is bounded, printable ASCII', () => {
    fc.assert(
      fc.property(DESTINATION, ADDITIONS, (destination, additions) => {
        const location = locationOf(destination, additions);
        expect(location).toMatch(/^[\x21-\x7e]{1,8192}$/);
        const [sent, own] = [new URL(location), new URL(toLocation(destination))];
        expect([sent.origin, sent.pathname, sent.hash]).toEqual([own.origin, own.pathname, own.hash]);
      }),
      { numRuns: 3000 },
    );
  });

  test('once more changes nothing', () => {
    fc.assert(
      fc.property(DESTINATION, ADDITIONS, (destination, additions) => {
        const location = locationOf(destination, additions);
        expect(locationOf(location, additions)).toBe(location);
      }),
      { numRuns: 3000 },
    );
  });

  test('parameters that nobody set keep their bytes and their order, and set ones have one value', () => {
    fc.assert(
      fc.property(DESTINATION, ADDITIONS, (destination, additions) => {
        const visitor = additions.forwardQuery ? named(queryOf(`?${additions.visitorQuery.toWellFormed()}`)) : [];
        const source = additions.utm?.source?.toWellFormed();
        const campaign = additions.utm?.campaign;
        const set = new Map([
          ...(source ? [['utm_source', source] as const] : []),
          ...(campaign ? [['utm_campaign', campaign] as const] : []),
          ...visitor
            .filter(([name, , value]) => name !== 'qr' || value !== '1')
            .map(([name, , value]) => [name, value] as const),
        ]);
        const sent = named(queryOf(locationOf(destination, additions)));
        const isOwn = ([name]: readonly [string, string, string]): boolean => !set.has(name);
        expect(sent.filter(isOwn)).toEqual(named(queryOf(toLocation(destination))).filter(isOwn));
        for (const [name, value] of set) {
          expect(sent.filter(([sentName]) => sentName === name).map(([, , sentValue]) => sentValue)).toEqual([value]);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

const queryOf = (text: string): string => /^[^?#]*(?:\?([^#]*))?/.exec(text)?.[1] ?? '';

/** Name, text and value of each parameter. */
const named = (query: string): (readonly [string, string, string])[] =>
  query
    .split('&')
    .filter((text) => text !== '')
    .map((text) => [...[...new URLSearchParams(`&${text}`)][0]!, text] as const)
    .map(([name, value, text]) => [name, text, value]);
