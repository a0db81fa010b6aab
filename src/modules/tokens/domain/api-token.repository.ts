import { Page, PageRequest } from '../../../common/domain/page.js';
import { ApiToken } from './api-token.js';

/** A token with what is known of its use. */
export interface ApiTokenListing {
  token: ApiToken;
  lastUsedAt: Date | null;
  lastUsedAddress: string | null;
  usesIn30Days: number;
}

/** Whose tokens: one's own, or everybody's in the organization; optionally one user's of those. */
export interface TokenFilter {
  organizationId: string;
  userId?: string;
}

export abstract class ApiTokenRepository {
  abstract add(token: ApiToken): Promise<void>;
  /** undefined also when its workspace has been deleted. */
  abstract findByHash(hash: Buffer): Promise<ApiToken | undefined>;
  abstract findById(organizationId: string, id: string): Promise<ApiToken | undefined>;
  abstract list(filter: TokenFilter, page: PageRequest): Promise<Page<ApiTokenListing>>;
  /** false: somebody else has removed it meanwhile. */
  abstract remove(token: ApiToken): Promise<boolean>;
}
