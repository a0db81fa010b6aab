const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** A day below it was an outage, not a hiccup: 72 minutes. */
const OUTAGE_BELOW = 0.95;

/** How far back the status page looks. */
export const UPTIME_DAYS = 90;

/** `unknown`: before the installation began. */
export type DayState = 'up' | 'problem' | 'down' | 'unknown';

/** What is stored of a component's heartbeats. */
export interface Beats {
  first: Date;
  /** Healthy minutes by UTC day (`2026-11-25`). */
  healthyMinutes: ReadonlyMap<string, number>;
}

export interface Uptime {
  /** The last 90 days, today last. */
  days: readonly DayState[];
  /** Over those days; null while nothing is known. */
  percent: number | null;
}

export const minuteOf = (time: Date): Date => new Date(Math.floor(time.getTime() / MINUTE) * MINUTE);

/** When the first of the shown days began. */
export const uptimeStart = (now: Date): Date => new Date((Math.floor(now.getTime() / DAY) - (UPTIME_DAYS - 1)) * DAY);

/** Every whole minute since the first beat should have a healthy one; a minute without is downtime. */
export function uptimeOf(beats: Beats | undefined, now: Date): Uptime {
  const start = uptimeStart(now).getTime();
  const days = Array.from({ length: UPTIME_DAYS }, (_, index) => dayOf(beats, start + index * DAY, now));
  const expected = sum(days.map((day) => day.expected));
  return {
    days: days.map(stateOf),
    percent: expected === 0 ? null : (100 * sum(days.map((day) => day.healthy))) / expected,
  };
}

interface Day {
  expected: number;
  healthy: number;
}

function dayOf(beats: Beats | undefined, start: number, now: Date): Day {
  if (!beats) return { expected: 0, healthy: 0 };
  const from = Math.max(start, minuteOf(beats.first).getTime());
  const to = Math.min(start + DAY, minuteOf(now).getTime());
  const expected = Math.max(0, (to - from) / MINUTE);
  const healthy = beats.healthyMinutes.get(new Date(start).toISOString().slice(0, 10)) ?? 0;
  return { expected, healthy: Math.min(healthy, expected) };
}

function stateOf({ expected, healthy }: Day): DayState {
  if (expected === 0) return 'unknown';
  if (healthy === expected) return 'up';
  return healthy / expected >= OUTAGE_BELOW ? 'problem' : 'down';
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
