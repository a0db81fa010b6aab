import { BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Cron } from '@nestjs/schedule';
import { DomainChecksService } from '../application/domain-checks.service.js';

const EACH_MINUTE = '35 * * * * *';

/** Has the domains that are due checked while this process listens; several instances share them. */
@Injectable()
export class DomainCheckSchedule implements BeforeApplicationShutdown {
  private readonly logger = new Logger(DomainCheckSchedule.name);
  private running: { stop: AbortController; done: Promise<void> } | undefined;
  private stopped = false;

  constructor(
    private readonly checks: DomainChecksService,
    private readonly server: HttpAdapterHost,
  ) {}

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.running?.stop.abort();
    await this.running?.done;
  }

  @Cron(EACH_MINUTE)
  check(): void {
    if (!this.server.listening || this.stopped || this.running) return;
    const stop = new AbortController();
    this.running = { stop, done: this.run(stop.signal) };
  }

  private async run(signal: AbortSignal): Promise<void> {
    try {
      await this.checks.checkDue(signal);
    } catch (error) {
      if (!this.stopped) this.logger.warn(`Domains could not be checked: ${(error as Error).message}`);
    } finally {
      this.running = undefined;
    }
  }
}
