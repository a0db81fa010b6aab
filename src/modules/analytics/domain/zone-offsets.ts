import { Temporal } from 'temporal-polyfill';

const NANOSECONDS = 1e6;

/** A time during which clocks in a zone are not put forward or back. */
export interface Stretch {
  start: number;
  /** When they are changed next; Infinity if never. */
  end: number;
  /** Milliseconds ahead of UTC. */
  offset: number;
}

/** What is left of the stretch that holds a moment. */
export function stretchAt(at: number, timezone: string): Stretch {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone);
  return {
    start: at,
    end: zoned.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity,
    offset: zoned.offsetNanoseconds / NANOSECONDS,
  };
}

export function* stretchesFrom(at: number, timezone: string): Generator<Stretch, undefined> {
  for (let start = at; start < Infinity;) {
    const stretch = stretchAt(start, timezone);
    yield stretch;
    start = stretch.end;
  }
}
