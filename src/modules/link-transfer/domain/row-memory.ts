import { Reach } from '../../../common/domain/access/reach.js';

/** What a row of a dry run would have taken. */
export interface Claim {
  /** Host and back-half. */
  address: string;
  destinationUrl: string;
  externalId: string | null;
}

/** What rows have made, so that no row makes it twice. */
export abstract class RowMemory {
  /**
   * How many links of each of these rows are there already, by key in base64; each is counted once for each import, so that
   * two equal rows of one file stand for two links.
   */
  abstract take(reach: Reach, importId: string, keys: readonly string[]): Promise<ReadonlyMap<string, number>>;
  abstract remember(
    reach: Reach,
    importId: string,
    made: readonly { key: string; shortUrlId: string; workspaceId: string }[],
  ): Promise<void>;

  /** Of a dry run, by address. */
  abstract claims(importId: string, addresses: readonly string[]): Promise<ReadonlyMap<string, Claim>>;
  /** The first one for an address stays. */
  abstract claim(importId: string, claims: readonly Claim[]): Promise<void>;
}
