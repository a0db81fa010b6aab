import { Reach } from '../../../common/domain/access/reach.js';
import { Address } from './short-url-directory.js';
import { ShortUrl } from './short-url.js';

/** What another link has already: its address, which may also be reserved for another workspace, or its external id. */
export type TakenField = 'slug' | 'external_id';

/** By the id of the link that could not have it. */
export type Taken = ReadonlyMap<string, TakenField>;

export interface VisitedLink {
  address: Address;
  shortUrl: ShortUrl;
  /** As many people as may have passed. */
  isUsedUp: boolean;
}

/** Takes many at once, each with a statement or two for all of them. */
export abstract class ShortUrlRepository {
  /** Of what is taken, nothing is written. */
  abstract add(reach: Reach, shortUrls: readonly ShortUrl[]): Promise<Taken>;
  /** By id. Nobody else changes them before the surrounding transaction ends. */
  abstract findForChange(reach: Reach, ids: readonly string[]): Promise<Map<string, ShortUrl>>;
  /** By external id, of one workspace, as it is now: another link may have it a moment later. */
  abstract idsOfExternalIds(
    reach: Reach,
    workspaceId: string,
    externalIds: readonly string[],
  ): Promise<Map<string, string>>;
  /** Of what is taken, nothing is written. */
  abstract save(reach: Reach, shortUrls: readonly ShortUrl[]): Promise<Taken>;
  abstract remove(reach: Reach, shortUrls: readonly ShortUrl[]): Promise<void>;
  /** Until then nobody but its workspace may take each one's address. */
  abstract reserve(reach: Reach, shortUrls: readonly ShortUrl[], until: Date): Promise<void>;

  /** For visitors, who reach every link that they know the address of. */
  abstract findByAddresses(addresses: readonly Address[]): Promise<VisitedLink[]>;
  /** Lets one more person pass, unless `maxClicks` have: of many at once, in every process, exactly so many. */
  abstract admit(id: string): Promise<boolean>;
}
