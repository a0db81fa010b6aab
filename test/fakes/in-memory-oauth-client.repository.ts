import { isId } from '../../src/common/domain/id.js';
import { Page, PageRequest } from '../../src/common/domain/page.js';
import { OAuthClient } from '../../src/modules/oauth-clients/domain/oauth-client.js';
import {
  ClientFilter,
  ClientListing,
  OAuthClientRepository,
} from '../../src/modules/oauth-clients/domain/oauth-client.repository.js';
import { ImmediateUnitOfWork } from './immediate-unit-of-work.js';

export class InMemoryOAuthClientRepository extends OAuthClientRepository {
  /** By organization. */
  readonly operators = new Map<string, string>();
  /** Applications whose approvals were forgotten. */
  readonly askedAnew: string[] = [];
  private readonly clients = new Map<string, OAuthClient>();

  constructor(private readonly unitOfWork: ImmediateUnitOfWork) {
    super();
  }

  override add(client: OAuthClient): Promise<void> {
    this.clients.set(client.id, client);
    return Promise.resolve();
  }

  override lock(id: string): Promise<OAuthClient | undefined> {
    if (!this.unitOfWork.isOpen) throw new Error('A lock lasts as long as a transaction, and there is none');
    return this.findById(id);
  }

  override replace(before: OAuthClient, after: OAuthClient): Promise<boolean> {
    const isCurrent = this.clients.get(before.id)?.updatedAt.getTime() === before.updatedAt.getTime();
    if (isCurrent) this.clients.set(after.id, after);
    return Promise.resolve(isCurrent);
  }

  override remove({ id }: OAuthClient): Promise<boolean> {
    return Promise.resolve(this.clients.delete(id));
  }

  override forgetApprovals({ id }: OAuthClient): Promise<void> {
    this.askedAnew.push(id);
    return Promise.resolve();
  }

  /** As PostgreSQL does with the type `uuid`: any case finds, anything else is a fault. */
  override findById(id: string): Promise<OAuthClient | undefined> {
    if (!isId(id)) throw new Error('invalid input syntax for type uuid');
    return Promise.resolve(this.clients.get(id.toLowerCase()));
  }

  override async list(filter: ClientFilter, { page, perPage }: PageRequest): Promise<Page<ClientListing>> {
    const { organizationId, createdBy } = filter;
    const found = [...this.clients.values()]
      .filter((it) => it.organizationId === organizationId && (createdBy === undefined || it.createdBy === createdBy))
      .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1));
    const shown = found.slice((page - 1) * perPage, page * perPage);
    return { items: await Promise.all(shown.map((client) => this.watch(client))), total: found.length };
  }

  override watch(client: OAuthClient): Promise<ClientListing> {
    return Promise.resolve({ client, activeGrants: 0, people: 0, lastUsedAt: null, requestsIn30Days: 0 });
  }

  override operatorOf({ organizationId }: OAuthClient): Promise<string> {
    return Promise.resolve(this.operators.get(organizationId) ?? '');
  }
}
