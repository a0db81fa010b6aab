import { Page, PageRequest } from '../../src/common/domain/page.js';
import { OAuthClient } from '../../src/modules/oauth-clients/index.js';
import {
  ClientFilter,
  ClientListing,
  OAuthClientRepository,
} from '../../src/modules/oauth-clients/domain/oauth-client.repository.js';
import { pageOf } from './page-of.js';

/** Applications that nobody has approved. */
export class InMemoryOAuthClientRepository extends OAuthClientRepository {
  private readonly clients = new Map<string, OAuthClient>();

  override add(client: OAuthClient): Promise<void> {
    this.clients.set(client.id, client);
    return Promise.resolve();
  }

  override replace(before: OAuthClient, after: OAuthClient): Promise<boolean> {
    const isUnchanged = this.clients.get(before.id) === before;
    if (isUnchanged) this.clients.set(after.id, after);
    return Promise.resolve(isUnchanged);
  }

  override remove(client: OAuthClient): Promise<boolean> {
    return Promise.resolve(this.clients.delete(client.id));
  }

  /** As PostgreSQL does, takes an id in any case. */
  override findById(id: string): Promise<OAuthClient | undefined> {
    return Promise.resolve(this.clients.get(id.toLowerCase()));
  }

  override async list({ organizationId, createdBy }: ClientFilter, page: PageRequest): Promise<Page<ClientListing>> {
    const clients = [...this.clients.values()].filter(
      (it) => it.organizationId === organizationId && (createdBy === undefined || it.createdBy === createdBy),
    );
    return pageOf(await Promise.all(clients.map((client) => this.watch(client))), page);
  }

  override watch(client: OAuthClient): Promise<ClientListing> {
    return Promise.resolve({ client, activeGrants: 0, people: 0, lastUsedAt: null, requestsIn30Days: 0 });
  }

  override operatorOf({ organizationId }: OAuthClient): Promise<string> {
    return Promise.resolve(`The organization ${organizationId}`);
  }
}
