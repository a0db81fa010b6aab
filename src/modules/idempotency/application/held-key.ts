import { Logger } from '@nestjs/common';
import { isKept, KeptAnswer } from '../domain/kept-answer.js';
import { Claim, KeptAnswerRepository } from '../domain/kept-answer.repository.js';

/** After that long without a word, its process has died. */
export const LEASE_MILLISECONDS = 30_000;
const RENEWED_EVERY_MILLISECONDS = 10_000;

interface Times {
  leasedUntil: Date;
  expiresAt: Date;
}

/** A key in the hands of the one request that runs under it, until that is answered. */
export class HeldKey {
  private readonly logger = new Logger(HeldKey.name);
  private readonly renewal: NodeJS.Timeout;

  constructor(
    private readonly claim: Claim,
    private readonly answers: KeptAnswerRepository,
    private readonly times: () => Times,
  ) {
    this.renewal = setInterval(() => {
      void this.attempt(() => this.answers.extendLease(this.claim, this.times().leasedUntil));
    }, RENEWED_EVERY_MILLISECONDS).unref();
  }

  /** Never throws: the answer is true even where it cannot be kept. */
  async answeredWith(answer: KeptAnswer): Promise<void> {
    clearInterval(this.renewal);
    await this.attempt(() =>
      isKept(answer.status)
        ? this.answers.keep(this.claim, answer, this.times().expiresAt)
        : this.answers.release(this.claim),
    );
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.warn(`An idempotency key could not be written: ${(error as Error).message}`);
    }
  }
}
