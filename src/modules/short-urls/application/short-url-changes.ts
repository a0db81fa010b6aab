import { differences } from '../../../common/domain/changes.js';
import { ShortUrl } from '../domain/short-url.js';

/** What the audit log names a setting. */
const AUDITED = {
  slug: 'slug',
  destinationUrl: 'destination_url',
  title: 'title',
  tags: 'tags',
  startsAt: 'starts_at',
  expiresAt: 'expires_at',
  expiredUrl: 'expired_url',
  redirectType: 'redirect_type',
  archived: 'archived',
  domainId: 'domain_id',
} as const satisfies Partial<Record<keyof ShortUrl, string>>;

const SETTINGS = Object.keys(AUDITED) as (keyof typeof AUDITED)[];

/** What differs, each as `[before, after]`. */
export function changesBetween(before: ShortUrl, after: ShortUrl): Record<string, unknown> {
  return differences(settingsOf(before), settingsOf(after));
}

const settingsOf = (shortUrl: ShortUrl): Record<string, unknown> =>
  Object.fromEntries(SETTINGS.map((it) => [AUDITED[it], shortUrl[it]]));
