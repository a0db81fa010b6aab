import { stretchAt, stretchesFrom } from './zone-offsets.js';

export const INTERVALS = ['minute', 'hour', 'day', 'week', 'month'] as const;
export type Interval = (typeof INTERVALS)[number];

/** As many as one answer may have. */
export const MOST_BUCKETS = 2_500;

/** Moments are milliseconds since 1970; `to` is exclusive. */
export interface BucketedRange {
  from: number;
  to: number;
  interval: Interval;
  /** A name that `Intl` knows. */
  timezone: string;
}

/** The calendar's units of one kind, numbered; their times are those of a clock on a wall. */
interface Unit {
  numberOf: (wallTime: number) => number;
  startOf: (number: number) => number;
  /** Whether what a clock shows a second time, having been put back, is a bucket of its own. */
  repeats: boolean;
  /** Longer than any bucket with all that clocks were ever put back in it. */
  lookBack: number;
}

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** 1970 began on a Thursday. */
const FIRST_MONDAY = 4 * DAY;

const every = (length: number, first = 0): Pick<Unit, 'numberOf' | 'startOf'> => ({
  numberOf: (wallTime) => Math.floor((wallTime - first) / length),
  startOf: (number) => number * length + first,
});

const UNITS: Record<Interval, Unit> = {
  minute: { ...every(MINUTE), repeats: true, lookBack: 2 * MINUTE },
  hour: { ...every(HOUR), repeats: true, lookBack: 2 * HOUR },
  day: { ...every(DAY), repeats: false, lookBack: 3 * DAY },
  week: { ...every(WEEK, FIRST_MONDAY), repeats: false, lookBack: WEEK + 2 * DAY },
  month: {
    numberOf: (wallTime) => {
      const date = new Date(wallTime);
      return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
    },
    startOf: (number) => Date.UTC(1970, number),
    repeats: false,
    lookBack: 33 * DAY,
  },
};

/**
 * The starts of all buckets that share a moment with the range; the first may lie before it. Of more than
 * {@link MOST_BUCKETS} only one more than that, so that those of a long range cost no more.
 *
 * A day, week or month starts when clocks in the zone first show one of its moments, and lasts till they first show one
 * of a later. An hour or minute is a time in which they show the same one and are not changed: after a change that is
 * not by whole hours there is one of less than sixty minutes, and no two mean different times by the same name.
 */
export function bucketStarts(range: BucketedRange): number[] {
  if (range.from >= range.to) return [];
  let starts: number[] = [];
  for (const start of startsAround(range)) {
    if (start >= range.to || starts.length > MOST_BUCKETS) break;
    if (start <= range.from) starts = [];
    starts.push(start);
  }
  return starts;
}

/**
 * Writes starts as ISO 8601 with what clocks in the zone are then ahead of UTC: `2026-11-28T00:00:00+05:45`, or `Z` where
 * that is nothing. Looks at the zone only once between two changes of its clocks when given them in order.
 */
export function startFormatter(timezone: string): (start: number) => string {
  let stretch = stretchAt(0, timezone);
  return (start) => {
    if (start < stretch.start || start >= stretch.end) stretch = stretchAt(start, timezone);
    return format(start, stretch.offset);
  };
}

function format(moment: number, offset: number): string {
  // Before 1972 there were offsets with seconds, for which ISO 8601 has no form.
  const minutes = Math.round(offset / MINUTE);
  const wallTime = new Date(moment + minutes * MINUTE).toISOString().slice(0, -'.000Z'.length);
  if (minutes === 0) return `${wallTime}Z`;
  const size = Math.abs(minutes);
  const [hh, mm] = [Math.floor(size / 60), size % 60].map((value) => String(value).padStart(2, '0'));
  return `${wallTime}${minutes < 0 ? '-' : '+'}${hh}:${mm}`;
}

/** From before the range, where the first is no start but a place to begin at, and without end. */
function* startsAround({ from, interval, timezone }: BucketedRange): Generator<number, undefined> {
  const { numberOf, startOf, repeats, lookBack } = UNITS[interval];
  let latest = -Infinity;
  for (const stretch of stretchesFrom(from - lookBack, timezone)) {
    const [start, end] = [quarterOf(stretch.start), quarterOf(stretch.end)];
    const shown = numberOf(start + stretch.offset);
    if (repeats || shown > latest) {
      yield start;
      latest = shown;
    }
    for (let next = startOf(latest + 1) - stretch.offset; next < end; next = startOf(latest + 1) - stretch.offset) {
      yield next;
      latest += 1;
    }
  }
}

/**
 * Some clocks were changed a minute past a quarter (St. John's till 2011, Gaza, Casey). They count as changed at the
 * quarter, because visits are kept by quarters and nobody can tell those of that minute from the rest.
 */
const quarterOf = (moment: number): number => Math.floor(moment / QUARTER) * QUARTER;
