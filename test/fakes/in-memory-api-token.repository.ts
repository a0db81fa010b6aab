import { Page, PageRequest } from '../../src/common/domain/page.js';
import { ApiToken } from '../../src/modules/tokens/domain/api-token.js';
import {
  ApiTokenListing,
  ApiTokenRepository,
  TokenFilter,
} from '../../src/modules/tokens/domain/api-token.repository.js';
import { pageOf } from './page-of.js';

/** Tokens that nobody has used, in workspaces that nobody deletes. */
export class InMemoryApiTokenRepository extends ApiTokenRepository {
  private readonly tokens = new Map<string, ApiToken>();
  /** How often a token was looked for by its hash. */
  lookUps = 0;

  override add(token: ApiToken): Promise<void> {
    this.tokens.set(token.id, token);
    return Promise.resolve();
  }

  override findByHash(hash: Buffer): Promise<ApiToken | undefined> {
    this.lookUps += 1;
    return Promise.resolve([...this.tokens.values()].find(({ tokenHash }) => tokenHash.equals(hash)));
  }

  override findById(organizationId: string, id: string): Promise<ApiToken | undefined> {
    const token = this.tokens.get(id);
    return Promise.resolve(token?.organizationId === organizationId ? token : undefined);
  }

  override list({ organizationId, userId }: TokenFilter, page: PageRequest): Promise<Page<ApiTokenListing>> {
    const tokens = [...this.tokens.values()].filter(
      (token) => token.organizationId === organizationId && (userId === undefined || token.userId === userId),
    );
    const listings = tokens.map((token) => ({ token, lastUsedAt: null, lastUsedAddress: null, usesIn30Days: 0 }));
    return Promise.resolve(pageOf(listings, page));
  }

  override remove(token: ApiToken): Promise<boolean> {
    return Promise.resolve(this.tokens.delete(token.id));
  }
}
