import { ValidationError } from '../../../common/domain/errors.js';
import { newId } from '../../../common/domain/id.js';
import { Utm } from './location.js';
import { RoutingRule } from './routing/routing-rule.js';

export const REDIRECT_TYPES = [301, 302, 307, 308] as const;
export type RedirectType = (typeof REDIRECT_TYPES)[number];
export const DEFAULT_REDIRECT_TYPE: RedirectType = 302;

/** What can be changed later on. */
export interface ShortUrlSettings {
  domainId: string;
  slug: string;
  destinationUrl: string;
  title: string | null;
  tags: readonly string[];
  startsAt: Date | null;
  expiresAt: Date | null;
  expiredUrl: string | null;
  /** People who may pass; whoever comes later finds it used up. */
  maxClicks: number | null;
  /** Of the password that visitors are asked for. */
  passwordHash: string | null;
  utm: Utm | null;
  /** Whether a visit's own query goes on to the destination. */
  forwardQuery: boolean;
  /** Asked in this order before the destination. */
  routingRules: readonly RoutingRule[];
  /** What an integrator calls it; unique within its workspace. */
  externalId: string | null;
  redirectType: RedirectType;
  archived: boolean;
}

/** Of what may be left out. */
export const DEFAULT_SETTINGS: Omit<ShortUrlSettings, 'domainId' | 'slug' | 'destinationUrl'> = {
  title: null,
  tags: [],
  startsAt: null,
  expiresAt: null,
  expiredUrl: null,
  maxClicks: null,
  passwordHash: null,
  utm: null,
  forwardQuery: false,
  routingRules: [],
  externalId: null,
  redirectType: DEFAULT_REDIRECT_TYPE,
  archived: false,
};

export interface ShortUrlOrigin {
  workspaceId: string;
  createdBy: string | null;
}

type Fields = ShortUrlSettings & ShortUrlOrigin & { id: string; createdAt: Date; updatedAt: Date };

/** A short link: a slug on a domain, and where it leads. */
export class ShortUrl implements Fields {
  readonly id!: string;
  readonly workspaceId!: string;
  readonly domainId!: string;
  readonly slug!: string;
  readonly destinationUrl!: string;
  readonly title!: string | null;
  readonly tags!: readonly string[];
  readonly startsAt!: Date | null;
  readonly expiresAt!: Date | null;
  readonly expiredUrl!: string | null;
  readonly maxClicks!: number | null;
  readonly passwordHash!: string | null;
  readonly utm!: Utm | null;
  readonly forwardQuery!: boolean;
  readonly routingRules!: readonly RoutingRule[];
  readonly externalId!: string | null;
  readonly redirectType!: RedirectType;
  readonly archived!: boolean;
  readonly createdBy!: string | null;
  readonly createdAt!: Date;
  readonly updatedAt!: Date;

  private constructor(fields: Fields) {
    Object.assign(this, fields);
  }

  static create(settings: ShortUrlSettings, origin: ShortUrlOrigin, now: Date): ShortUrl {
    requireOrder(settings);
    return new ShortUrl({ ...settings, ...origin, id: newId(), createdAt: now, updatedAt: now });
  }

  /** @throws ValidationError on `expires_at` */
  with(change: Partial<ShortUrlSettings>, now: Date): ShortUrl {
    const changed = new ShortUrl(Object.assign({}, this, change, { updatedAt: now }));
    requireOrder(changed);
    return changed;
  }

  stateAt(now: number): ShortUrlState {
    return stateAt(this, now);
  }
}

export type ShortUrlState = 'not_started' | 'open' | 'expired';

/** By its dates, at a time in milliseconds; an expiry may be lifted again. */
export function stateAt({ startsAt, expiresAt }: Pick<ShortUrl, 'startsAt' | 'expiresAt'>, now: number): ShortUrlState {
  if (startsAt !== null && startsAt.getTime() > now) return 'not_started';
  return expiresAt !== null && expiresAt.getTime() <= now ? 'expired' : 'open';
}

function requireOrder({ startsAt, expiresAt }: Pick<ShortUrlSettings, 'startsAt' | 'expiresAt'>): void {
  if (!startsAt || !expiresAt || startsAt < expiresAt) return;
  throw ValidationError.on('expires_at', 'expires_at must be later than starts_at.');
}
