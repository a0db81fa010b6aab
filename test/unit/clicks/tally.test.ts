import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BatchTally } from '../../../src/modules/clicks/domain/batch-tally.js';
import { DescribedClick } from '../../../src/modules/clicks/index.js';
import { Counts, eachOf, PackedCounts } from '../../../src/modules/clicks/domain/counts.js';
import { Period, partPeriod } from '../../../src/modules/clicks/domain/periods.js';
import { OTHERS, Sums, TALLIED } from '../../../src/modules/clicks/domain/sums.js';
import { PackedTally, Tally } from '../../../src/modules/clicks/domain/tally.js';
import { describedClick } from '../../integration/clicks/clicks-database.js';

/** Each with one click's counts. */
const packed = (referrers: readonly string[]): PackedTally => ({
  counts: [referrers.length, referrers.length, 0, 0],
  referrer: [referrers, referrers.flatMap(() => [1, 1, 0, 0])],
});

function referrersOf(sums: Sums): Map<string, Counts> {
  const referrers = new Map<string, Counts>();
  eachOf(JSON.parse(sums.packed('referrer') ?? '') as PackedCounts, (value, counts) => referrers.set(value, counts));
  return referrers;
}

const hosts = (count: number): string[] => Array.from({ length: count }, (_, number) => `${number}.example`);

async function batchOf(referrers: readonly string[], isFirst = false): Promise<BatchTally> {
  const clicks = referrers.map((referrer) => describedClick({ shortUrlId: 'a', at: 0, referrer }));
  const tally = await BatchTally.of(clicks, new Set(isFirst ? clicks : []), () => 'domain');
  await tally.add([...clicks.keys()]);
  return tally;
}

test('keeps the most frequent values by name, and the sum of the others', async () => {
  const referrers = [...hosts(1_500), ...Array.from({ length: 3 }, () => '1499.example')];
  const batch = (await batchOf(referrers)).take();
  const tally = new Tally();
  tally.add(packed(referrers));
  for (const sums of [batch, tally]) {
    const values = referrersOf(sums);
    expect(values.size).toBe(1_000);
    expect(values.get('1499.example')).toEqual([4, 4, 0, 0]);
    expect(values.get(OTHERS)).toEqual([501, 501, 0, 0]);
    const again = new Tally();
    again.add({ counts: [...sums.counts], referrer: JSON.parse(sums.packed('referrer') ?? '') as PackedCounts });
    expect(referrersOf(again)).toEqual(values);
  }
});

test('takes any text for a value', async () => {
  const names = ['__proto__', 'constructor', '', 'toString', '"\\\n', 'ü'];
  const expected = names.map((name) => [name, [1, 1, 1, 0]]);
  expect([...referrersOf((await batchOf(names, true)).take())]).toEqual(expected);
});

test('groups of a batch add up to the same one by one and together', async () => {
  const clicks = fc.record({
    at: fc.integer({ min: 0, max: 3_600_000 }),
    shortUrlId: fc.constantFrom('a', 'b'),
    botKind: fc.constantFrom(null, 'search' as const),
    isScan: fc.boolean(),
    country: fc.constantFrom(null, 'DE', 'FR'),
    city: fc.constantFrom(null, 'Bonn', 'Nancy'),
    os: fc.stringMatching(/^[a-z]$/),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(clicks, { maxLength: 200 }), fc.infiniteStream(fc.boolean()), async (facts, drawn) => {
      const batch = facts.map(describedClick);
      const first = new Set(batch.filter(() => drawn.next().value));
      const tally = await BatchTally.of(batch, first, () => 'domain');
      const groups = [true, false].map((isA) =>
        [...batch.keys()].filter((it) => (batch[it]?.shortUrlId === 'a') === isA),
      );
      const one = new Tally();
      for (const group of groups) {
        await tally.add(group);
        const sums = tally.take();
        const values = TALLIED.map((name) => [name, JSON.parse(sums.packed(name) ?? 'null') as PackedCounts | null]);
        one.add({ counts: [...sums.counts], ...Object.fromEntries(values) } as PackedTally);
      }
      for (const group of groups) await tally.add(group);
      const all = tally.take();
      expect(all.counts).toEqual(one.counts);
      const numberOf = (isCounted: (it: DescribedClick) => boolean): number => batch.filter(isCounted).length;
      const people = numberOf(({ botKind }) => botKind === null);
      expect(all.counts).toEqual([batch.length, people, first.size, numberOf(({ isScan }) => isScan)]);
      for (const name of TALLIED) expect(all.packed(name)).toBe(one.packed(name));
      const inBonn = batch.filter((it) => it.country === 'DE' && it.city === 'Bonn' && it.botKind === null);
      const cities = new Map<string, Counts>();
      eachOf(JSON.parse(all.packed('city') ?? '[[],[]]') as PackedCounts, (city, counts) => cities.set(city, counts));
      expect(cities.get('DE/Bonn')?.[1] ?? 0).toBe(inBonn.length);
    }),
  );
});

const QUARTER = 900_000;
const DAY = 96 * QUARTER;
const moment = fc.integer({ min: 0, max: 100 * 24 * 60 }).map((minute) => minute * 60_000);

test('a period is counted in parts that leave out nothing and overlap nowhere, and no border parts a day or a month', () => {
  fc.assert(
    fc.property(moment, moment, fc.array(moment, { maxLength: 4 }), (a, b, drawn) => {
      const period: Period = [Math.min(a, b), Math.max(a, b) + 60_000];
      const borders = drawn.map((it) => it - (it % QUARTER)).toSorted((c, d) => c - d);
      const { days, months, daysBesideMonths, quartersBesideDays, edges } = partPeriod(period, borders);
      const parts = [...months, ...daysBesideMonths, ...quartersBesideDays, ...edges].toSorted(([c], [d]) => c - d);
      expect(parts[0]?.[0]).toBe(period[0]);
      expect(parts.at(-1)?.[1]).toBe(period[1]);
      for (const [index, [from]] of parts.entries()) if (index > 0) expect(from).toBe(parts[index - 1]?.[1]);
      for (const [from, to] of days) {
        expect([from % DAY, to % DAY]).toEqual([0, 0]);
        for (const border of borders) if (border > from && border < to) expect(border % DAY).toBe(0);
      }
      const lengthOf = (periods: readonly Period[]) => periods.reduce((sum, [from, to]) => sum + to - from, 0);
      expect(lengthOf([...months, ...daysBesideMonths])).toBe(lengthOf(days));
      for (const [from, to] of months) {
        expect([new Date(from), new Date(to)].map((it) => it.getUTCDate())).toEqual([1, 1]);
        for (const border of borders) if (border > from && border < to) expect(new Date(border).getUTCDate()).toBe(1);
      }
      // Edges never hold a whole quarter of an hour.
      for (const [from, to] of edges) expect(Math.floor(to / QUARTER) - Math.ceil(from / QUARTER)).toBeLessThan(1);
    }),
  );
});
