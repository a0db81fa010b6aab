import { DAYS, TimeWindow } from './routing-rule.js';

const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)$/;
/** Names of the IANA database only: an offset knows no summer time. */
const ZONE_NAME = /^[a-z][a-z0-9_+/-]{0,63}$/i;
/** As many as there are zones in use; making one takes longer than the rest of a visit. */
const MOST_CLOCKS = 128;

interface LocalTime {
  day: number;
  minute: number;
}
type LocalClock = (at: Date) => LocalTime;

const clocks = new Map<string, LocalClock>();

export const isTimeZone = (name: string): boolean => ZONE_NAME.test(name) && clockIn(name) !== undefined;

/** Minutes since midnight of `17:30`. */
export function minuteOf(text: string): number | undefined {
  const [, hours, minutes] = CLOCK.exec(text) ?? [];
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}

/** Whether a moment is in the window, by the clock on a wall there, whatever summer time does to it. */
export function compileTimeWindow({ from, to, days = [...DAYS], timezone }: TimeWindow): (at: Date) => boolean {
  const [start = 0, end = 0] = [minuteOf(from), minuteOf(to)];
  const startDays = new Set(days.map((day) => DAYS.indexOf(day)));
  return (at) => {
    const now = clockIn(timezone)?.(at);
    if (!now) return false;
    const sinceToday = now.minute >= start && startDays.has(now.day);
    if (start < end) return sinceToday && now.minute < end;
    const sinceYesterday = now.minute < end && startDays.has((now.day + 6) % 7);
    return sinceToday || sinceYesterday;
  };
}

/** undefined: there is no such zone (here: a rule may have been kept where more were known). */
function clockIn(timezone: string): LocalClock | undefined {
  const name = timezone.toLowerCase();
  const clock = clocks.get(name) ?? makeClock(timezone);
  if (!clock) return undefined;
  // The one that was used longest ago stands first.
  clocks.delete(name);
  clocks.set(name, clock);
  for (const oldest of clocks.keys()) {
    if (clocks.size <= MOST_CLOCKS) break;
    clocks.delete(oldest);
  }
  return clock;
}

function makeClock(timeZone: string): LocalClock | undefined {
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    return (at) => readClock(format.formatToParts(at));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readClock(parts: Intl.DateTimeFormatPart[]): LocalTime {
  const textOf = (type: Intl.DateTimeFormatPartTypes): string => parts.find((part) => part.type === type)?.value ?? '';
  return {
    day: DAYS.findIndex((day) => textOf('weekday').toLowerCase() === day),
    minute: Number(textOf('hour')) * 60 + Number(textOf('minute')),
  };
}
