import { KeptAnswer } from '../../src/modules/idempotency/domain/kept-answer.js';
import {
  Claim,
  ClaimOrder,
  KeptAnswerRepository,
  KeptRequest,
} from '../../src/modules/idempotency/domain/kept-answer.repository.js';

interface Row extends KeptRequest {
  id: string;
  leasedUntil: Date;
  expiresAt: Date;
}

export class InMemoryKeptAnswerRepository extends KeptAnswerRepository {
  private readonly rows = new Map<string, Row>();

  override claim({ keyHash, id, fingerprints, now, leasedUntil, expiresAt }: ClaimOrder): Promise<boolean> {
    const held = this.rows.get(keyHash.toString('hex'));
    const isDead =
      held && !held.answer && held.leasedUntil <= now && fingerprints.some((it) => it.equals(held.fingerprint));
    if (held && held.expiresAt > now && !isDead) return Promise.resolve(false);
    const [fingerprint] = fingerprints;
    this.rows.set(keyHash.toString('hex'), { id, fingerprint, answer: undefined, leasedUntil, expiresAt });
    return Promise.resolve(true);
  }

  override find(keyHash: Buffer): Promise<KeptRequest | undefined> {
    return Promise.resolve(this.rows.get(keyHash.toString('hex')));
  }

  override extendLease(claim: Claim, leasedUntil: Date): Promise<void> {
    return this.change(claim, (row) => Object.assign(row, { leasedUntil }));
  }

  override keep(claim: Claim, answer: KeptAnswer, expiresAt: Date): Promise<void> {
    return this.change(claim, (row) => Object.assign(row, { answer, expiresAt }));
  }

  override release(claim: Claim): Promise<void> {
    return this.change(claim, () => this.rows.delete(claim.keyHash.toString('hex')));
  }

  override removeExpired(now: Date): Promise<void> {
    for (const [key, { expiresAt }] of this.rows) if (expiresAt <= now) this.rows.delete(key);
    return Promise.resolve();
  }

  private change({ keyHash, id }: Claim, change: (row: Row) => unknown): Promise<void> {
    const row = this.rows.get(keyHash.toString('hex'));
    if (row?.id === id) change(row);
    return Promise.resolve();
  }
}
