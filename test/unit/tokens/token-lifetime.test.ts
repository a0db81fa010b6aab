import { describe, expect, test } from '@jest/globals';
import { ValidationError } from '../../../src/common/domain/errors.js';
import { tokenExpiry } from '../../../src/modules/tokens/domain/token-lifetime.js';

const NOW = new Date('2026-11-25T09:00:00Z');

describe('when an API token ends', () => {
  test('after 365 days without a choice', () => {
    expect(tokenExpiry({}, NOW).toISOString()).toBe('2027-11-25T09:00:00.000Z');
  });

  test('after the days that were chosen, or at the time', () => {
    expect(tokenExpiry({ days: 1 }, NOW).toISOString()).toBe('2026-11-26T09:00:00.000Z');
    expect(tokenExpiry({ at: new Date('2026-11-25T09:00:05Z') }, NOW).toISOString()).toBe('2026-11-25T09:00:05.000Z');
  });

  test.each([
    ['both', { days: 3, at: new Date('2026-11-26T00:00:00Z') }],
    ['the past', { at: NOW }],
    ['more than 365 days', { at: new Date('2027-11-25T09:00:01Z') }],
  ])('refuses %s', (_what, asked) => {
    expect(() => tokenExpiry(asked, NOW)).toThrow(ValidationError);
  });
});
