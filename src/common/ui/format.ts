/** The one manner in which pages write numbers and times. Zones are IANA names. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const numbers = new Intl.NumberFormat('en-GB');

export const formatNumber = (value: number): string => numbers.format(value);

/** `99.99 %`: cut off, not rounded, since a hundred means without any gap. */
export const formatPercent = (value: number): string => `${(Math.floor(value * 100) / 100).toFixed(2)} %`;

/** `1 link`, `27,479 links`. */
export const formatCount = (count: number, one: string, many = `${one}s`): string =>
  `${formatNumber(count)} ${count === 1 ? one : many}`;

// Making a formatter costs more than using it, and there are as many as there are zones.
const formatters = new Map<string, Intl.DateTimeFormat>();

function partsIn(zone: string, value: Date): Record<string, string> {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(zone, formatter);
  }
  return Object.fromEntries(formatter.formatToParts(value).map(({ type, value: text }) => [type, text]));
}

/** `25 Nov 2026`. */
export function formatDate(value: Date, zone: string): string {
  const { day = '', month = '', year = '' } = partsIn(zone, value);
  return `${day} ${month} ${year}`;
}

/** `09:14`. */
function formatClock(value: Date, zone: string): string {
  const { hour = '', minute = '' } = partsIn(zone, value);
  return `${hour}:${minute}`;
}

/** `25 Nov 2026, 09:14`. */
export const formatDateTime = (value: Date, zone: string): string =>
  `${formatDate(value, zone)}, ${formatClock(value, zone)}`;

/** `8 minutes ago`, `Yesterday, 18:02`; from 48 hours on, and for what is to come, the date. */
export function formatSince(value: Date, now: Date, zone: string): string {
  const age = now.getTime() - value.getTime();
  if (age < 0 || age >= 2 * DAY) return formatDate(value, zone);
  if (age < MINUTE) return 'Just now';
  if (age < HOUR) return `${formatCount(Math.floor(age / MINUTE), 'minute')} ago`;
  const day = formatDate(value, zone);
  if (day === formatDate(now, zone)) return `${formatCount(Math.floor(age / HOUR), 'hour')} ago`;
  const yesterday = formatDate(new Date(now.getTime() - DAY), zone);
  return day === yesterday ? `Yesterday, ${formatClock(value, zone)}` : formatDateTime(value, zone);
}

/** Whole days from now until then, rounded up: what is left of an expiry. */
export const daysUntil = (value: Date, now: Date): number => Math.ceil((value.getTime() - now.getTime()) / DAY);
