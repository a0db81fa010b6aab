import { isDeepStrictEqual } from 'node:util';
import { differences } from '../../../common/domain/changes.js';
import { ShortUrl } from '../domain/short-url.js';

/** What the API and the audit log name a setting. */
export const SETTING_NAMES = {
  slug: 'slug',
  destinationUrl: 'destination_url',
  title: 'title',
  tags: 'tags',
  startsAt: 'starts_at',
  expiresAt: 'expires_at',
  expiredUrl: 'expired_url',
  maxClicks: 'max_clicks',
  utm: 'utm',
  forwardQuery: 'forward_query',
  routingRules: 'routing_rules',
  externalId: 'external_id',
  redirectType: 'redirect_type',
  archived: 'archived',
  domainId: 'domain_id',
} as const satisfies Partial<Record<keyof ShortUrl, string>>;

const SETTINGS = Object.keys(SETTING_NAMES) as (keyof typeof SETTING_NAMES)[];

export interface Change {
  hostname: string;
  before: ShortUrl;
  after: ShortUrl;
  /** As the audit log keeps them; none: nothing is to be written. */
  changes: Record<string, unknown>;
}

/** What differs, each as `[before, after]`. Of a password, whether there is one; where another replaces it, twice true. */
export function changesBetween(before: ShortUrl, after: ShortUrl): Record<string, unknown> {
  const differing = Object.entries(differences(settingsOf(before), settingsOf(after)));
  // The database gives the keys of a rule back in an order of its own.
  const changes = Object.fromEntries(differing.filter(([, [was, is]]) => !isDeepStrictEqual(was, is)));
  if (before.passwordHash === after.passwordHash) return changes;
  return { ...changes, password_protected: [before.passwordHash !== null, after.passwordHash !== null] };
}

export const hasMoved = (before: ShortUrl, after: ShortUrl): boolean =>
  before.slug !== after.slug || before.domainId !== after.domainId;

const settingsOf = (shortUrl: ShortUrl): Record<string, unknown> =>
  Object.fromEntries(SETTINGS.map((it) => [SETTING_NAMES[it], shortUrl[it]]));
