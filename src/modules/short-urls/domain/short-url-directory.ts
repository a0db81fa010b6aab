import { Reach } from '../../../common/domain/access/reach.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { Utm } from './location.js';
import { RoutingRule } from './routing/routing-rule.js';
import { RedirectType } from './short-url.js';

/** A link as lists and items show it. */
export interface ShortUrlListing {
  id: string;
  workspaceId: string;
  /** The host in ASCII. */
  domain: string;
  slug: string;
  destinationUrl: string;
  title: string | null;
  tags: string[];
  startsAt: Date | null;
  expiresAt: Date | null;
  expiredUrl: string | null;
  maxClicks: number | null;
  isPasswordProtected: boolean;
  utm: Utm | null;
  forwardQuery: boolean;
  routingRules: readonly RoutingRule[];
  externalId: string | null;
  redirectType: RedirectType;
  archived: boolean;
  clicks: number;
  createdAt: Date;
  updatedAt: Date;
  createdBy: string | null;
}

/** Where a link stands. */
export type Address = Pick<ShortUrlListing, 'domain' | 'slug'>;

export const SHORT_URL_ORDERS = ['created_at', 'clicks', 'title'] as const;
export type ShortUrlOrder = (typeof SHORT_URL_ORDERS)[number];

export interface ShortUrlFilter {
  search?: string;
  tag?: string;
  /** The host in ASCII. */
  domain?: string;
  archived: boolean;
  /** At or after. */
  createdAfter?: Date;
  createdBefore?: Date;
}

export interface ShortUrlSort {
  by: ShortUrlOrder;
  descending: boolean;
}

/** The read side: one query for a page, whatever it shows. */
export abstract class ShortUrlDirectory {
  /** By id; without those out of reach. */
  abstract findAll(reach: Reach, ids: readonly string[]): Promise<Map<string, ShortUrlListing>>;

  /** Those that stand at one of the addresses; without those out of reach. */
  abstract findAt(reach: Reach, addresses: readonly Address[]): Promise<ShortUrlListing[]>;

  /** Of all links in reach, archived ones too. */
  abstract totalClicks(reach: Reach): Promise<number>;

  /** @throws BadRequestError for a cursor that did not come from this order. */
  abstract list(
    reach: Reach,
    filter: ShortUrlFilter,
    sort: ShortUrlSort,
    page: PageRequest,
  ): Promise<Page<ShortUrlListing>>;
}
