import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CONDITION_TYPES, OPERATORS } from '../../../../src/modules/short-urls/domain/routing/routing-rule.js';
import { faultsOf, parse } from './parse.js';

const placesOf = async (input: unknown): Promise<string[]> => Object.keys(await faultsOf(input)).sort();

const to = 'https://e.example/';
const ruleOf = (condition: unknown): unknown => ({ conditions: [condition], destination_url: to });
const fact = (type: string, operator: string, value?: unknown): Record<string, unknown> => ({
  type,
  operator,
  ...(value === undefined ? {} : { value }),
  ...(type === 'query' ? { key: 'ref' } : {}),
});
const hours = (more: Record<string, unknown> = {}): unknown =>
  fact('time', 'between', { from: '09:00', to: '17:30', timezone: 'Europe/Berlin', ...more });
const weighted = (weight: unknown): unknown => ({ conditions: [], variants: [{ destination_url: to, weight }] });

describe('what is a condition', () => {
  test.each([
    fact('country', 'in', ['DE', 'at', 'XK']),
    fact('country', 'not_in', ['US']),
    fact('country', 'equals', 'GB'),
    fact('country', 'exists'),
    fact('country', 'exists', false),
    fact('region', 'contains', 'Bavar'),
    fact('city', 'in', ['München', '東京']),
    fact('continent', 'in', ['EU', 'na']),
    fact('device', 'in', ['mobile', 'Tablet', 'desktop', 'tv', 'bot']),
    fact('os', 'equals', 'iPadOS'),
    fact('browser', 'contains', 'Safari'),
    fact('language', 'in', ['fr', 'fr-CA', 'zh-Hant-TW']),
    fact('query', 'equals', ''),
    fact('query', 'in', ['a', 'b']),
    fact('query', 'exists', true),
    fact('referrer', 'in', ['news.example.com', 'münchen.example', 'localhost:3000']),
    fact('referrer', 'contains', '/campaign?x='),
    fact('ip', 'in', ['192.0.2.1', '10.0.0.0/8', '2001:db8::/32', '::1', '::ffff:192.0.2.0/120', '0.0.0.0/0']),
    fact('ip', 'equals', '192.0.2.0/24'),
    hours(),
    hours({ days: ['mon', 'sun'] }),
    hours({ from: '22:00', to: '00:00', timezone: 'utc' }),
    fact('date', 'between', ['2026-01-01T00:00:00Z', '2026-01-01T02:00:01.5+02:00']),
    fact('date', 'between', ['2028-02-29T00:00Z', '2028-03-01T00:00Z']),
  ])('%j', async (condition) => {
    const rules = [ruleOf(condition)];
    await expect(parse(rules)).resolves.toEqual(rules);
  });

  test.each([
    [fact('country', 'in', ['DE', 'UK', 'Germany', '']), 'value'],
    [fact('country', 'in', []), 'value'],
    [fact('country', 'in', 'DE'), 'value'],
    [
      fact(
        'country',
        'in',
        Array.from({ length: 501 }, () => 'DE'),
      ),
      'value',
    ],
    [fact('country', 'equals', ['DE']), 'value'],
    [fact('country', 'equals'), 'value'],
    [fact('country', 'contains', 'D'), 'operator'],
    [fact('country', 'between', ['A', 'B']), 'operator'],
    [fact('country', 'matches', 'DE'), 'operator'],
    [fact('country', 'exists', 'yes'), 'value'],
    [fact('country', 'exists', null), 'value'],
    [fact('continent', 'in', ['Europe']), 'value'],
    [fact('region', 'equals', ''), 'value'],
    [fact('city', 'equals', 'a\0b'), 'value'],
    [fact('city', 'equals', '\ud800'), 'value'],
    [fact('city', 'equals', 'x'.repeat(101)), 'value'],
    [fact('city', 'contains', ''), 'value'],
    [fact('device', 'in', ['phone']), 'value'],
    [fact('device', 'contains', 'mob'), 'operator'],
    [fact('language', 'in', ['fr_CA']), 'value'],
    [fact('language', 'equals', '*'), 'value'],
    [fact('query', 'equals', 1), 'value'],
    [{ type: 'query', operator: 'exists' }, 'key'],
    [{ type: 'query', operator: 'exists', key: '' }, 'key'],
    [{ ...fact('country', 'exists'), key: 'x' }, 'key'],
    [fact('referrer', 'equals', 'https://news.example.com/'), 'value'],
    [fact('referrer', 'equals', 'a b'), 'value'],
    [fact('ip', 'in', ['10.0.0.0/33']), 'value'],
    [fact('ip', 'in', ['10.0.0/8']), 'value'],
    [fact('ip', 'in', ['10.0.0.0/']), 'value'],
    [fact('ip', 'in', ['10.0.0.0/08']), 'value'],
    [fact('ip', 'in', ['2001:db8::/129']), 'value'],
    [fact('ip', 'in', ['::ffff:192.0.2.0/24']), 'value'],
    [fact('ip', 'in', ['fe80::1%eth0']), 'value'],
    [fact('ip', 'in', ['example.com']), 'value'],
    [fact('ip', 'contains', '10.'), 'operator'],
    [fact('time', 'in', ['09:00']), 'operator'],
    [fact('time', 'between', ['09:00', '10:00']), 'value'],
    [hours({ from: '9:00' }), 'value'],
    [hours({ from: '24:00' }), 'value'],
    [hours({ to: '12:60' }), 'value'],
    [hours({ to: '09:00' }), 'value'],
    [hours({ to: undefined }), 'value'],
    [hours({ days: [] }), 'value'],
    [hours({ days: ['mon', 'mon'] }), 'value'],
    [hours({ days: ['Montag'] }), 'value'],
    [hours({ days: 'mon' }), 'value'],
    [hours({ timezone: 'Mars/Olympus' }), 'value'],
    [hours({ timezone: '+02:00' }), 'value'],
    [hours({ timezone: undefined }), 'value'],
    [hours({ until: '18:00' }), 'value'],
    [fact('date', 'between', ['2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z']), 'value'],
    [fact('date', 'between', ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z']), 'value'],
    [fact('date', 'between', ['2026-01-01T00:00:00', '2026-01-02T00:00:00Z']), 'value'],
    [fact('date', 'between', ['2026-01-01', '2026-01-02']), 'value'],
    [fact('date', 'between', ['2026-02-30T00:00:00Z', '2026-04-01T00:00:00Z']), 'value'],
    [fact('date', 'between', ['2026-01-01T25:00:00Z', '2026-04-01T00:00:00Z']), 'value'],
    [fact('date', 'between', ['2026-01-01T00:00:00Z']), 'value'],
    [fact('date', 'between', '2026-01-01T00:00:00Z'), 'value'],
    [fact('weather', 'equals', 'rain'), 'type'],
    [fact('toString', 'equals', 'x'), 'type'],
    [{ operator: 'equals', value: 'x' }, 'type'],
    [{ ...fact('country', 'exists'), values: ['DE'] }, 'values'],
    [JSON.parse('{"type": "country", "operator": "exists", "__proto__": {}}'), '__proto__'],
  ])('but not %j, by its %s', async (condition, field) => {
    const place = `routing_rules.0.conditions.0.${field}`;
    const faults = await faultsOf([ruleOf(condition)]);
    expect(Object.keys(faults)).toEqual([place]);
    expect(faults[place]).toEqual([expect.stringMatching(/^routing_rules\.0\.conditions\.0\.\w+ (must|is) .+\.$/)]);
  });

  test('of a list, the message names the values that are wrong', async () => {
    const faults = await faultsOf([ruleOf(fact('country', 'in', ['DE', 'UK', 'FR', 'Spain']))]);
    expect(faults['routing_rules.0.conditions.0.value']).toEqual([expect.stringContaining('not so at 1, 3 ')]);
  });
});

describe('what is a rule', () => {
  test.each([
    [[]],
    [[{ conditions: [], destination_url: to }]],
    [[{ name: 'Everybody', conditions: [], variants: [{ destination_url: to, weight: 1 }] }]],
    [
      Array.from({ length: 50 }, () => ({
        conditions: Array.from({ length: 10 }, () => fact('city', 'exists')),
        destination_url: to,
      })),
    ],
  ])('%j', async (rules) => {
    await expect(parse(rules)).resolves.toEqual(rules);
  });

  test.each<[unknown, string[]]>([
    [null, ['routing_rules']],
    ['[]', ['routing_rules']],
    [{ conditions: [] }, ['routing_rules']],
    [Array.from({ length: 51 }, () => ({ conditions: [], destination_url: to })), ['routing_rules']],
    [[null], ['routing_rules.0']],
    [[[]], ['routing_rules.0']],
    [[{}], ['routing_rules.0.conditions', 'routing_rules.0.destination_url']],
    [[{ conditions: {}, destination_url: to }], ['routing_rules.0.conditions']],
    [
      [{ conditions: Array.from({ length: 11 }, () => fact('city', 'exists')), destination_url: to }],
      ['routing_rules.0.conditions'],
    ],
    [[{ conditions: [null], destination_url: to }], ['routing_rules.0.conditions.0']],
    [[{ conditions: [], destination_url: to, url: to }], ['routing_rules.0.url']],
    [[{ conditions: [], destination_url: to, name: '' }], ['routing_rules.0.name']],
    [[{ conditions: [], destination_url: to, name: null }], ['routing_rules.0.name']],
    [[{ conditions: [], destination_url: 7 }], ['routing_rules.0.destination_url']],
    [[{ conditions: [], destination_url: 'e.example' }], ['routing_rules.0.destination_url']],
    [
      [{ conditions: [], destination_url: to, variants: [{ destination_url: to, weight: 1 }] }],
      ['routing_rules.0.variants'],
    ],
    [[{ conditions: [], variants: [] }], ['routing_rules.0.variants']],
    [[{ conditions: [], variants: [to] }], ['routing_rules.0.variants.0']],
    [
      [{ conditions: [], variants: [{ destination_url: 'x', weight: 1, name: 'A' }] }],
      ['routing_rules.0.variants.0.destination_url', 'routing_rules.0.variants.0.name'],
    ],
    [[weighted(0)], ['routing_rules.0.variants.0.weight']],
    [[weighted(-1)], ['routing_rules.0.variants.0.weight']],
    [[weighted(1.5)], ['routing_rules.0.variants.0.weight']],
    [[weighted('1')], ['routing_rules.0.variants.0.weight']],
    [[weighted(10_001)], ['routing_rules.0.variants.0.weight']],
    [[weighted(undefined)], ['routing_rules.0.variants.0.weight']],
  ])('but not %j', async (rules, places) => {
    expect(await placesOf(rules)).toEqual(places);
  });

  test('every fault is named at its place', async () => {
    const rules = [
      { conditions: [fact('country', 'in', ['DE'])], destination_url: 'javascript:alert(1)' },
      ruleOf(fact('device', 'equals', 'phone')),
      {
        conditions: [fact('city', 'exists'), hours({ from: '25:00', timezone: 'x' })],
        variants: [{ destination_url: ' ', weight: 0 }],
      },
    ];
    expect(await placesOf(rules)).toEqual([
      'routing_rules.0.destination_url',
      'routing_rules.1.conditions.0.value',
      'routing_rules.2.conditions.1.value',
      'routing_rules.2.variants.0.destination_url',
      'routing_rules.2.variants.0.weight',
    ]);
    expect((await faultsOf(rules))['routing_rules.2.conditions.1.value']).toHaveLength(2);
  });

  test('64 KiB of JSON are the most', async () => {
    const rules = [{ conditions: [fact('city', 'exists')], destination_url: to, name: 'x' }];
    const filler = Array.from({ length: 600 }, () => 'x'.repeat(97));
    const large = {
      conditions: [fact('city', 'in', filler.slice(300)), fact('city', 'in', filler.slice(0, 300))],
      destination_url: to,
    };
    const left = 65_536 - Buffer.byteLength(JSON.stringify([...rules, large]));
    const fitting = (length: number): unknown => [...rules, { ...large, destination_url: to + 'a'.repeat(length) }];
    await expect(parse(fitting(left))).resolves.toHaveLength(2);
    expect(await placesOf(fitting(left + 1))).toEqual(['routing_rules']);
  });

  test('however deeply something is nested, the answer is the same', async () => {
    const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    expect(await placesOf(deep)).toEqual(['routing_rules.0']);
    expect(await placesOf([ruleOf(fact('city', 'equals', deep))])).toEqual(['routing_rules.0.conditions.0.value']);
  });
});

describe('LK-01: what opens an app', () => {
  const place = 'routing_rules.0.destination_url';
  const isAccepted = async (text: string, allowed: readonly string[]): Promise<boolean> =>
    !(place in (await faultsOf([{ conditions: [], destination_url: text }], allowed)));

  test.each(['myapp://open', 'myapp://open/item?id=1#top', 'MyApp://Open', 'myapp:///path', 'myapp://é'])(
    '%s is accepted where the workspace allows it, and nowhere else',
    async (text) => {
      expect(await isAccepted(text, ['other', 'myapp'])).toBe(true);
      expect(await isAccepted(text, ['other'])).toBe(false);
      expect(await isAccepted(text, [])).toBe(false);
    },
  );

  test.each([
    'myapp:open',
    'myapp:/open',
    'myapp://',
    'myapp://?x',
    'myapp://user@host',
    'myapp://a b',
    'myapp://a\n',
    'myapp://a"',
    'myapp://\u202e',
    'my\tapp://open',
    ' myapp://open',
    `myapp://${'a'.repeat(8192)}`,
  ])('%j is refused even so', async (text) => {
    expect(await isAccepted(text, ['myapp'])).toBe(false);
  });

  test.each([
    'javascript',
    'data',
    'file',
    'vbscript',
    'blob',
    'about',
    'filesystem',
    'view-source',
    'ftp',
    'ws',
    'wss',
    'content',
  ])('%s: is never accepted, allowed or not', async (scheme) => {
    for (const text of [`${scheme}://x/y`, `${scheme.toUpperCase()}://x/y`, `${scheme}:alert(1)`]) {
      expect(await isAccepted(text, [scheme, scheme.toUpperCase()])).toBe(false);
    }
  });

  test('web addresses are checked as those of links, allowed or not', async () => {
    expect(await isAccepted('https://user@e.example/', ['https'])).toBe(false);
  });
});

const JSON_NEAR_A_RULE = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.jsonValue(),
    fc.array(fc.constantFrom('DE', 'mobile', '10.0.0.0/8', 'x', '2026-01-01T00:00:00Z')),
    fc.string({ unit: 'binary' }),
  ),
  condition: fc.record(
    {
      type: fc.constantFrom<unknown>(...CONDITION_TYPES, 7),
      operator: fc.constantFrom<unknown>(...OPERATORS, null),
      value: tie('value'),
      key: fc.constantFrom('ref', '', 1),
    },
    { requiredKeys: [] },
  ),
  rule: fc.record(
    {
      conditions: fc.oneof(fc.array(tie('condition')), tie('value')),
      destination_url: fc.constantFrom<unknown>(to, 'x', 1),
      variants: fc.array(fc.record({ destination_url: fc.constant(to), weight: fc.integer() })),
      name: tie('value'),
    },
    { requiredKeys: [] },
  ),
  input: fc.oneof(fc.array(tie('rule')), tie('value')),
})).input;

describe('whatever is sent', () => {
  test('it comes back as it was, or is refused with its places', async () => {
    await fc.assert(
      fc.asyncProperty(JSON_NEAR_A_RULE, async (input) => {
        const places = await placesOf(input);
        expect(places.filter((place) => !place.startsWith('routing_rules'))).toEqual([]);
        if (places.length === 0) expect(await parse(input)).toEqual(input);
      }),
      { numRuns: 2000 },
    );
  });
});
