import { DAY_MILLISECONDS, QUARTER_MILLISECONDS, startOfDay, startOfNextMonth, startOfQuarter } from './utc-day.js';

/** Milliseconds since 1970; the end is exclusive. */
export type Period = readonly [from: number, to: number];

/** A period in the parts in which it is counted. */
export interface CountedPeriods {
  /** Whole quarters of an hour, as one. */
  quarters: Period | undefined;
  /** Those of them that are whole days, of which none is to be parted. */
  days: Period[];
  /** Those of the days that are whole months, of which none is to be parted. */
  months: Period[];
  /** The other days. */
  daysBesideMonths: Period[];
  /** The other quarters of an hour. */
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
  if (!isSome(quarters)) {
    return {
      quarters: undefined,
      days: [],
      months: [],
      daysBesideMonths: [],
      quartersBesideDays: [],
      edges: [[from, to]],
    };
  }
  const edges = (
    [
      [from, quarters[0]],
      [quarters[1], to],
    ] as Period[]
  ).filter(isSome);
  const days = wholeDays(quarters, borders);
  const months = days.map((stretch) => wholeMonths(stretch, borders));
  return {
    quarters,
    days,
    months: months.flat(),
    daysBesideMonths: days.flatMap((stretch, index) => between(stretch, months[index] ?? [])),
    quartersBesideDays: between(quarters, days),
    edges,
  };
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

/** Of days that follow each other; months that do are one. */
function wholeMonths([from, to]: Period, borders: readonly number[]): Period[] {
  const months: Period[] = [];
  for (let start = startOfNextMonth(from - 1); startOfNextMonth(start) <= to; start = startOfNextMonth(start)) {
    const end = startOfNextMonth(start);
    if (borders.some((border) => border > start && border < end)) continue;
    const [since, until] = months.at(-1) ?? [];
    if (since !== undefined && until === start) months[months.length - 1] = [since, end];
    else months.push([start, end]);
  }
  return months;
}

function between([from, to]: Period, days: readonly Period[]): Period[] {
  const starts = [from, ...days.map(([, end]) => end)];
  const ends = [...days.map(([start]) => start), to];
  return starts.map((start, index): Period => [start, ends[index] ?? to]).filter(isSome);
}
