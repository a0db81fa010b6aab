import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  bucketStarts,
  INTERVALS,
  type Interval,
  startFormatter,
} from '../../../src/modules/analytics/domain/time-buckets.js';
import { changeNear, DAY, HOUR, MINUTE, nameOf, QUARTER, readClock, ZONES } from './wall-clock.js';

const LENGTHS: Record<Interval, number> = { minute: MINUTE, hour: HOUR, day: DAY, week: 7 * DAY, month: 30 * DAY };

const moments = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2040, 0, 1) });

/** Half of them around a change of the clocks. */
const ranges = fc
  .record({
    interval: fc.constantFrom(...INTERVALS),
    timezone: fc.constantFrom(...ZONES),
    moment: moments,
    atChange: fc.boolean(),
    before: fc.double({ min: 0, max: 20, noNaN: true }),
    length: fc.double({ min: 0, max: 20, noNaN: true }),
  })
  .map(({ interval, timezone, moment, atChange, before, length }) => {
    const middle = atChange ? changeNear(moment, timezone) : moment;
    const from = Math.floor(middle - before * LENGTHS[interval]);
    return { from, to: Math.ceil(middle + length * LENGTHS[interval]) + 1, interval, timezone };
  });

/** Clocks that were changed a minute past a quarter count as changed at the quarter: that minute shows nothing. */
const pastTheMinute = (at: number): number => at - (at % QUARTER) + Math.max(at % QUARTER, MINUTE);

const named = (interval: Interval, at: number, zone: string): string =>
  nameOf(interval, interval === 'minute' ? at : pastTheMinute(at), zone);

describe('the buckets of any range in any zone', () => {
  test('ascend, the first holding its begin and the last its end', () => {
    fc.assert(
      fc.property(ranges, (range) => {
        const starts = bucketStarts(range);
        const [first, second = Infinity] = starts;
        expect(starts.every((start, index) => index === 0 || start > starts[index - 1]!)).toBe(true);
        expect(first).toBeLessThanOrEqual(range.from);
        expect(second).toBeGreaterThan(range.from);
        expect(bucketStarts({ ...range, from: range.to - 1 })).toEqual([starts.at(-1)]);
      }),
      { numRuns: 400 },
    );
  });

  test('hold what clocks show as theirs, and nothing that comes before', () => {
    fc.assert(
      fc.property(ranges, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (range, part) => {
        const { interval, timezone, to } = range;
        const nameAt = (at: number): string => named(interval, at, timezone);
        const starts = bucketStarts(range);
        for (const [index, start] of starts.entries()) {
          const end = starts[index + 1] ?? to;
          const name = nameAt(start);
          const inside = [start + Math.floor(part * (end - start)), end - 1].map(nameAt);
          const before = nameAt(start - 1);
          if (interval === 'minute' || interval === 'hour') {
            expect(inside).toEqual([name, name]);
            expect(before).not.toBe(name);
          } else {
            // Clocks that were put back may show again what is over.
            expect(inside.filter((it) => it > name)).toEqual([]);
            expect(before < name).toBe(true);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  test('do not depend on where the range begins', () => {
    fc.assert(
      fc.property(ranges, fc.nat({ max: 30 * DAY }), (range, later) => {
        const from = Math.min(range.from + later, range.to - 1);
        const starts = bucketStarts(range);
        const holding = starts.findLastIndex((start) => start <= from);
        expect(bucketStarts({ ...range, from })).toEqual(starts.slice(holding));
      }),
    );
  });

  test('start with a quarter of an hour, from hours on', () => {
    fc.assert(
      fc.property(moments, (moment) => {
        for (const timezone of ZONES) {
          const change = changeNear(moment, timezone);
          const startsOf = (interval: Interval): number[] =>
            bucketStarts({ from: change - LENGTHS[interval], to: change + LENGTHS[interval], interval, timezone });
          const starts = (['hour', 'day', 'week', 'month'] as const).flatMap(startsOf);
          expect([timezone, change, starts.filter((start) => start % QUARTER !== 0)]).toEqual([timezone, change, []]);
        }
      }),
      { numRuns: 3 },
    );
  });
});

test('a written start is the moment, by a clock in the zone', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), fc.array(moments), (zone, starts) => {
      const format = startFormatter(zone);
      for (const start of starts) {
        const { day, hour, minute, offset } = readClock(start, zone);
        const text = format(start);
        expect(text.replace(/Z$/, '+00:00').replace(/:\d\d(?=[+-]\d\d:\d\d$)/, '')).toBe(
          `${day}T${hour}:${minute}${offset}`,
        );
        expect(Date.parse(text)).toBe(start - (start % 1000));
      }
    }),
  );
});
