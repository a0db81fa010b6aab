import type { Interval } from '../../../src/modules/analytics/domain/time-buckets.js';

export const ZONES = Intl.supportedValuesOf('timeZone');
export const MINUTE = 60_000;
export const QUARTER = 15 * MINUTE;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const clocks = new Map<string, Intl.DateTimeFormat>();

const clockIn = (timeZone: string): Intl.DateTimeFormat => {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'longOffset',
    });
  clocks.set(timeZone, clock);
  return clock;
};

/** What `Intl` says that clocks show. */
export function readClock(at: number, zone: string): { day: string; hour: string; minute: string; offset: string } {
  const shown = Object.fromEntries(
    clockIn(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return {
    day: `${shown.year!}-${shown.month!}-${shown.day!}`,
    hour: shown.hour!,
    minute: shown.minute!,
    offset: shown.timeZoneName!.slice('GMT'.length) || '+00:00',
  };
}

function mondayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  while (date.getUTCDay() !== 1) date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 'yyyy-mm-dd'.length);
}

/** The name of the minute, hour, day, week or month that clocks show; of the last three, later ones sort later. */
export function nameOf(interval: Interval, at: number, zone: string): string {
  const { day, hour, minute, offset } = readClock(at, zone);
  switch (interval) {
    case 'minute':
      return `${day} ${hour}:${minute} ${offset}`;
    case 'hour':
      return `${day} ${hour} ${offset}`;
    case 'day':
      return day;
    case 'week':
      return mondayOf(day);
    case 'month':
      return day.slice(0, 'yyyy-mm'.length);
  }
}

/** A moment within the year before one at which clocks in the zone were changed, if they were; else any. */
export function changeNear(at: number, zone: string): number {
  const offsetAt = (moment: number): string => readClock(moment, zone).offset;
  let [before, after] = [at, at];
  for (let back = 0; back < 13 && offsetAt(before) === offsetAt(after); back += 1)
    [before, after] = [before - 28 * DAY, before];
  if (offsetAt(before) === offsetAt(after)) return at;
  while (after - before > MINUTE) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle) === offsetAt(after)) after = middle;
    else before = middle;
  }
  return after;
}
