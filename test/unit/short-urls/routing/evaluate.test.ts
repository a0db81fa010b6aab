import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileRules, Evaluation } from '../../../../src/modules/short-urls/domain/routing/evaluate.js';
import { Condition, RoutingRule } from '../../../../src/modules/short-urls/domain/routing/routing-rule.js';
import { compileSplit } from '../../../../src/modules/short-urls/domain/routing/split.js';
import { Visitor } from '../../../../src/modules/short-urls/domain/routing/visitor.js';
import { faultsOf } from './parse.js';
import { aVisitor } from './visitors.js';

const to = (name: string): string => `https://e.example/${name}`;
const evaluate = (rules: RoutingRule[], known: Partial<Visitor> = {}): Evaluation =>
  compileRules(rules, 'link').evaluate(aVisitor(known));
const holds = (condition: Condition, known: Partial<Visitor>): boolean =>
  evaluate([{ conditions: [condition], destination_url: to('x') }], known).matchedRule === 0;

describe('the rules', () => {
  const german: Condition = { type: 'country', operator: 'in', value: ['DE', 'AT'] };
  const mobile: Condition = { type: 'device', operator: 'equals', value: 'mobile' };
  const rules: RoutingRule[] = [
    { conditions: [german, mobile], destination_url: to('both') },
    { conditions: [german], destination_url: to('german') },
    { conditions: [mobile], destination_url: to('mobile') },
  ];

  test('the first wins of which all conditions hold', () => {
    expect(evaluate(rules, { country: 'AT', device: 'mobile' })).toEqual({
      matchedRule: 0,
      destinationUrl: to('both'),
      rules: [{ index: 0, matched: true }],
    });
  });

  test('those before it say which condition was the first to fail', () => {
    expect(evaluate(rules, { country: 'FR', device: 'mobile' })).toEqual({
      matchedRule: 2,
      destinationUrl: to('mobile'),
      rules: [
        { index: 0, matched: false, failedCondition: 0 },
        { index: 1, matched: false, failedCondition: 0 },
        { index: 2, matched: true },
      ],
    });
    expect(evaluate(rules, { country: 'DE' }).rules).toEqual([
      { index: 0, matched: false, failedCondition: 1 },
      { index: 1, matched: true },
    ]);
  });

  test('where none matches, the link’s own destination counts', () => {
    expect(evaluate(rules)).toMatchObject({ matchedRule: null, destinationUrl: null });
    expect(evaluate([])).toEqual({ matchedRule: null, destinationUrl: null, rules: [] });
  });

  test('one without conditions is for everybody', () => {
    expect(evaluate([{ conditions: [], destination_url: to('all') }]).destinationUrl).toBe(to('all'));
  });

  test('nothing is worked out of a visitor that no condition asks for', () => {
    const { country: _country, ...visitor } = aVisitor({ device: 'mobile' });
    const visits = compileRules([{ conditions: [mobile], destination_url: to('x') }], 'link');
    const shy = Object.defineProperty(visitor as Visitor, 'country', {
      get: () => {
        throw new Error('asked');
      },
    });
    expect(visits.evaluate(shy).matchedRule).toBe(0);
  });
});

describe('a condition', () => {
  const fact = (type: string, operator: string, value?: unknown, key?: string): Condition =>
    ({ type, operator, value, key }) as unknown as Condition;

  test.each<[string, Condition, Partial<Visitor>, boolean]>([
    ['country in', fact('country', 'in', ['DE', 'fr']), { country: 'FR' }, true],
    ['country in', fact('country', 'in', ['DE']), { country: 'FR' }, false],
    ['country not_in', fact('country', 'not_in', ['DE']), { country: 'FR' }, true],
    ['country not_in', fact('country', 'not_in', ['de']), { country: 'DE' }, false],
    ['country equals', fact('country', 'equals', 'de'), { country: 'DE' }, true],
    ['country exists', fact('country', 'exists'), { country: 'DE' }, true],
    ['country exists', fact('country', 'exists', false), { country: 'DE' }, false],
    ['region contains', fact('region', 'contains', 'bavar'), { region: 'Bavaria' }, true],
    ['city equals', fact('city', 'equals', 'MÜNCHEN'), { city: 'München' }, true],
    ['city equals', fact('city', 'equals', 'Mu\u0308nchen'), { city: 'München' }, true],
    ['continent in', fact('continent', 'in', ['eu']), { continent: 'EU' }, true],
    ['device in', fact('device', 'in', ['Mobile', 'tablet']), { device: 'tablet' }, true],
    ['os equals', fact('os', 'equals', 'ios'), { os: 'iOS' }, true],
    ['os equals', fact('os', 'equals', 'iOS'), { os: 'iPadOS' }, false],
    ['browser contains', fact('browser', 'contains', 'fire'), { browser: 'Firefox' }, true],
    ['language equals', fact('language', 'equals', 'fr'), { language: 'fr-CA,fr;q=0.9' }, true],
    ['language equals', fact('language', 'equals', 'FR'), { language: 'fr' }, true],
    ['language equals', fact('language', 'equals', 'fr-ca'), { language: 'fr-CA' }, true],
    ['language equals', fact('language', 'equals', 'fr-CA'), { language: 'fr' }, false],
    ['language equals', fact('language', 'equals', 'fr'), { language: 'fro' }, false],
    ['language: the preferred', fact('language', 'in', ['de']), { language: 'en;q=0.5, de;q=0.9' }, true],
    ['language: the preferred', fact('language', 'in', ['en']), { language: 'en;q=0.5, de;q=0.9' }, false],
    ['language: of equals the first', fact('language', 'in', ['it']), { language: 'it, de' }, true],
    ['language: never that of q=0', fact('language', 'exists'), { language: 'de;q=0' }, false],
    ['language: not any', fact('language', 'exists'), { language: '*' }, false],
    ['language: any but', fact('language', 'equals', 'de'), { language: '*, de;q=0.1' }, true],
    ['language: nonsense', fact('language', 'exists'), { language: ';;q=,=,\u0000' }, false],
    ['language: weights of nonsense', fact('language', 'equals', 'en'), { language: 'de;q=9, en;q=0.1' }, true],
    ['query equals', fact('query', 'equals', 'a b', 'ref'), { query: 'x=1&ref=a+b' }, true],
    ['query equals', fact('query', 'equals', 'A', 'ref'), { query: 'ref=a' }, false],
    ['query key', fact('query', 'exists', true, 'Ref'), { query: 'ref=a' }, false],
    ['query key, encoded', fact('query', 'exists', true, 'ref'), { query: 'r%65f' }, true],
    ['query exists', fact('query', 'exists', undefined, 'ref'), { query: 'ref=' }, true],
    ['query exists', fact('query', 'exists', false, 'ref'), { query: 'other=1' }, true],
    ['query in, of several', fact('query', 'in', ['b'], 'ref'), { query: 'ref=a&ref=b' }, true],
    ['query not_in, of several', fact('query', 'not_in', ['b'], 'ref'), { query: 'ref=a&ref=b' }, false],
    ['query contains', fact('query', 'contains', 'mmer', 'ref'), { query: 'ref=sommer24' }, true],
    ['query with ? of its own', fact('query', 'equals', '1', '?a'), { query: '?a=1' }, true],
    ['referrer equals', fact('referrer', 'equals', 'News.Example'), { referrer: 'https://news.example/a?b' }, true],
    ['referrer equals', fact('referrer', 'equals', 'example'), { referrer: 'https://news.example/' }, false],
    ['referrer equals', fact('referrer', 'equals', 'e.example'), { referrer: 'https://x.example/e.example' }, false],
    ['referrer in', fact('referrer', 'in', ['münchen.example']), { referrer: 'https://xn--mnchen-3ya.example/' }, true],
    ['referrer of an app', fact('referrer', 'equals', 'com.app'), { referrer: 'android-app://com.app/' }, true],
    ['referrer contains', fact('referrer', 'contains', '/A?b'), { referrer: 'https://news.example/a?B' }, true],
    ['referrer contains', fact('referrer', 'contains', 'x'), { referrer: 'not a URL x' }, true],
    ['referrer exists', fact('referrer', 'exists'), { referrer: 'about:blank' }, false],
    ['ip in', fact('ip', 'in', ['192.0.2.0/24']), { ip: '192.0.2.77' }, true],
    ['ip in', fact('ip', 'in', ['192.0.2.0/24']), { ip: '192.0.3.77' }, false],
    ['ip in, mapped', fact('ip', 'in', ['192.0.2.0/24']), { ip: '::ffff:192.0.2.77' }, true],
    ['ip in, mapped in hex', fact('ip', 'in', ['192.0.2.0/24']), { ip: '::FFFF:c000:24d' }, true],
    ['ip in, mapped range in hex', fact('ip', 'in', ['::ffff:c000:200/120']), { ip: '192.0.2.77' }, true],
    ['ip in, mapped range', fact('ip', 'in', ['::ffff:192.0.2.0/120']), { ip: '192.0.2.77' }, true],
    ['ip in, one', fact('ip', 'in', ['10.0.0.1', '2001:DB8::1']), { ip: '2001:db8:0::1' }, true],
    ['ip in, IPv6', fact('ip', 'in', ['2001:db8::/32']), { ip: '2001:db9::1' }, false],
    ['ip in, all of IPv6 only', fact('ip', 'in', ['::/0']), { ip: '192.0.2.1' }, false],
    ['ip in, all of IPv4', fact('ip', 'in', ['0.0.0.0/0']), { ip: '192.0.2.1' }, true],
    ['ip equals', fact('ip', 'equals', '10.0.0.1'), { ip: '10.0.0.1' }, true],
    ['ip not_in', fact('ip', 'not_in', ['10.0.0.0/8']), { ip: '10.1.1.1' }, false],
    ['ip not_in', fact('ip', 'not_in', ['10.0.0.0/8']), { ip: '11.1.1.1' }, true],
    ['ip not_in', fact('ip', 'not_in', ['10.0.0.0/8']), { ip: 'unknown' }, true],
    ['ip in', fact('ip', 'in', ['fe80::/10']), { ip: 'fe80::1%eth0' }, false],
    ['ip exists', fact('ip', 'exists'), { ip: '10.0.0.1' }, true],
    ['ip exists', fact('ip', 'exists'), { ip: 'unknown' }, false],
    ['date', fact('date', 'between', ['2026-07-01T12:00:00Z', '2026-07-02T00:00:00Z']), {}, true],
    ['date', fact('date', 'between', ['2026-07-01T14:00:00.001+02:00', '2026-07-02T00:00:00Z']), {}, false],
    ['date', fact('date', 'between', ['2026-06-01T00:00:00Z', '2026-07-01T12:00:00Z']), {}, false],
  ])('%s: %j of %j is %s', (_name, condition, known, expected) => {
    expect(holds(condition, known)).toBe(expected);
  });

  test.each([
    'country',
    'region',
    'city',
    'continent',
    'device',
    'os',
    'browser',
    'language',
    'referrer',
    'ip',
    'query',
  ])('on %s that isn’t known holds for not_in and for not existing only', (type) => {
    const key = type === 'query' ? 'ref' : undefined;
    const value = type === 'ip' ? '10.0.0.1' : 'x';
    const operators: [string, unknown, boolean][] = [
      ['in', [value], false],
      ['not_in', [value], true],
      ['equals', value, false],
      ['exists', undefined, false],
      ['exists', true, false],
      ['exists', false, true],
    ];
    for (const [operator, compared, expected] of operators) {
      expect(holds(fact(type, operator, compared, key), {})).toBe(expected);
    }
    if (type !== 'ip') expect(holds(fact(type, 'contains', 'x', key), {})).toBe(false);
  });
});

describe('hours', () => {
  const isIn = (value: Record<string, unknown>, at: string): boolean =>
    holds({ type: 'time', operator: 'between', value } as unknown as Condition, { at: new Date(at) });

  test.each<[string, boolean]>([
    ['2026-07-01T06:59:59Z', false],
    ['2026-07-01T07:00:00Z', true],
    ['2026-07-01T15:29:59Z', true],
    ['2026-07-01T15:30:00Z', false],
    ['2026-01-01T07:30:00Z', false],
    ['2026-01-01T08:00:00Z', true],
  ])('09:00 to 17:30 in Berlin: %s is %s', (at, expected) => {
    expect(isIn({ from: '09:00', to: '17:30', timezone: 'Europe/Berlin' }, at)).toBe(expected);
  });

  test.each<[string, boolean]>([
    ['2026-07-03T21:59:00Z', false],
    ['2026-07-03T22:00:00Z', true],
    ['2026-07-04T05:59:00Z', true],
    ['2026-07-04T06:00:00Z', false],
    ['2026-07-04T22:00:00Z', false],
    ['2026-07-03T05:00:00Z', false],
  ])('22:00 to 06:00 from Friday: %s is %s', (at, expected) => {
    expect(isIn({ from: '22:00', to: '06:00', days: ['fri'], timezone: 'UTC' }, at)).toBe(expected);
  });

  test('past midnight from Sunday reaches into Monday', () => {
    const hours = { from: '23:00', to: '01:00', days: ['sun'], timezone: 'UTC' };
    expect(isIn(hours, '2026-07-06T00:30:00Z')).toBe(true);
    expect(isIn(hours, '2026-07-05T00:30:00Z')).toBe(false);
  });

  test('days are those of the zone', () => {
    const monday = { from: '00:00', to: '23:59', days: ['mon'], timezone: 'Pacific/Auckland' };
    expect(isIn(monday, '2026-07-05T13:00:00Z')).toBe(true);
    expect(isIn(monday, '2026-07-06T13:00:00Z')).toBe(false);
  });

  test.each<[string, boolean]>([
    // 01:59:59 CET, then at once 03:00 CEST.
    ['2026-03-29T00:59:59Z', false],
    ['2026-03-29T01:00:00Z', false],
    ['2026-03-30T00:30:00Z', true],
    // 02:30 CEST, then an hour later 02:30 CET.
    ['2026-10-25T00:30:00Z', true],
    ['2026-10-25T01:30:00Z', true],
    ['2026-10-25T02:00:00Z', false],
  ])('02:00 to 03:00 where summer time begins and ends: %s is %s', (at, expected) => {
    expect(isIn({ from: '02:00', to: '03:00', timezone: 'europe/berlin' }, at)).toBe(expected);
  });

  test('agree with the formatter at every moment', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    const minute = fc.integer({ min: 0, max: 1439 });
    const clock = (minutes: number): string =>
      `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.date({ min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        minute,
        minute,
        (timezone, at, from, to) => {
          fc.pre(from !== to);
          const wall = at.toLocaleTimeString('en-GB', { timeZone: timezone, hour: '2-digit', minute: '2-digit' });
          const now = Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3));
          const expected = from < to ? from <= now && now < to : from <= now || now < to;
          expect(isIn({ from: clock(from), to: clock(to), timezone }, at.toISOString())).toBe(expected);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a split', () => {
  const WEIGHTS = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });
  const variantsOf = (weights: number[]) =>
    weights.map((weight, index) => ({ destination_url: to(String(index)), weight }));
  const countsOf = (urls: string[], weights: number[]): number[] =>
    weights.map((_weight, index) => urls.filter((url) => url === to(String(index))).length);

  test('has as many points for each destination as its weight', () => {
    fc.assert(
      fc.property(WEIGHTS, (weights) => {
        const { total, destinationAt } = compileSplit(variantsOf(weights));
        expect(
          countsOf(
            Array.from({ length: total }, (_, point) => destinationAt(point)),
            weights,
          ),
        ).toEqual(weights);
      }),
    );
  });

  test('gives a visitor the same destination every time, also compiled anew', () => {
    fc.assert(
      fc.property(WEIGHTS, fc.string(), (weights, key) => {
        const rules: RoutingRule[] = [{ conditions: [], variants: variantsOf(weights) }];
        expect(evaluate(rules, { key }).destinationUrl).toBe(evaluate(rules, { key }).destinationUrl);
      }),
    );
  });

  test('shares visitors out by weight, on each link anew', () => {
    const weights = [1, 2, 7];
    const keys = Array.from({ length: 10_000 }, (_, index) => `visitor ${index}`);
    const urlsOn = (linkId: string): string[] => {
      const { evaluate: visit } = compileRules([{ conditions: [], variants: variantsOf(weights) }], linkId);
      return keys.map((key) => visit(aVisitor({ key })).destinationUrl!);
    };
    const [one, other] = [urlsOn('one'), urlsOn('other')];
    countsOf(one, weights).forEach((count, index) => {
      expect(Math.abs(count - weights[index]! * 1000)).toBeLessThan(200);
    });
    const same = one.filter((url, index) => url === other[index]).length;
    expect(Math.abs(same - 5400)).toBeLessThan(200);
  });

  test('moves no more visitors than a changed weight asks for', () => {
    const keys = Array.from({ length: 2000 }, (_, index) => `visitor ${index}`);
    const urlsBy = (weights: number[]): string[] =>
      keys.map((key) => evaluate([{ conditions: [], variants: variantsOf(weights) }], { key }).destinationUrl!);
    const [before, after] = [urlsBy([50, 50]), urlsBy([60, 40])];
    expect(before.filter((url, index) => url !== after[index]).length).toBeLessThan(260);
  });
});

/** For each type, values that a condition may have and what a visitor may send. */
const VALUES: Record<string, string[]> = {
  country: ['DE', 'fr', 'US'],
  region: ['Bavaria', 'Île-de-France'],
  city: ['Munich', '東京'],
  continent: ['EU', 'na'],
  device: ['mobile', 'TV', 'bot'],
  os: ['iOS', 'iPadOS'],
  browser: ['Safari', 'Edge'],
  language: ['fr', 'fr-CA', 'de'],
  query: ['', 'x', 'X'],
  referrer: ['e.example', 'xn--mnchen-3ya.example', 'localhost:8080'],
  ip: ['10.0.0.0/8', '::1', '2001:db8::/32', '192.0.2.1'],
};
const TYPES = Object.keys(VALUES);

const keyOf = (type: string): { key?: string } => (type === 'query' ? { key: 'ref' } : {});
const listCondition = (operator: string) =>
  fc
    .constantFrom(...TYPES)
    .chain((type) => fc.tuple(fc.constant(type), fc.subarray(VALUES[type]!, { minLength: 1 })))
    .map(([type, value]) => ({ type, operator, value, ...keyOf(type) }) as unknown as Condition);
const CONDITION = fc.oneof(
  listCondition('in'),
  listCondition('not_in'),
  fc
    .tuple(fc.constantFrom(...TYPES), fc.boolean())
    .map(([type, value]) => ({ type, operator: 'exists', value, ...keyOf(type) }) as unknown as Condition),
);
const sent = (type: string) => fc.option(fc.oneof(fc.constantFrom(...VALUES[type]!), fc.string({ unit: 'binary' })));
const VISITOR = fc
  .record({
    ...(Object.fromEntries(TYPES.map((type) => [type, sent(type)])) as Record<keyof Visitor, fc.Arbitrary<never>>),
    query: fc.oneof(sent('query'), fc.constantFrom('ref=x', 'ref=&ref=X', '?ref=x')),
    referrer: fc.oneof(sent('referrer'), fc.constantFrom('https://e.example/a', 'http://münchen.example')),
    ip: fc.oneof(sent('ip'), fc.ipV4(), fc.ipV6(), fc.constantFrom('::ffff:10.1.1.1', '2001:db8::9')),
  })
  .map((known) => aVisitor(known as Partial<Visitor>));

describe('whatever a visitor sends', () => {
  test('the first rule wins of which each condition holds by itself', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(CONDITION, { maxLength: 3 }), { maxLength: 4 }),
        VISITOR,
        async (conditionsOfRules, visitor) => {
          const rules = conditionsOfRules.map((conditions) => ({ conditions, destination_url: to('x') }));
          expect(await faultsOf(rules)).toEqual({});
          const failed = conditionsOfRules.map((conditions) => conditions.findIndex((one) => !holds(one, visitor)));
          const first = failed.indexOf(-1);
          const { matchedRule, rules: tried } = compileRules(rules, 'link').evaluate(visitor);
          expect(matchedRule).toBe(first < 0 ? null : first);
          expect(tried.map(({ failedCondition = -1 }) => failedCondition)).toEqual(
            first < 0 ? failed : failed.slice(0, first + 1),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('not_in is all that in is not', () => {
    fc.assert(
      fc.property(listCondition('in'), VISITOR, (condition, visitor) => {
        const opposite = { ...condition, operator: 'not_in' } as Condition;
        expect(holds(opposite, visitor)).toBe(!holds(condition, visitor));
      }),
      { numRuns: 2000 },
    );
  });
});
