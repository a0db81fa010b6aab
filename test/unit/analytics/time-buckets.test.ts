import { describe, expect, test } from '@jest/globals';
import {
  bucketStarts,
  type Interval,
  MOST_BUCKETS,
  startFormatter,
} from '../../../src/modules/analytics/domain/time-buckets.js';
import { DAY, HOUR, MINUTE } from './wall-clock.js';

const written = (interval: Interval, timezone: string, from: string, to: string): string[] =>
  bucketStarts({ from: Date.parse(from), to: Date.parse(to), interval, timezone }).map(startFormatter(timezone));

function hoursOfBucketAt(start: string, interval: Interval, timezone: string): number {
  const from = Date.parse(start);
  const [first, second] = bucketStarts({ from, to: from + 40 * DAY, interval, timezone });
  expect(first).toBe(from);
  return (second! - from) / HOUR;
}

describe('days', () => {
  test.each([
    ['UTC', '2026-03-08T00:00:00Z', 24],
    ['America/New_York', '2026-03-07T00:00:00-05:00', 24],
    ['America/New_York', '2026-03-08T00:00:00-05:00', 23],
    ['America/New_York', '2026-11-01T00:00:00-04:00', 25],
    ['Asia/Kathmandu', '2026-11-28T00:00:00+05:45', 24],
    ['Pacific/Chatham', '2026-04-05T00:00:00+13:45', 25],
    ['Pacific/Chatham', '2026-09-27T00:00:00+12:45', 23],
    // By half an hour.
    ['Australia/Lord_Howe', '2026-04-05T00:00:00+11:00', 24.5],
    ['Australia/Lord_Howe', '2026-10-04T00:00:00+10:30', 23.5],
    ['America/Caracas', '2007-12-09T00:00:00-04:00', 24.5],
    ['Asia/Pyongyang', '2018-05-04T00:00:00+08:30', 23.5],
    // By two hours.
    ['Antarctica/Troll', '2026-03-29T00:00:00Z', 22],
    ['Antarctica/Troll', '2026-10-25T00:00:00+02:00', 26],
    // Without a midnight.
    ['America/Sao_Paulo', '2018-11-04T01:00:00-02:00', 23],
    ['Asia/Beirut', '2026-03-29T01:00:00+03:00', 23],
    ['Africa/Cairo', '2026-04-24T01:00:00+03:00', 23],
    ['America/Havana', '2026-03-08T01:00:00-04:00', 23],
    // From midnight back to 23:00, so that there is one midnight only.
    ['America/Sao_Paulo', '2018-02-17T00:00:00-02:00', 25],
    ['Africa/Cairo', '2026-10-29T00:00:00+03:00', 25],
    // With two midnights.
    ['America/Havana', '2026-11-01T00:00:00-04:00', 25],
    ['Atlantic/Azores', '2026-10-25T00:00:00Z', 25],
    // With two midnights, and an hour of the day before ahead of the second.
    ['Antarctica/Casey', '2010-03-05T00:00:00+11:00', 27],
    // Changed at one minute past midnight.
    ['America/St_Johns', '2010-03-14T00:00:00-03:30', 23],
    ['America/St_Johns', '2010-11-06T00:00:00-02:30', 25],
    ['America/St_Johns', '2010-11-07T00:00:00-03:30', 24],
    ['Asia/Gaza', '2011-04-01T00:00:00+02:00', 23],
  ])('in %s, that of %s has %d hours', (timezone, start, hours) => {
    expect(hoursOfBucketAt(start, 'day', timezone)).toBe(hours);
  });

  test('that never were have no bucket', () => {
    expect(written('day', 'Pacific/Apia', '2011-12-29T12:00:00-10:00', '2012-01-01T12:00:00+14:00')).toEqual([
      '2011-12-29T00:00:00-10:00',
      '2011-12-31T00:00:00+14:00',
      '2012-01-01T00:00:00+14:00',
    ]);
  });

  test('that came twice have one bucket', () => {
    expect(hoursOfBucketAt('1969-09-30T00:00:00+11:00', 'day', 'Pacific/Kwajalein')).toBe(47);
  });
});

test.each([
  ['week', 'UTC', '2026-10-26T00:00:00Z', 168],
  ['week', 'America/New_York', '2026-03-02T00:00:00-05:00', 167],
  ['week', 'America/New_York', '2026-10-26T00:00:00-04:00', 169],
  ['week', 'Pacific/Apia', '2011-12-26T00:00:00-10:00', 144],
  ['month', 'UTC', '2024-02-01T00:00:00Z', 29 * 24],
  ['month', 'Asia/Kathmandu', '2026-02-01T00:00:00+05:45', 28 * 24],
  ['month', 'America/New_York', '2026-03-01T00:00:00-05:00', 31 * 24 - 1],
  ['month', 'America/New_York', '2026-11-01T00:00:00-04:00', 30 * 24 + 1],
  ['month', 'Africa/Cairo', '2026-04-01T00:00:00+02:00', 30 * 24 - 1],
  ['month', 'Pacific/Apia', '2011-12-01T00:00:00-10:00', 30 * 24],
] as const)('a %s in %s, that of %s, has %d hours', (interval, timezone, start, hours) => {
  expect(hoursOfBucketAt(start, interval, timezone)).toBe(hours);
});

test.each([
  [
    'put forward by an hour',
    'America/New_York',
    '2026-03-08T01:30:00-05:00',
    ['2026-03-08T01:00:00-05:00', '2026-03-08T03:00:00-04:00', '2026-03-08T04:00:00-04:00'],
  ],
  [
    'put back by an hour',
    'America/New_York',
    '2026-11-01T01:30:00-04:00',
    ['2026-11-01T01:00:00-04:00', '2026-11-01T01:00:00-05:00', '2026-11-01T02:00:00-05:00'],
  ],
  [
    'put forward by half an hour',
    'Australia/Lord_Howe',
    '2026-10-04T01:45:00+10:30',
    ['2026-10-04T01:00:00+10:30', '2026-10-04T02:30:00+11:00', '2026-10-04T03:00:00+11:00'],
  ],
  [
    'put back by half an hour',
    'Australia/Lord_Howe',
    '2026-04-05T01:45:00+11:00',
    ['2026-04-05T01:00:00+11:00', '2026-04-05T01:30:00+10:30', '2026-04-05T02:00:00+10:30'],
  ],
  [
    'never changed, and not a whole number of hours from UTC',
    'Asia/Kathmandu',
    '2026-11-28T00:30:00+05:45',
    ['2026-11-28T00:00:00+05:45', '2026-11-28T01:00:00+05:45', '2026-11-28T02:00:00+05:45'],
  ],
  [
    'put back by an hour at one minute past midnight',
    'America/St_Johns',
    '2010-11-06T23:30:00-02:30',
    ['2010-11-06T23:00:00-02:30', '2010-11-07T00:00:00-02:30', '2010-11-07T00:00:00-03:30'],
  ],
])('hours of clocks %s', (_which, timezone, from, starts) => {
  const end = new Date(Date.parse(starts.at(-1)!) + 1).toISOString();
  expect(written('hour', timezone, from, end)).toEqual(starts);
});

describe('a range', () => {
  test('ends before the bucket that starts at its end', () => {
    expect(written('day', 'UTC', '2026-01-01T00:00:00Z', '2026-01-03T00:00:00Z')).toHaveLength(2);
    expect(written('day', 'UTC', '2026-01-01T00:00:00Z', '2026-01-03T00:00:00.001Z')).toHaveLength(3);
  });

  test.each(['2026-01-01T12:00:00Z', '2026-01-01T11:59:59Z'])('without a moment, to %s, has none', (to) => {
    expect(written('day', 'UTC', '2026-01-01T12:00:00Z', to)).toEqual([]);
  });

  const from = Date.parse('2026-01-01T00:00:00Z');

  test.each([
    ['minute', MINUTE],
    ['hour', HOUR],
    ['day', DAY],
    ['week', 7 * DAY],
  ] as const)(
    'of exactly as many %ss as an answer may have has them all; one that touches another has one more',
    (interval, length) => {
      const monday = from + 4 * DAY;
      const to = monday + MOST_BUCKETS * length;
      const range = { from: monday, to, interval, timezone: 'UTC' };
      expect(bucketStarts(range)).toHaveLength(MOST_BUCKETS);
      expect(bucketStarts({ ...range, to: to + 1 })).toHaveLength(MOST_BUCKETS + 1);
      expect(bucketStarts({ ...range, from: monday - 1 })).toHaveLength(MOST_BUCKETS + 1);
    },
  );

  test('that is endless ends with one more', () => {
    const range = { from, to: Infinity, interval: 'minute', timezone: 'America/New_York' } as const;
    expect(bucketStarts(range)).toHaveLength(MOST_BUCKETS + 1);
  });
});

describe('a start', () => {
  test.each([
    ['Asia/Kathmandu', '2026-11-28T00:00:00+05:45'],
    ['America/St_Johns', '2026-01-05T00:00:00-03:30'],
    ['Pacific/Marquesas', '2026-01-05T00:00:00-09:30'],
    ['UTC', '2026-11-28T00:00:00Z'],
    ['Europe/London', '2026-01-05T00:00:00Z'],
    ['Europe/London', '2026-07-05T00:00:00+01:00'],
    ['Africa/Monrovia', '1972-01-01T00:00:30-00:44'],
  ])('in %s is written as %s', (timezone, text) => {
    expect(startFormatter(timezone)(Date.parse(text))).toBe(text);
  });
});
