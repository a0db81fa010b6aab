import { describe, expect, test } from '@jest/globals';
import { Beats, UPTIME_DAYS, uptimeOf, uptimeStart } from '../../../src/modules/operations/domain/uptime.js';

const NOW = new Date('2026-11-25T06:00:30Z');
const DAY_MINUTES = 1440;
const TODAYS_MINUTES = 6 * 60;

const beats = (first: string, healthyMinutes: Record<string, number>): Beats => ({
  first: new Date(first),
  healthyMinutes: new Map(Object.entries(healthyMinutes)),
});

describe('uptime', () => {
  test('looks back over 90 days, today last', () => {
    expect(uptimeStart(NOW)).toEqual(new Date('2026-08-28T00:00:00Z'));
    expect(uptimeOf(undefined, NOW).days).toHaveLength(UPTIME_DAYS);
  });

  test('knows nothing before the first beat, which is not downtime', () => {
    expect(uptimeOf(undefined, NOW)).toEqual({ days: Array(UPTIME_DAYS).fill('unknown'), percent: null });
    const { days, percent } = uptimeOf(
      beats('2026-11-24T23:00:12Z', { '2026-11-24': 60, '2026-11-25': TODAYS_MINUTES }),
      NOW,
    );
    expect(days.slice(-3)).toEqual(['unknown', 'up', 'up']);
    expect(percent).toBe(100);
  });

  test('takes each minute without a healthy beat for downtime', () => {
    const { days, percent } = uptimeOf(
      beats('2026-11-22T00:00:00Z', {
        '2026-11-22': DAY_MINUTES - 1,
        '2026-11-23': DAY_MINUTES / 2,
        '2026-11-25': TODAYS_MINUTES,
      }),
      NOW,
    );
    expect(days.slice(-5)).toEqual(['unknown', 'problem', 'down', 'down', 'up']);
    const expected = 3 * DAY_MINUTES + TODAYS_MINUTES;
    expect(percent).toBeCloseTo((100 * (1439 + 720 + 360)) / expected, 10);
  });

  test('calls a day an outage below 95 %', () => {
    const dayWith = (healthy: number) =>
      uptimeOf(beats('2026-11-24T00:00:00Z', { '2026-11-24': healthy, '2026-11-25': TODAYS_MINUTES }), NOW).days.at(-2);
    expect(dayWith(DAY_MINUTES * 0.95)).toBe('problem');
    expect(dayWith(DAY_MINUTES * 0.95 - 1)).toBe('down');
  });

  test('does not wait for the beat of the minute that is running', () => {
    expect(uptimeOf(beats('2026-11-25T06:00:05Z', {}), NOW).percent).toBeNull();
    expect(uptimeOf(beats('2026-11-25T05:59:05Z', { '2026-11-25': 2 }), NOW).percent).toBe(100);
  });
});
