import { Reach } from '../../../common/domain/access/reach.js';
import { type ShortUrlListing } from '../../short-urls/index.js';

/** What a row of a dry run would have taken. */
export interface Claim {
  /** Host and back-half. */
  address: string;
  /** As it would be there, in JSON. */
  link: Omit<ShortUrlListing, 'startsAt' | 'expiresAt'> & { startsAt: unknown; expiresAt: unknown };
}

/** A link that a row has made; the key is in base64. */
export interface Remembered {
  key: string;
  shortUrlId: string;
}

/** What rows have made, so that no row makes it twice. */
export abstract class RowMemory {
  /**
   * The links of each of these rows that are there already; each is given once for each import, so that two equal rows of
   * one file stand for two links.
   */
  abstract take(reach: Reach, importId: string, keys: readonly string[]): Promise<Remembered[]>;
  /** That a row has made these. */
  abstract forget(reach: Reach, shortUrlIds: readonly string[]): Promise<void>;
  abstract remember(
    reach: Reach,
    importId: string,
    made: readonly (Remembered & { workspaceId: string })[],
  ): Promise<void>;

  /** Of a dry run, by address. */
  abstract claims(importId: string, addresses: readonly string[]): Promise<ReadonlyMap<string, Claim>>;
  /** The first one for an address stays. */
  abstract claim(importId: string, claims: readonly Claim[]): Promise<void>;
}
