import { KeptAnswer } from './kept-answer.js';

/** A request's hold on a key: while it runs, nobody else's request under that key does. */
export interface Claim {
  keyHash: Buffer;
  /** Tells this hold from a later one on the same key. */
  id: string;
}

export interface ClaimOrder extends Claim {
  /** The first is stored, all are this request's. */
  fingerprints: readonly [Buffer, ...Buffer[]];
  now: Date;
  /** From then on the request counts as dead, unless the time is moved. */
  leasedUntil: Date;
  expiresAt: Date;
}

export interface KeptRequest {
  fingerprint: Buffer;
  /** undefined: it still runs. */
  answer: KeptAnswer | undefined;
}

/** Answers under their keys, shared by all instances. */
export abstract class KeptAnswerRepository {
  /**
   * Of many at once exactly one gets it. It is to be had where nobody has it, where it has expired, and where whoever had
   * it for the same request died over it.
   */
  abstract claim(order: ClaimOrder): Promise<boolean>;
  abstract find(keyHash: Buffer): Promise<KeptRequest | undefined>;
  abstract extendLease(claim: Claim, leasedUntil: Date): Promise<void>;
  abstract keep(claim: Claim, answer: KeptAnswer, expiresAt: Date): Promise<void>;
  /** As though the request had never been. */
  abstract release(claim: Claim): Promise<void>;
  abstract removeExpired(now: Date): Promise<void>;
}
