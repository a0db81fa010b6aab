import { Injectable } from '@nestjs/common';
import { Clock } from '../../../common/domain/clock.js';
import { newId } from '../../../common/domain/id.js';
import { derivedKeys } from '../../../common/domain/secret.js';
import { Configuration } from '../../../config/configuration.js';
import { IdempotencyKeyInUseError } from '../domain/idempotency-key-in-use.error.js';
import { IdempotencyKeyReusedError } from '../domain/idempotency-key-reused.error.js';
import { KEPT_HOURS, KeptAnswer } from '../domain/kept-answer.js';
import { KeptAnswerRepository } from '../domain/kept-answer.repository.js';
import { fingerprintOf, hashOfKey } from '../domain/request-identity.js';
import { HeldKey, LEASE_MILLISECONDS } from './held-key.js';

export interface IdempotentRequest {
  key: string;
  /** Who sends it, and where to. */
  scope: readonly string[];
  /** All that it asks for there. */
  content: unknown;
}

const KEPT_MILLISECONDS = KEPT_HOURS * 60 * 60 * 1000;

/** Lets of all requests under one key only the first run, and tells the others what it was answered. */
@Injectable()
export class IdempotentRequests {
  private readonly secrets: readonly Buffer[];

  constructor(
    private readonly answers: KeptAnswerRepository,
    private readonly clock: Clock,
    { appSecrets }: Configuration,
  ) {
    this.secrets = derivedKeys(appSecrets, 'idempotency fingerprints');
  }

  /**
   * The answer that was given before, or the key, for a request that is to run.
   * @throws IdempotencyKeyReusedError; IdempotencyKeyInUseError while the first one runs.
   */
  async begin(request: IdempotentRequest): Promise<KeptAnswer | HeldKey> {
    const keyHash = hashOfKey(request.scope, request.key);
    const fingerprints = this.secrets.map((secret) => fingerprintOf(request.content, secret)) as [Buffer, ...Buffer[]];
    const now = this.clock.now();
    const claim = { keyHash, id: newId() };
    const isOurs = await this.answers.claim({ ...claim, fingerprints, now, ...this.untilThen(now) });
    if (isOurs) return new HeldKey(claim, this.answers, () => this.untilThen(this.clock.now()));
    const first = await this.answers.find(keyHash);
    // Its answer was none to be kept, and it has just gone.
    if (!first) return this.begin(request);
    if (!fingerprints.some((it) => it.equals(first.fingerprint))) throw new IdempotencyKeyReusedError();
    if (!first.answer) throw new IdempotencyKeyInUseError();
    return first.answer;
  }

  removeExpired(): Promise<void> {
    return this.answers.removeExpired(this.clock.now());
  }

  private untilThen(now: Date): { leasedUntil: Date; expiresAt: Date } {
    return {
      leasedUntil: new Date(now.getTime() + LEASE_MILLISECONDS),
      expiresAt: new Date(now.getTime() + KEPT_MILLISECONDS),
    };
  }
}
