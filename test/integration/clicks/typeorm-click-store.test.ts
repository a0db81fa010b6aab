import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { CountedValue, DescribedClick, OTHERS, SpoolPosition } from '../../../src/modules/clicks/index.js';
import { ClicksDatabase, describedClick, openClicksDatabase } from './clicks-database.js';
import { ShortUrl } from '../../../src/modules/short-urls/index.js';

const NOW = Date.parse('2026-11-20T12:34:00Z');
const DAY = 86_400_000;
const START = { segment: 0, offset: 0 };
const at = (offset: number): SpoolPosition => ({ segment: 0, offset });

describe('the clicks that are kept', () => {
  let links: ClicksDatabase['links'];
  let store: ClicksDatabase['store'];
  let reader: ClicksDatabase['reader'];
  let one: ShortUrl;
  let other: ShortUrl;

  beforeAll(async () => {
    ({ links, store, reader } = await openClicksDatabase());
  });
  afterAll(() => links.close());

  const click = ({ id }: { id: string }, facts: Partial<DescribedClick> = {}): DescribedClick =>
    describedClick({ shortUrlId: id, ...facts });
  const countsOf = async ({ id }: ShortUrl): Promise<number[]> => {
    const [row] = await links.test.query('SELECT clicks, human_clicks, qr_scans FROM short_url_clicks WHERE id = $1', [
      id,
    ]);
    return Object.values(row ?? {}).map(Number);
  };

  test('count on their links: all, people whom nothing has counted before, and scans', async () => {
    [one, other] = [await links.add(links.first), await links.add(links.second)];
    const clicks = [
      click(one),
      click(one, { isScan: true }),
      click(one, { botKind: 'other', isScan: true }),
      click(one, { skipsMaxClicks: true }),
      click(other, { botKind: 'other' }),
      click({ id: randomUUID() }),
    ];
    expect(await store.keep({ spoolId: randomUUID(), from: START, to: at(100), clicks })).toEqual(at(100));
    expect(await countsOf(one)).toEqual([4, 2, 2]);
    expect(await countsOf(other)).toEqual([1, 0, 0]);
  });

  test('count once, however often they come, and by whom', async () => {
    const link = await links.add(links.first);
    const batch = { spoolId: randomUUID(), from: START, to: at(100), clicks: [click(link)] };
    const answers = await Promise.all(Array.from({ length: 5 }, () => store.keep(batch)));
    expect(answers).toEqual(answers.map(() => at(100)));
    expect(await countsOf(link)).toEqual([1, 1, 0]);
    await store.keep({ ...batch, from: at(100), to: { segment: 1, offset: 7 } });
    expect(await countsOf(link)).toEqual([2, 2, 0]);
    expect(await store.positionOf(batch.spoolId)).toEqual({ segment: 1, offset: 7 });
    // Somebody who missed that.
    expect(await store.keep({ ...batch, from: at(50), to: at(150) })).toEqual({ segment: 1, offset: 7 });
    expect(await countsOf(link)).toEqual([2, 2, 0]);
  });

  test('are on the disk before their spool is freed', async () => {
    await links.test.query('CREATE TABLE commits (is_changed boolean)');
    await links.test.query(`
      CREATE FUNCTION note_commit() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO commits SELECT setting <> reset_val FROM pg_settings WHERE name = 'synchronous_commit';
        RETURN NULL;
      END $$`);
    await links.test.query(
      'CREATE TRIGGER note_commit AFTER UPDATE ON click_spools FOR EACH STATEMENT EXECUTE FUNCTION note_commit()',
    );
    const clicks = [click(await links.add(links.first))];
    await store.keep({ spoolId: randomUUID(), from: START, to: at(10), clicks });
    expect(await links.test.query('SELECT is_changed FROM commits')).toEqual([{ is_changed: false }]);
  });

  test('of several spools at once that count on the same links do not wait for each other for ever', async () => {
    const many = await Promise.all(Array.from({ length: 30 }, () => links.add(links.first)));
    const batches = Array.from({ length: 8 }, (_, turn) => ({
      spoolId: randomUUID(),
      from: START,
      to: at(10),
      clicks: (turn % 2 === 0 ? many : many.toReversed()).map((link) => click(link)),
    }));
    await Promise.all(batches.map((batch) => store.keep(batch)));
    for (const link of many) expect(await countsOf(link)).toEqual([8, 8, 0]);
  });

  test('and changes of the same links do not wait for each other for ever', async () => {
    const many = await Promise.all(Array.from({ length: 30 }, () => links.add(links.first)));
    const doomed = await Promise.all(Array.from({ length: 30 }, () => links.add(links.first)));
    const all = [...many, ...doomed];
    const count = (of: ShortUrl[]) =>
      store.keep({ spoolId: randomUUID(), from: START, to: at(10), clicks: of.map((link) => click(link)) });
    const change = (of: ShortUrl[], work: (found: ShortUrl[]) => Promise<unknown>) =>
      links.database.run(async () => {
        const found = await links.shortUrls.findForChange(
          links.both,
          of.map(({ id }) => id),
        );
        await work([...found.values()]);
      });
    const archive = (archived: boolean) => async (found: ShortUrl[]) => {
      // In halves, as where one of them can't be saved; the later first.
      for (const half of [found.slice(15), found.slice(0, 15)]) {
        await links.shortUrls.save(
          links.both,
          half.toReversed().map((link) => link.with({ archived }, new Date(NOW))),
        );
      }
    };
    const rounds = Array.from({ length: 6 }, (_, turn) => [
      count(turn % 2 === 0 ? all : all.toReversed()),
      change(many, archive(turn % 2 === 0)),
    ]);
    const removed = change(doomed, (found) => links.shortUrls.remove(links.both, found.toReversed()));
    await Promise.all([...rounds.flat(), removed]);
    for (const link of many) expect(await countsOf(link)).toEqual([6, 6, 0]);
    for (const link of doomed) expect(await countsOf(link)).toEqual([]);
  });

  test('have as many values by name as sums have, and the sum of the others, where they are counted one by one', async () => {
    const link = await links.add(links.first);
    const made = (utmSource: string | null): DescribedClick => click(link, { country: 'DE', utmSource });
    const partsOf = async (): Promise<CountedValue[]> => {
      const filters = new Map([['country', 'DE'] as const]);
      const scope = { workspaceIds: [links.first], shortUrlId: link.id };
      return reader.parts({ scope, filters, from: NOW - DAY, to: NOW + DAY }, 'utm_source');
    };
    const names = Array.from({ length: 1_000 }, (_, number) => `source-${number}`);
    const often = names.slice(0, 3).flatMap((name) => [made(name), made(name)]);
    const clicks = [...names.map(made), ...often, made(null)];
    await store.keep({ spoolId: randomUUID(), from: START, to: at(10), clicks });
    const exactly = await partsOf();
    expect(exactly).toHaveLength(1_001);
    expect(exactly.map(({ value }) => value)).not.toContain(OTHERS);
    const more = Array.from({ length: 500 }, (_, number) => made(`more-${number}`));
    await store.keep({ spoolId: randomUUID(), from: START, to: at(10), clicks: more });
    const parts = await partsOf();
    expect(parts).toHaveLength(1_001);
    expect(parts[0]).toEqual({ value: OTHERS, counts: [501, 501, 0, 0] });
    expect(parts.slice(1, 4).map(({ value }) => value)).toEqual(names.slice(0, 3));
    expect(parts).toContainEqual({ value: null, counts: [1, 1, 0, 0] });
  });

  test('of a spool that is gone do not count again, where another process was slower', async () => {
    const link = await links.add(links.first);
    const batch = { spoolId: randomUUID(), from: START, to: at(10), clicks: [click(link)] };
    await store.keep(batch);
    await store.forget(batch.spoolId);
    const position = await store.keep(batch);
    expect(await countsOf(link)).toEqual([1, 1, 0]);
    // It goes on from there, and finds nothing.
    expect(position.segment).toBeGreaterThan(99_999_999);
    expect(await store.keep({ ...batch, from: at(10), to: at(20) })).toEqual(position);
    expect(await store.positionOf(batch.spoolId)).toEqual(position);
  });

  test('of a spool that had none do not count either, once it is gone', async () => {
    const link = await links.add(links.first);
    const spoolId = randomUUID();
    await store.forget(spoolId);
    await store.keep({ spoolId, from: START, to: at(10), clicks: [click(link)] });
    expect(await countsOf(link)).toEqual([0, 0, 0]);
  });
});
