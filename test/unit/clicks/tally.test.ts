import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Counts, eachOf, PackedCounts } from '../../../src/modules/clicks/domain/counts.js';
import { Period, partPeriod } from '../../../src/modules/clicks/domain/periods.js';
import { OTHERS, Tally } from '../../../src/modules/clicks/domain/tally.js';
import { describedClick } from '../../integration/clicks/clicks-database.js';

const packedOf = (tally: Tally): PackedCounts => JSON.parse(tally.packed('referrer') ?? '') as PackedCounts;

function referrersOf(tally: Tally): Map<string, Counts> {
  const referrers = new Map<string, Counts>();
  eachOf(packedOf(tally), (value, counts) => referrers.set(value, counts));
  return referrers;
}

const referred = (referrer: string) => describedClick({ shortUrlId: 'a', at: 0, referrer });

test('keeps the most frequent values by name, and the sum of the others', () => {
  const tally = new Tally();
  for (let number = 0; number < 1_500; number += 1) tally.add(referred(`${number}.example`), false);
  for (let time = 0; time < 3; time += 1) tally.add(referred('1499.example'), false);
  const values = referrersOf(tally);
  expect(values.size).toBe(1_000);
  expect(values.get('1499.example')).toEqual([4, 4, 0, 0]);
  expect(values.get(OTHERS)).toEqual([501, 501, 0, 0]);
  const again = new Tally();
  again.mergePacked({ counts: tally.counts, referrer: packedOf(tally) });
  expect(referrersOf(again)).toEqual(values);
});

test('takes any text for a value', () => {
  const names = ['__proto__', 'constructor', '', 'toString'];
  const tally = new Tally();
  for (const name of names) tally.add(referred(name), true);
  const copy = new Tally();
  copy.mergePacked({ counts: tally.counts, referrer: packedOf(tally) });
  expect([...referrersOf(copy)]).toEqual(names.map((name) => [name, [1, 1, 1, 0]]));
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
