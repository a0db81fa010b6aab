import { ValidationError } from '../../../common/domain/errors.js';

export const MAX_LIFETIME_DAYS = 365;
const DAY = 24 * 60 * 60 * 1000;

/** When a token ends: in a number of days, at a time, or after 365 days. @throws ValidationError */
export function tokenExpiry(asked: { days?: number; at?: Date }, now: Date): Date {
  if (asked.days !== undefined && asked.at !== undefined) {
    throw ValidationError.on('expires_at', 'Give expires_in_days or expires_at, not both.');
  }
  if (asked.at === undefined) return new Date(now.getTime() + (asked.days ?? MAX_LIFETIME_DAYS) * DAY);
  if (asked.at <= now) throw ValidationError.on('expires_at', 'Choose a time in the future.');
  if (asked.at.getTime() > now.getTime() + MAX_LIFETIME_DAYS * DAY) {
    throw ValidationError.on('expires_at', `Choose a time at most ${MAX_LIFETIME_DAYS} days away.`);
  }
  return asked.at;
}
