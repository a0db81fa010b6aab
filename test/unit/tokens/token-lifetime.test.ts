import { describe, expect, test } from '@jest/globals';
import { ValidationError } from '../../../src/common/domain/errors.js';
import { tokenExpiry } from '../../../src/modules/tokens/domain/token-lifetime.js';

const NOW = new Date('2026-11-25T09:00:00Z');
const A_YEAR_ON = '2027-11-25T09:00:00.000Z';

function errorsOf(asked: { days?: number; at?: Date }): Record<string, string[]> {
  try {
    tokenExpiry(asked, NOW);
  } catch (error) {
    if (error instanceof ValidationError) return error.errors;
    throw error;
  }
  return {};
}

describe('when an API token ends', () => {
  test('after 365 days without a choice', () => {
    expect(tokenExpiry({}, NOW).toISOString()).toBe(A_YEAR_ON);
  });

  test('after the days that were chosen', () => {
    expect(tokenExpiry({ days: 1 }, NOW).toISOString()).toBe('2026-11-26T09:00:00.000Z');
  });

  test.each(['2026-11-25T09:00:00.001Z', A_YEAR_ON])('at the time that was chosen: %s', (at) => {
    expect(tokenExpiry({ at: new Date(at) }, NOW).toISOString()).toBe(at);
  });

  test.each([
    ['both', { days: 3, at: new Date('2026-11-26T00:00:00Z') }, 'Give expires_in_days or expires_at, not both.'],
    ['this very moment', { at: NOW }, 'Choose a time in the future.'],
    ['the past', { at: new Date('2026-11-25T08:59:59Z') }, 'Choose a time in the future.'],
    ['a millisecond more', { at: new Date('2027-11-25T09:00:00.001Z') }, 'Choose a time at most 365 days away.'],
  ])('refuses %s', (_what, asked, message) => {
    expect(errorsOf(asked)).toEqual({ expires_at: [message] });
  });
});
