import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { bucketStarts, INTERVALS } from '../../../src/modules/analytics/domain/time-buckets.js';
import {
  ClickQuestion,
  Counts,
  DescribedClick,
  Dimension,
  DIMENSIONS,
  Parting,
} from '../../../src/modules/clicks/index.js';
import { DIMENSION_OF } from '../../../src/modules/clicks/domain/described-click.js';
import { Domain } from '../../../src/modules/domains/index.js';
import { ShortUrl } from '../../../src/modules/short-urls/index.js';
import { ClicksDatabase, describedClick, openClicksDatabase } from './clicks-database.js';

/** Days on which clocks in some of the zones are changed, and a day that is not over. */
const FIRST = Date.parse('2026-10-23T20:00:00Z');
const LAST = Date.parse('2026-11-02T13:07:00Z');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ZONES = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia'];
const BATCHES = 12;
const CLICKS_OF_A_BATCH = 200;
const [HBK, GO] = ['hbk.example', 'go.example'];
/** Before which batch a link goes to which host. */
const MOVES: readonly [batch: number, link: number, host: string][] = [
  [3, 0, GO],
  [5, 1, GO],
  [8, 3, GO],
  [9, 0, HBK],
];

interface Counted {
  click: DescribedClick;
  link: ShortUrl;
  host: string;
  tags: readonly string[];
  isFirst: boolean;
}

type Drawn = Partial<DescribedClick> & { link: number; visitor: string | null };

let clicks: ClicksDatabase;
let counted: Counted[];
let links: ShortUrl[];
const TAGS = [['spring', 'shop'], ['spring'], [], ['spring']];

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
const text = oneOf(null, 'a', "it's", '__proto__', 'ü / ~', '(others)x');
const drawnClick = fc.record({
  link: fc.nat({ max: 3 }),
  at: fc.oneof(fc.integer({ min: FIRST, max: LAST }), fc.integer({ min: LAST - DAY, max: LAST })),
  botKind: oneOf(null, null, null, 'search', 'preview'),
  isScan: oneOf(false, false, true),
  visitor: oneOf(null, '1', '2', '-3'),
  country: oneOf(null, 'DE', 'FR', 'US'),
  city: oneOf(null, 'Paris', 'Berlin'),
  region: oneOf(null, 'Texas'),
  continent: oneOf('EU', 'NA'),
  device: oneOf('mobile', 'desktop'),
  os: text,
  browser: text,
  language: text,
  referrer: text,
  channel: text,
  utmSource: text,
  utmMedium: text,
  utmCampaign: text,
});

/** Sums, by what the reader has to be equal to: one click after the other. */
const countsOf = (those: readonly Counted[]): Counts => [
  those.length,
  those.filter(({ click }) => click.botKind === null).length,
  those.filter(({ isFirst }) => isFirst).length,
  those.filter(({ click }) => click.isScan).length,
];

const nameOf = (value: string | null): string | null => value && value.slice(value.indexOf('/') + 1);
const valueOf = (dimension: Dimension, { click }: Counted): string | null => DIMENSION_OF[dimension](click);

function isAsked({ click, link, host, tags }: Counted, { scope, filters, from, to }: ClickQuestion): boolean {
  const { workspaceIds, shortUrlId = link.id, domain = host, tag } = scope;
  const isThere = workspaceIds.includes(link.workspaceId) && link.id === shortUrlId && domain === host;
  const matches = [...filters].every(([dimension, value]) => {
    const own = DIMENSION_OF[dimension](click);
    return (dimension === 'city' || dimension === 'region' ? nameOf(own) : own) === value;
  });
  return isThere && (tag === undefined || tags.includes(tag)) && matches && click.at >= from && click.at < to;
}

function valuesOf(it: Counted, by: Parting): (string | null)[] {
  if (by === 'short_url') return [it.link.id];
  if (by === 'domain') return [it.host];
  if (by === 'tag') return it.tags.length > 0 ? [...it.tags] : [null];
  return [valueOf(by, it)];
}

/** Keeps them in batches, with upkeep between, as time passes. */
async function keepAll(drawn: readonly DescribedClick[]): Promise<void> {
  const spoolId = randomUUID();
  const seen = new Set<string>();
  const hosts = new Map(links.map(({ id }) => [id, HBK]));
  for (let batch = 0; batch < BATCHES; batch += 1) {
    for (const [, link, host] of MOVES.filter(([before]) => before === batch)) {
      const { id = '' } = links[link] ?? {};
      hosts.set(id, host);
      await clicks.links.test.query(
        'UPDATE short_urls SET domain_id = (SELECT id FROM domains WHERE hostname = $2) WHERE id = $1',
        [id, host],
      );
    }
    const those = drawn.slice(batch * CLICKS_OF_A_BATCH, (batch + 1) * CLICKS_OF_A_BATCH);
    const [from, to] = [batch, batch + 1].map((offset) => ({ segment: 0, offset })) as [never, never];
    await clicks.storeOf().keep({ spoolId, from, to, clicks: those });
    for (const click of those) {
      const link = links.find(({ id }) => id === click.shortUrlId) as ShortUrl;
      const visit = `${Math.floor(click.at / DAY)} ${click.visitor}`;
      const isFirst = click.botKind === null && click.visitor !== null && !seen.has(visit);
      if (isFirst) seen.add(visit);
      counted.push({ click, link, host: hosts.get(link.id) ?? '', tags: TAGS[links.indexOf(link)] ?? [], isFirst });
    }
    if (batch % 4 === 1) await clicks.upkeep.mergeRecent(LAST);
    if (batch % 4 === 2) await clicks.upkeep.addUpDays(LAST - ((BATCHES - batch) * DAY) / 4);
    // Earlier than it would be, so that days of it that are added up later stand beside it.
    if (batch === 7) await clicks.upkeep.addUpMonths(LAST + 8 * DAY);
  }
}

beforeAll(async () => {
  clicks = await openClicksDatabase();
  clicks.clock.set(new Date(LAST));
  const { add, first, second } = clicks.links;
  await clicks.links.domains.addIfFree(Domain.ofInstallation(GO, new Date(FIRST)));
  links = [];
  for (const [index, tags] of TAGS.entries()) links.push(await add(index < 3 ? first : second, { tags }));
  counted = [];
  const drawn = fc.sample(drawnClick, { numRuns: BATCHES * CLICKS_OF_A_BATCH, seed: 20261128 });
  await keepAll(
    (drawn as unknown as Drawn[]).map(({ link, visitor, ...facts }) =>
      // Whose visit it is goes for one link.
      describedClick({ ...facts, shortUrlId: links[link]?.id ?? '', visitor: visitor && `${visitor}${link}` }),
    ),
  );
}, 60_000);
afterAll(() => clicks.links.close());

const scope = (): fc.Arbitrary<ClickQuestion['scope']> =>
  fc.record(
    {
      workspaceIds: oneOf([clicks.links.first], [clicks.links.second], [clicks.links.first, clicks.links.second], []),
      shortUrlId: oneOf(...links.map(({ id }) => id)),
      domain: oneOf(HBK, GO, 'other.example'),
      tag: oneOf('spring', 'shop', 'none'),
    },
    { requiredKeys: ['workspaceIds'] },
  );
/** What most people ask for: of a workspace all. */
const scopeOrAll = (): fc.Arbitrary<ClickQuestion['scope']> =>
  fc.oneof(scope(), fc.constant({ workspaceIds: [clicks.links.first] }));
const minute = fc.oneof(
  fc.integer({ min: Math.floor(FIRST / MINUTE) - 500, max: Math.ceil(LAST / MINUTE) + 500 }),
  fc.integer({ min: Math.floor(FIRST / DAY), max: Math.ceil(LAST / DAY) }).map((day) => day * 24 * 60),
  fc.constantFrom(...['2026-09-25', '2026-10-01', '2026-11-01', '2026-11-03'].map((day) => Date.parse(day) / MINUTE)),
);
const filter: fc.Arbitrary<[Dimension, string | null]> = fc.constantFrom(...DIMENSIONS).chain((dimension) => {
  const values = counted.map((it) => valueOf(dimension, it));
  const isPlace = dimension === 'city' || dimension === 'region';
  return fc.constantFrom(...new Set(isPlace ? values.map(nameOf) : values)).map((value) => [dimension, value]);
});
const question = (): fc.Arbitrary<ClickQuestion> =>
  fc
    .record({
      scope: scopeOrAll(),
      filters: fc.oneof(fc.constant([]), fc.array(filter, { maxLength: 2 })).map((filters) => new Map(filters)),
      period: fc.tuple(minute, minute).filter(([a, b]) => a !== b),
    })
    .map(({ period: [a, b], ...rest }) => ({ ...rest, from: Math.min(a, b) * MINUTE, to: Math.max(a, b) * MINUTE }));

test('days and a month that are over have been added up, and some of what came later was added to them', async () => {
  const rows = await clicks.links.test.query(
    `SELECT grain, count(*)::int AS rows, count(DISTINCT (scope, subject_id, starts_at))::int AS places
      FROM click_rollups GROUP BY 1 ORDER BY 1`,
  );
  expect(rows.map(({ grain }) => grain)).toEqual([0, 1, 2, 3, 4]);
  for (const { rows: all, places } of rows.slice(1)) expect(all).toBeGreaterThan(Number(places));
});

test('a series is what one would count by hand, in any zone', async () => {
  await fc.assert(
    fc.asyncProperty(
      question(),
      fc.constantFrom(...INTERVALS),
      fc.constantFrom(...ZONES),
      async (asked, interval, timezone) => {
        const to = interval === 'minute' ? Math.min(asked.to, asked.from + 500 * MINUTE) : asked.to;
        const it = { ...asked, to };
        const starts = bucketStarts({ from: it.from, to, interval, timezone });
        const expected = starts.map((start, index) => {
          const end = starts[index + 1] ?? Infinity;
          return countsOf(counted.filter((one) => isAsked(one, it) && one.click.at >= start && one.click.at < end));
        });
        expect(await clicks.reader.series(it, starts)).toEqual(expected);
      },
    ),
    { numRuns: 150 },
  );
}, 120_000);

test('parts are what one would count by hand, whatever they are by', async () => {
  const partings = fc.constantFrom<Parting[]>(...DIMENSIONS, 'short_url', 'domain', 'tag');
  await fc.assert(
    fc.asyncProperty(question(), partings, async (asked, by) => {
      const those = counted.filter((one) => isAsked(one, asked));
      const values = new Set(those.flatMap((one) => valuesOf(one, by)));
      const expected = new Map(
        [...values].map((value) => [value, countsOf(those.filter((one) => valuesOf(one, by).includes(value)))]),
      );
      const parts = await clicks.reader.parts(asked, by);
      expect(new Map(parts.map(({ value, counts }) => [value, counts]))).toEqual(expected);
      expect(parts).toHaveLength(expected.size);
      const sizes = parts.map(({ counts: [all] }) => all);
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    }),
    { numRuns: 150 },
  );
}, 120_000);

test('single clicks come in the order of their time, each once', async () => {
  const all = {
    scope: { workspaceIds: [clicks.links.first, clicks.links.second] },
    filters: new Map(),
    from: FIRST,
    to: LAST + MINUTE,
  };
  const times: number[] = [];
  for await (const part of clicks.reader.singles(all)) times.push(...part.map(({ at }) => at.getTime()));
  expect(times).toEqual(counted.map(({ click }) => click.at).toSorted((a, b) => a - b));
});
