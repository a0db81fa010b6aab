import { BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Cron } from '@nestjs/schedule';
import { IdempotentRequests } from '../application/idempotent-requests.js';

const EACH_HOUR = '20 50 * * * *';

/** Removes what is no longer told again, while this process listens. */
@Injectable()
export class KeptAnswerSchedule implements BeforeApplicationShutdown {
  private readonly logger = new Logger(KeptAnswerSchedule.name);
  private stopped = false;

  constructor(
    private readonly requests: IdempotentRequests,
    private readonly server: HttpAdapterHost,
  ) {}

  beforeApplicationShutdown(): void {
    this.stopped = true;
  }

  @Cron(EACH_HOUR)
  removeExpired(): void {
    if (!this.server.listening || this.stopped) return;
    this.requests.removeExpired().catch((error: unknown) => {
      if (!this.stopped) this.logger.warn(`Kept answers could not be removed: ${(error as Error).message}`);
    });
  }
}
