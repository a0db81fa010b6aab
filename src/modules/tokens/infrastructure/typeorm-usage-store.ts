import { Injectable } from '@nestjs/common';
import { Database } from '../../../database/database.js';
import { Usage, UsageStore } from '../domain/usage-store.js';

@Injectable()
export class TypeormUsageStore extends UsageStore {
  constructor(private readonly database: Database) {
    super();
  }

  override async add(usages: readonly Usage[]): Promise<void> {
    await this.database.manager.query(
      `INSERT INTO credential_usage AS stored (subject_id, day, requests, last_used_at, last_used_address)
       SELECT subject_id, (used_at AT TIME ZONE 'UTC')::date, requests, used_at, address
       FROM unnest($1::uuid[], $2::bigint[], $3::timestamptz[], $4::text[]) AS used (subject_id, requests, used_at, address)
       ORDER BY subject_id
       ON CONFLICT (subject_id, day) DO UPDATE SET
         requests = stored.requests + excluded.requests,
         last_used_at = GREATEST(stored.last_used_at, excluded.last_used_at),
         last_used_address = excluded.last_used_address`,
      [
        usages.map(({ subjectId }) => subjectId),
        usages.map(({ requests }) => requests),
        usages.map(({ lastUsedAt }) => lastUsedAt),
        usages.map(({ address }) => address),
      ],
    );
  }
}
