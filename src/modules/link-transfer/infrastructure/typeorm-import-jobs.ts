import { Injectable } from '@nestjs/common';
import { Database } from '../../../database/database.js';
import { ImportJobs, Lease, LeaseLost, Progress } from '../domain/import-jobs.js';
import { FailedRow, LinkImport } from '../domain/link-import.js';
import { ImportBox } from './import-box.js';
import { IS_OPEN, LINK_IMPORT, readFailedRows } from './link-import-rows.js';

/** Any number that all instances agree on; under it one of them at a time looks for work. */
const CLAIM_LOCK = 7_215_061_012;

/** What can be claimed at $1. */
const CLAIMABLE = `
  FROM link_imports next
  WHERE ${IS_OPEN} AND (lease_until IS NULL OR lease_until <= $1) AND NOT EXISTS (
    SELECT FROM link_imports WHERE ${IS_OPEN} AND organization_id = next.organization_id AND lease_until > $1
      AND lease_holder IS NOT NULL
  )`;

@Injectable()
export class TypeormImportJobs extends ImportJobs {
  constructor(
    private readonly database: Database,
    private readonly box: ImportBox,
  ) {
    super();
  }

  /** `lease_until` of one that nobody works on is when somebody last did; by it organizations take turns. */
  override claim(holder: string, now: Date, until: Date): Promise<LinkImport | undefined> {
    return this.database.run(async () => {
      await this.database.manager.query('SELECT pg_advisory_xact_lock($1)', [CLAIM_LOCK]);
      const [[claimed]]: [LinkImport[], number] = await this.database.manager.query(
        `UPDATE link_imports i
         SET status = 'in_progress', lease_holder = $2, lease_until = $3, started_at = coalesce(started_at, $1)
         WHERE id = (
           SELECT id ${CLAIMABLE}
           ORDER BY greatest(created_at, (
             SELECT max(lease_until) FROM link_imports WHERE organization_id = next.organization_id
           )), created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
         ) RETURNING ${LINK_IMPORT}`,
        [now, holder, until],
      );
      return claimed;
    });
  }

  override async isWaitedFor(now: Date): Promise<boolean> {
    const found: unknown[] = await this.database.manager.query(`SELECT ${CLAIMABLE} LIMIT 1`, [now]);
    return found.length > 0;
  }

  override renew(lease: Lease, until: Date): Promise<void> {
    return this.hold(lease, 'lease_until = $3', until);
  }

  override async lock({ importId, holder }: Lease, now: Date): Promise<void> {
    const found: unknown[] = await this.database.manager.query(
      'SELECT FROM link_imports WHERE id = $1 AND lease_holder = $2 AND lease_until > $3 FOR UPDATE',
      [importId, holder, now],
    );
    if (found.length === 0) throw new LeaseLost();
  }

  override failedRows(importId: string, after: number, most: number): Promise<FailedRow[]> {
    return readFailedRows(this.database, this.box, importId, after, most);
  }

  override async record(lease: Lease, { rows, failures }: Progress, until: Date): Promise<void> {
    const numbers = rows.map(({ number }) => number);
    const [, formerFailures]: [unknown, number] = await this.database.manager.query(
      'DELETE FROM import_failures WHERE import_id = $1 AND row_number = ANY($2)',
      [lease.importId, numbers],
    );
    if (failures.length > 0) {
      await this.database.manager.query(
        `INSERT INTO import_failures (import_id, row_number, errors, cells)
         SELECT $1, * FROM unnest($2::integer[], $3::json[], $4::bytea[])`,
        [
          lease.importId,
          failures.map(({ number }) => number),
          failures.map(({ errors }) => JSON.stringify(errors)),
          failures.map(({ cells }) => this.box.seal(Buffer.from(JSON.stringify(cells)))),
        ],
      );
    }
    await this.hold(
      lease,
      'lease_until = $3, position = $4, succeeded = succeeded + $5, failed = failed + $6, stalls = 0',
      until,
      numbers.at(-1),
      rows.length - failures.length,
      failures.length - formerFailures,
    );
  }

  override async end(lease: Lease, now: Date, message: string | undefined): Promise<void> {
    await this.database.run(async () => {
      await this.hold(
        lease,
        `status = CASE WHEN coalesce($4, message) IS NULL THEN 'completed' ELSE 'failed' END, completed_at = $3,
         message = coalesce($4, message), total = CASE WHEN coalesce($4, message) IS NULL THEN succeeded + failed ELSE total END,
         lease_holder = NULL, lease_until = $3`,
        now,
        message ?? null,
      );
      await this.database.manager.query(
        'DELETE FROM import_files WHERE id = (SELECT file_id FROM link_imports WHERE id = $1)',
        [lease.importId],
      );
    });
  }

  override async release({ importId, holder }: Lease, now: Date): Promise<void> {
    await this.database.manager.query(
      'UPDATE link_imports SET lease_holder = NULL, lease_until = $3 WHERE id = $1 AND lease_holder = $2',
      [importId, holder, now],
    );
  }

  override async stall({ importId, holder }: Lease, until: Date): Promise<number> {
    const [[stalled]]: [{ stalls: number }[], number] = await this.database.manager.query(
      'UPDATE link_imports SET stalls = stalls + 1, lease_until = $3 WHERE id = $1 AND lease_holder = $2 RETURNING stalls',
      [importId, holder, until],
    );
    return stalled?.stalls ?? 0;
  }

  /** $1 and $2 are the lease. */
  private async hold({ importId, holder }: Lease, changes: string, ...parameters: unknown[]): Promise<void> {
    const [, held]: [unknown, number] = await this.database.manager.query(
      `UPDATE link_imports SET ${changes} WHERE id = $1 AND lease_holder = $2`,
      [importId, holder, ...parameters],
    );
    if (held === 0) throw new LeaseLost();
  }
}
