import { Injectable } from '@nestjs/common';
import { Database } from '../../../database/database.js';
import { KeptAnswer } from '../domain/kept-answer.js';
import { Claim, ClaimOrder, KeptAnswerRepository, KeptRequest } from '../domain/kept-answer.repository.js';

interface Row {
  fingerprint: Buffer;
  status: number | null;
  location: string | null;
  content_type: string | null;
  body: string | null;
}

/** An answer may be long: few enough for a statement's time. */
const REMOVED_AT_ONCE = 1000;

@Injectable()
export class TypeormKeptAnswerRepository extends KeptAnswerRepository {
  constructor(private readonly database: Database) {
    super();
  }

  override async claim({ keyHash, id, fingerprints, now, leasedUntil, expiresAt }: ClaimOrder): Promise<boolean> {
    const rows: unknown[] = await this.database.manager.query(
      `INSERT INTO idempotency_keys AS held (key_hash, claim_id, fingerprint, leased_until, expires_at)
       VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (key_hash) DO UPDATE
         SET claim_id = excluded.claim_id, fingerprint = excluded.fingerprint, leased_until = excluded.leased_until,
           expires_at = excluded.expires_at, status = NULL, location = NULL, content_type = NULL, body = NULL
         WHERE held.expires_at <= $6 OR (held.leased_until <= $6 AND held.fingerprint = ANY($7))
       RETURNING key_hash`,
      [keyHash, id, fingerprints[0], leasedUntil, expiresAt, now, fingerprints],
    );
    return rows.length > 0;
  }

  override async find(keyHash: Buffer): Promise<KeptRequest | undefined> {
    const [row]: Row[] = await this.database.manager.query(
      'SELECT fingerprint, status, location, content_type, body FROM idempotency_keys WHERE key_hash = $1',
      [keyHash],
    );
    return row && { fingerprint: row.fingerprint, answer: answerOf(row) };
  }

  override async extendLease({ keyHash, id }: Claim, leasedUntil: Date): Promise<void> {
    await this.database.manager.query(
      `UPDATE idempotency_keys SET leased_until = $3
       WHERE key_hash = $1 AND claim_id = $2 AND leased_until IS NOT NULL`,
      [keyHash, id, leasedUntil],
    );
  }

  override async keep({ keyHash, id }: Claim, answer: KeptAnswer, expiresAt: Date): Promise<void> {
    const { status, location, contentType, body } = answer;
    await this.database.manager.query(
      `UPDATE idempotency_keys
       SET leased_until = NULL, status = $3, location = $4, content_type = $5, body = $6, expires_at = $7
       WHERE key_hash = $1 AND claim_id = $2`,
      [keyHash, id, status, location, contentType, body, expiresAt],
    );
  }

  override async release({ keyHash, id }: Claim): Promise<void> {
    await this.database.manager.query('DELETE FROM idempotency_keys WHERE key_hash = $1 AND claim_id = $2', [
      keyHash,
      id,
    ]);
  }

  override async removeExpired(now: Date): Promise<void> {
    const [, removed]: [unknown, number] = await this.database.manager.query(
      `DELETE FROM idempotency_keys WHERE key_hash = ANY (ARRAY(
         SELECT key_hash FROM idempotency_keys WHERE expires_at <= $1 ORDER BY expires_at LIMIT ${REMOVED_AT_ONCE}
       )) AND expires_at <= $1`,
      [now],
    );
    if (removed === REMOVED_AT_ONCE) await this.removeExpired(now);
  }
}

const answerOf = ({ status, location, content_type: contentType, body }: Row): KeptAnswer | undefined =>
  status === null ? undefined : { status, location, contentType, body: body ?? '' };
