import { Injectable } from '@nestjs/common';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { Database } from '../../../database/database.js';
import { ApiToken } from '../domain/api-token.js';
import { ApiTokenListing, ApiTokenRepository, TokenFilter } from '../domain/api-token.repository.js';

interface UsageRow {
  subject_id: string;
  last_used_at: Date;
  last_used_address: string | null;
  uses: string;
}

const USAGE = `
  SELECT DISTINCT ON (subject_id) subject_id, last_used_at, last_used_address,
    (SELECT sum(requests) FROM credential_usage recent
      WHERE recent.subject_id = latest.subject_id AND recent.day > (now() AT TIME ZONE 'UTC')::date - 30) AS uses
  FROM credential_usage latest WHERE subject_id = ANY($1) ORDER BY subject_id, day DESC`;

const DELETED_WORKSPACE = 'SELECT FROM workspaces w WHERE w.id = token.workspace_id AND w.deleted_at IS NOT NULL';

@Injectable()
export class TypeormApiTokenRepository extends ApiTokenRepository {
  constructor(private readonly database: Database) {
    super();
  }

  override async add(token: ApiToken): Promise<void> {
    await this.database.manager.insert(ApiToken, token);
  }

  override async findByHash(tokenHash: Buffer): Promise<ApiToken | undefined> {
    const token = await this.database.manager
      .createQueryBuilder(ApiToken, 'token')
      .where('token.tokenHash = :tokenHash', { tokenHash })
      .andWhere(`NOT EXISTS (${DELETED_WORKSPACE})`)
      .getOne();
    return token ?? undefined;
  }

  override async findById(organizationId: string, id: string): Promise<ApiToken | undefined> {
    return (await this.database.manager.findOneBy(ApiToken, { organizationId, id })) ?? undefined;
  }

  override async list(filter: TokenFilter, { page, perPage }: PageRequest): Promise<Page<ApiTokenListing>> {
    const { organizationId, userId } = filter;
    const [tokens, total] = await this.database.manager.findAndCount(ApiToken, {
      where: { organizationId, ...(userId !== undefined && { userId }) },
      order: { createdAt: 'DESC', id: 'DESC' },
      skip: (page - 1) * perPage,
      take: perPage,
    });
    const usage: UsageRow[] = await this.database.manager.query(USAGE, [tokens.map(({ id }) => id)]);
    const usageById = new Map(usage.map((row) => [row.subject_id, row]));
    return { items: tokens.map((token) => listing(token, usageById.get(token.id))), total };
  }

  override async remove(token: ApiToken): Promise<boolean> {
    const { affected } = await this.database.manager.delete(ApiToken, { id: token.id });
    return Boolean(affected);
  }
}

const listing = (token: ApiToken, usage: UsageRow | undefined): ApiTokenListing => ({
  token,
  lastUsedAt: usage?.last_used_at ?? null,
  lastUsedAddress: usage?.last_used_address ?? null,
  usesIn30Days: Number(usage?.uses ?? 0),
});
