import { Injectable } from '@nestjs/common';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { Database } from '../../../database/database.js';
import { OAuthClient } from '../domain/oauth-client.js';
import { ClientFilter, ClientListing, OAuthClientRepository } from '../domain/oauth-client.repository.js';
import { CLIENT_USAGE, ClientUsageRow, listingOf } from './client-usage.query.js';

@Injectable()
export class TypeormOAuthClientRepository extends OAuthClientRepository {
  constructor(private readonly database: Database) {
    super();
  }

  override async add(client: OAuthClient): Promise<void> {
    await this.database.manager.save(OAuthClient, client);
  }

  override async lock(id: string): Promise<OAuthClient | undefined> {
    // Not FOR UPDATE, for which every approval of the application would have to wait.
    await this.database.manager.query('SELECT FROM oauth_clients WHERE id = $1 FOR NO KEY UPDATE', [id]);
    return this.findById(id);
  }

  override replace(before: OAuthClient, after: OAuthClient): Promise<boolean> {
    return this.database.run(async () => {
      const current = await this.lock(before.id);
      if (current?.updatedAt.getTime() !== before.updatedAt.getTime()) return false;
      await this.database.manager.save(OAuthClient, after);
      return true;
    });
  }

  override async remove({ id }: OAuthClient): Promise<boolean> {
    const { affected } = await this.database.manager.delete(OAuthClient, { id });
    return Boolean(affected);
  }

  override async forgetApprovals({ id }: OAuthClient): Promise<void> {
    await this.database.manager.query('DELETE FROM oauth_approvals WHERE oauth_client_id = $1', [id]);
  }

  override async findById(id: string): Promise<OAuthClient | undefined> {
    return (await this.database.manager.findOneBy(OAuthClient, { id })) ?? undefined;
  }

  override async list(filter: ClientFilter, { page, perPage }: PageRequest, now: Date): Promise<Page<ClientListing>> {
    const { organizationId, createdBy } = filter;
    const [clients, total] = await this.database.manager.findAndCount(OAuthClient, {
      where: { organizationId, ...(createdBy !== undefined && { createdBy }) },
      order: { createdAt: 'DESC', id: 'DESC' },
      skip: (page - 1) * perPage,
      take: perPage,
    });
    return { items: await this.listings(clients, now), total };
  }

  override async watch(client: OAuthClient, now: Date): Promise<ClientListing> {
    const [listing] = await this.listings([client], now);
    return listing as ClientListing;
  }

  override async operatorOf({ organizationId }: OAuthClient): Promise<string> {
    const rows: { name: string }[] = await this.database.manager.query('SELECT name FROM organizations WHERE id = $1', [
      organizationId,
    ]);
    return rows[0]?.name ?? '';
  }

  private async listings(clients: OAuthClient[], now: Date): Promise<ClientListing[]> {
    const rows: ClientUsageRow[] = await this.database.manager.query(CLIENT_USAGE, [clients.map(({ id }) => id), now]);
    const usageById = new Map(rows.map((row) => [row.id, row]));
    return clients.map((client) => listingOf(client, usageById.get(client.id)));
  }
}
