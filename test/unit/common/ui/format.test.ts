import { describe, expect, test } from '@jest/globals';
import {
  daysUntil,
  formatCount,
  formatDate,
  formatDateTime,
  formatNumber,
  formatPercent,
  formatSince,
} from '../../../../src/common/ui/format.js';

const NOW = new Date('2026-11-25T08:14:30Z');
const AMSTERDAM = 'Europe/Amsterdam';
const before = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);

describe('how pages write numbers', () => {
  test('with commas between thousands', () => {
    expect(formatNumber(27_479)).toBe('27,479');
    expect(formatCount(1, 'link')).toBe('1 link');
    expect(formatCount(0, 'link')).toBe('0 links');
    expect(formatCount(1_940, 'person', 'people')).toBe('1,940 people');
  });

  test('a hundred percent only without any gap', () => {
    expect(formatPercent(100)).toBe('100.00 %');
    expect(formatPercent(99.999)).toBe('99.99 %');
  });
});

describe('how pages write times', () => {
  test('in the zone of the reader', () => {
    expect(formatDateTime(NOW, 'UTC')).toBe('25 Nov 2026, 08:14');
    expect(formatDateTime(NOW, AMSTERDAM)).toBe('25 Nov 2026, 09:14');
    expect(formatDate(new Date('2026-09-30T23:30:00Z'), 'Asia/Tokyo')).toBe('1 Oct 2026');
    expect(formatDateTime(new Date('2026-09-30T00:05:00Z'), 'UTC')).toBe('30 Sep 2026, 00:05');
  });

  test.each([
    [0, 'Just now'],
    [1, '1 minute ago'],
    [8, '8 minutes ago'],
    [180, '3 hours ago'],
    [14 * 60, 'Yesterday, 19:14'],
    [40 * 60, '23 Nov 2026, 17:14'],
    [48 * 60, '23 Nov 2026'],
    [-5, '25 Nov 2026'],
  ])('relative only under 48 hours: %d minutes ago', (minutes, words) => {
    expect(formatSince(before(minutes), NOW, AMSTERDAM)).toBe(words);
  });

  test('what is left of an expiry, rounded up', () => {
    expect(daysUntil(new Date(NOW.getTime() + 1), NOW)).toBe(1);
    expect(daysUntil(new Date('2026-12-02T08:14:30Z'), NOW)).toBe(7);
    expect(daysUntil(before(1), NOW)).toBeLessThanOrEqual(0);
  });
});
