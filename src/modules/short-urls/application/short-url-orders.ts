import { Reach } from '../../../common/domain/access/reach.js';
import { ValidationError } from '../../../common/domain/errors.js';
import { Utm } from '../domain/location.js';
import { RedirectType } from '../domain/short-url.js';

/** UTM values to set; null takes one away (RFC 7396 §2). */
export type UtmChange = { [K in keyof Utm]?: Utm[K] | null };

/** What somebody asks for. null and what is left out mean the same in a new link; in a change, null clears. */
export interface NewShortUrl {
  destinationUrl: string;
  slug?: string;
  /** Its host, as it was typed. */
  domain?: string;
  workspaceId?: string;
  title?: string | null;
  /** Whether the destination's own title is taken where none is given. */
  fetchTitle?: boolean;
  tags?: readonly string[] | null;
  startsAt?: Date | null;
  expiresAt?: Date | null;
  expiredUrl?: string | null;
  maxClicks?: number | null;
  /** In plain text. */
  password?: string | null;
  utm?: UtmChange | null;
  forwardQuery?: boolean | null;
  /** As it came: the rules are read here. */
  routingRules?: unknown;
  externalId?: string | null;
  redirectType?: RedirectType | null;
  archived?: boolean;
}

export type ShortUrlChange = Partial<Omit<NewShortUrl, 'fetchTitle'>>;

export interface DeleteOrder {
  key: { id: string } | { externalId: string };
  /** Where an external id is looked for, when several workspaces are in reach. */
  workspaceId?: string;
}

export interface ChangeOrder extends DeleteOrder {
  change: ShortUrlChange;
}

export interface UpsertOrder extends ChangeOrder {
  key: { externalId: string };
}

/** What a new link needs. @throws NotFoundError for a workspace out of reach, ValidationError on `destination_url` */
export function completed(reach: Reach, { key, change: { destinationUrl, ...change } }: UpsertOrder): NewShortUrl {
  reach.targetWorkspace(change.workspaceId);
  if (destinationUrl === undefined) {
    throw ValidationError.on('destination_url', 'destination_url is needed to create the link.');
  }
  return { ...change, destinationUrl, externalId: key.externalId };
}
