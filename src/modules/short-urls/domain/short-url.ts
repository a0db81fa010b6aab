import { ValidationError } from '../../../common/domain/errors.js';
import { newId } from '../../../common/domain/id.js';
import { toLocation } from './destination-url.js';

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
  redirectType: RedirectType;
  archived: boolean;
}

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

  hasStarted(now: Date): boolean {
    return this.startsAt === null || this.startsAt <= now;
  }

  hasExpired(now: Date): boolean {
    return this.expiresAt !== null && this.expiresAt <= now;
  }

  /** Where a visit is sent; null once it has expired without leading elsewhere. An expiry may be lifted: never for good. */
  redirectAt(now: Date): { status: RedirectType; location: string } | null {
    if (!this.hasExpired(now)) return { status: this.redirectType, location: toLocation(this.destinationUrl) };
    if (this.expiredUrl === null) return null;
    return { status: DEFAULT_REDIRECT_TYPE, location: toLocation(this.expiredUrl) };
  }
}

function requireOrder({ startsAt, expiresAt }: Pick<ShortUrlSettings, 'startsAt' | 'expiresAt'>): void {
  if (!startsAt || !expiresAt || startsAt < expiresAt) return;
  throw ValidationError.on('expires_at', 'expires_at must be later than starts_at.');
}
