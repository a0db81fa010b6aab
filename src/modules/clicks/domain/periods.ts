import { DAY_MILLISECONDS, QUARTER_MILLISECONDS, startOfDay, startOfQuarter } from './utc-day.js';

/** Milliseconds since 1970; the end is exclusive. */
export type Period = readonly [from: number, to: number];

/** A period in the parts in which it is counted. */
export interface CountedPeriods {
  /** Whole quarters of an hour, as one. */
  quarters: Period | undefined;
  /** Those of them that are whole days, of which none is to be parted. */
  days: Period[];
  /** The others. */
  quartersBesideDays: Period[];
  /** Less than a quarter of an hour each. */
  edges: Period[];
}

const endOfQuarter = (at: number): number => startOfQuarter(at + QUARTER_MILLISECONDS - 1);
const endOfDay = (at: number): number => startOfDay(at + DAY_MILLISECONDS - 1);
const isSome = ([from, to]: Period): boolean => from < to;

/** @param borders at which it is parted, ascending; there nothing may be counted as one that lies on both sides */
export function partPeriod([from, to]: Period, borders: readonly number[]): CountedPeriods {
  const quarters: Period = [endOfQuarter(from), startOfQuarter(to)];
  if (!isSome(quarters)) return { quarters: undefined, days: [], quartersBesideDays: [], edges: [[from, to]] };
  const edges = (
    [
      [from, quarters[0]],
      [quarters[1], to],
    ] as Period[]
  ).filter(isSome);
  const days = wholeDays(quarters, borders);
  return { quarters, days, quartersBesideDays: between(quarters, days), edges };
}

/** Days that follow each other are one. */
function wholeDays([from, to]: Period, borders: readonly number[]): Period[] {
  const days: Period[] = [];
  let start = endOfDay(from);
  for (const border of [...borders.filter((it) => it % DAY_MILLISECONDS !== 0 && it > from && it < to), to]) {
    const end = startOfDay(border);
    if (start < end) days.push([start, end]);
    start = Math.max(start, end + DAY_MILLISECONDS);
  }
  return days;
}

function between([from, to]: Period, days: readonly Period[]): Period[] {
  const starts = [from, ...days.map(([, end]) => end)];
  const ends = [...days.map(([start]) => start), to];
  return starts.map((start, index): Period => [start, ends[index] ?? to]).filter(isSome);
}
