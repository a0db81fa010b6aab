import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { Logger } from '@nestjs/common';
import { VisitorKeys } from '../../../src/modules/clicks/application/visitor-keys.js';
import { Click, ClickQuestion, Counts } from '../../../src/modules/clicks/index.js';
import { ClicksDatabase, describedClick, openClicksDatabase } from './clicks-database.js';

const DAY = 86_400_000;
const TODAY = Date.parse('2026-11-20T00:00:00Z');
const NOON = DAY / 2;

let clicks: ClicksDatabase;
let spoolId: string;
let offset = 0;

async function keep(shortUrlId: string, ...times: number[]): Promise<void> {
  const [from, to] = [offset, (offset += 1)].map((it) => ({ segment: 0, offset: it })) as [never, never];
  const those = times.map((at) => describedClick({ shortUrlId, at, visitor: String(at) }));
  await clicks.store.keep({ spoolId, from, to, clicks: those });
}

const all = (shortUrlId: string): ClickQuestion => ({
  scope: { workspaceIds: [clicks.links.first], shortUrlId },
  filters: new Map(),
  from: TODAY - 4000 * DAY,
  to: TODAY + 4000 * DAY,
});
const counted = async (id: string): Promise<Counts | undefined> => (await clicks.reader.series(all(id), [0]))[0];

async function daysKept(id: string): Promise<number[]> {
  const days: number[] = [];
  for await (const part of clicks.reader.singles(all(id))) {
    days.push(...part.map(({ at }) => Math.round((TODAY - (at.getTime() - NOON)) / DAY)));
  }
  return days;
}

const daysAgo = (...days: number[]): number[] => days.map((day) => TODAY - day * DAY + NOON);

beforeAll(async () => {
  clicks = await openClicksDatabase();
  spoolId = randomUUID();
  clicks.clock.set(new Date(TODAY + NOON));
});
afterAll(() => clicks.links.close());

test('single clicks are kept as long as the plan says, and their sums for ever', async () => {
  const { id } = await clicks.links.add(clicks.links.first);
  await keep(id, ...daysAgo(31, 30, 29, 0));
  expect(await daysKept(id)).toEqual([30, 29, 0]);
  await clicks.links.test.query("UPDATE organizations SET plan = 'pro'");
  await keep(id, ...daysAgo(366, 365, 29));
  expect(await daysKept(id)).toEqual([365, 30, 29, 29, 0]);

  await clicks.upkeep.removeOld(TODAY + NOON);
  expect(await daysKept(id)).toEqual([365, 30, 29, 29, 0]);
  await clicks.upkeep.removeOld(TODAY + DAY);
  expect(await daysKept(id)).toEqual([29, 29, 0]);
  expect(await counted(id)).toEqual([7, 7, 6, 0]);
  // Its tables were known; now they have to be made anew.
  await keep(id, ...daysAgo(0));
  expect(await daysKept(id)).toEqual([29, 29, 0, 0]);
});

test('the tables of old days are gone as a whole', async () => {
  const tables = await clicks.links.test.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relispartition AND relkind = 'r' ORDER BY 1",
  );
  const names = tables.map(({ name }) => name);
  expect(names).toContain('clicks_30_20261120');
  expect(names).not.toContain('clicks_30_20261021');
  expect(names.filter((name) => name.startsWith('click_visitors'))).toEqual(['click_visitors_20261120']);
});

test('clicks of a day whose table another instance has dropped are kept when they come again', async () => {
  const { id } = await clicks.links.add(clicks.links.first);
  const other = { store: clicks.storeOf(), spoolId: randomUUID() };
  const batch = (offset: number) => ({
    ...{ spoolId: other.spoolId, from: { segment: 0, offset }, to: { segment: 0, offset: offset + 1 } },
    clicks: [describedClick({ shortUrlId: id, at: daysAgo(1)[0] ?? 0, visitor: `${offset}` })],
  });
  await other.store.keep(batch(0));
  await clicks.links.test.query('DROP TABLE click_visitors_20261119');
  await expect(other.store.keep(batch(1))).rejects.toThrow('partition');
  await other.store.keep(batch(1));
  expect(await counted(id)).toEqual([2, 2, 2, 0]);
});

test('a visitor is the same for a day, on a link, and afterwards nobody can tell', async () => {
  const keys = new VisitorKeys(clicks.salts);
  const click = (at: number, shortUrlId = 'a', ip = '192.0.2.1'): Click => ({
    ...{ shortUrlId, at, ip, userAgent: 'Firefox', referrer: '', language: '', query: '' },
    ...{ skipsMaxClicks: false, isHead: false, isPrefetch: false, isScan: false, wantsPrivacy: false },
  });
  const [today, tomorrow] = [TODAY, TODAY + DAY];
  const keyOf = async (it: Click): Promise<string | null> => (await keys.ofDay(it.at))(it);
  const first = await keyOf(click(today));
  expect(await keyOf(click(today + DAY - 1))).toBe(first);
  const others = [click(tomorrow), click(today, 'b'), click(today, 'a', '192.0.2.2')];
  expect(new Set([first, ...(await Promise.all(others.map(keyOf)))]).size).toBe(4);
  expect(await keyOf(click(today, 'a', ''))).toBeNull();

  await clicks.upkeep.removeOld(TODAY + 2 * DAY);
  expect(await clicks.links.test.query('SELECT day::text FROM click_salts')).toEqual([
    { day: '2026-11-20' },
    { day: '2026-11-21' },
  ]);
  await clicks.upkeep.removeOld(TODAY + 3 * DAY);
  expect(await clicks.links.test.query('SELECT day::text FROM click_salts')).toEqual([{ day: '2026-11-21' }]);
});

test('several instances that keep clicks and put sums in order at once lose and double nothing', async () => {
  const many = await Promise.all(Array.from({ length: 5 }, () => clicks.links.add(clicks.links.first)));
  const yesterday = TODAY - DAY;
  const instances = Array.from({ length: 4 }, () => ({ store: clicks.storeOf(), spoolId: randomUUID() }));
  const rounds = Array.from({ length: 12 }, (_, round) => round);
  await Promise.all([
    ...instances.map(async ({ store, spoolId: own }) => {
      for (const round of rounds) {
        const [from, to] = [round, round + 1].map((it) => ({ segment: 0, offset: it })) as [never, never];
        const those = many.flatMap(({ id }, index) =>
          Array.from({ length: 8 }, (_, quarter) =>
            describedClick({
              shortUrlId: id,
              at: yesterday + ((round * 8 + quarter) % 96) * 900_000,
              country: 'DE',
              visitor: `${index}`,
            }),
          ),
        );
        await store.keep({ spoolId: own, from, to, clicks: those });
      }
    }),
    (async () => {
      for (let turn = 0; turn < 6; turn += 1) {
        await clicks.upkeep.mergeRecent(yesterday + DAY / 2);
        await clicks.upkeep.addUpDays(TODAY + NOON);
      }
    })(),
  ]);
  await clicks.upkeep.addUpDays(TODAY + NOON);
  for (const { id } of many) {
    expect(await counted(id)).toEqual([384, 384, 1, 0]);
    const parts = await clicks.reader.parts(all(id), 'country');
    expect(parts).toEqual([{ value: 'DE', counts: [384, 384, 1, 0] }]);
  }
});

test('clicks of an organization whose plan is unknown are kept as long as in the shortest, which is said once', async () => {
  const warnings: unknown[] = [];
  const silent = () => undefined;
  Logger.overrideLogger({ log: silent, error: silent, warn: (message: unknown) => warnings.push(message) });
  const { id } = await clicks.links.add(clicks.links.first);
  await clicks.links.test.query("UPDATE organizations SET plan = 'forgotten'");
  await keep(id, ...daysAgo(31, 30));
  await keep(id, ...daysAgo(0));
  await clicks.links.test.query("UPDATE organizations SET plan = 'pro'");
  Logger.overrideLogger(true);
  expect(await daysKept(id)).toEqual([30, 0]);
  expect((await counted(id))?.[0]).toBe(3);
  expect(warnings).toEqual([expect.stringContaining('forgotten')]);
});

describe('clicks of a link that was deleted before they were drained', () => {
  const inWorkspace = (workspaceId: string): ClickQuestion => ({ ...all(''), scope: { workspaceIds: [workspaceId] } });
  const countedIn = async (workspaceId: string): Promise<number> =>
    (await clicks.reader.series(inWorkspace(workspaceId), [0]))[0]?.[0] ?? 0;
  const query: ClicksDatabase['links']['test']['query'] = (...of) => clicks.links.test.query(...of);
  const remove = (...ids: string[]) => query('DELETE FROM short_urls WHERE id = ANY($1)', [ids]);
  const goneOf = (ids: string[]) => query('SELECT id FROM gone_short_urls WHERE id = ANY($1)', [ids]);

  test('count for its domain and its workspace, and no more for itself', async () => {
    const { second } = clicks.links;
    const [gone, live] = [await clicks.links.add(second), await clicks.links.add(second)];
    await remove(gone.id);
    await keep(gone.id, ...daysAgo(2, 1, 0));
    await keep(live.id, ...daysAgo(0));
    expect(await countedIn(second)).toBe(4);
    const rows = await query<{ scope: number; clicks: number }>(
      'SELECT scope, sum(clicks)::integer AS clicks FROM click_rollups WHERE workspace_id = $1 GROUP BY 1 ORDER BY 1',
      [second],
    );
    expect(rows).toEqual([1, 4, 4].map((count, scope) => ({ scope, clicks: count })));
    const singles = await query('SELECT FROM clicks WHERE short_url_id = $1', [gone.id]);
    expect(singles).toHaveLength(3);
  });

  test('do so for a month', async () => {
    const { first } = clicks.links;
    const { id } = await clicks.links.add(first);
    const before = await countedIn(first);
    await remove(id);
    await query('UPDATE gone_short_urls SET deleted_at = $1', [new Date(TODAY - 31 * DAY)]);
    await clicks.upkeep.removeOld(TODAY);
    await keep(id, ...daysAgo(0));
    expect(await countedIn(first)).toBe(before + 1);
    await clicks.upkeep.removeOld(TODAY + 1);
    await keep(id, ...daysAgo(0));
    expect(await countedIn(first)).toBe(before + 1);
  });

  test('are nobody’s when its workspace is deleted, too', async () => {
    const workspaceId = randomUUID();
    await query("INSERT INTO workspaces (id, organization_id, name, created_at) VALUES ($1, $2, 'x', now())", [
      workspaceId,
      clicks.links.organizationId,
    ]);
    const those = [clicks.links.build(workspaceId), clicks.links.build(workspaceId)];
    await clicks.links.shortUrls.add(clicks.links.reach(workspaceId), those);
    const ids = those.map(({ id }) => id);
    await remove(ids[0]!);
    await query('DELETE FROM workspaces WHERE id = $1', [workspaceId]);
    expect(await goneOf(ids)).toEqual([]);
    await keep(ids[0]!, ...daysAgo(0));
    expect(await query('SELECT FROM click_rollups WHERE workspace_id = $1', [workspaceId])).toEqual([]);
  });
});

test('a table of an old day that is being read is dropped another time, and keeps no other', async () => {
  const { id } = await clicks.links.add(clicks.links.first);
  await keep(id, ...daysAgo(6, 5, 4));
  const oldTables = () =>
    clicks.links.test.query("SELECT relname FROM pg_class WHERE relname ~ '^click_visitors_2026111[456]$'");
  expect(await oldTables()).toHaveLength(3);
  const reader = new pg.Client(clicks.links.test.url);
  await reader.connect();
  await reader.query('BEGIN; LOCK TABLE click_visitors_20261115 IN ACCESS SHARE MODE');
  await clicks.upkeep.removeOld(TODAY + NOON);
  expect(await oldTables()).toEqual([{ relname: 'click_visitors_20261115' }]);
  await reader.end();
  await clicks.upkeep.removeOld(TODAY + NOON);
  expect(await oldTables()).toEqual([]);
});
