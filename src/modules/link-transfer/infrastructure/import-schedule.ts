import { BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Cron, CronExpression, Interval } from '@nestjs/schedule';
import { ImportRunner } from '../application/import-runner.js';
import { ImportWorker } from '../domain/import-jobs.js';

/** At once in this process, each of another organization. */
const MOST_AT_ONCE = 2;
/** What another instance has taken in, or left behind, waits no longer. */
const LOOK_EVERY_MILLISECONDS = 5_000;

/** Has imports worked on while this process listens; several instances share them. */
@Injectable()
export class ImportSchedule extends ImportWorker implements BeforeApplicationShutdown {
  private readonly logger = new Logger(ImportSchedule.name);
  private readonly stop = new AbortController();
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly runner: ImportRunner,
    private readonly server: HttpAdapterHost,
  ) {
    super();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await Promise.all(this.running);
  }

  @Interval(LOOK_EVERY_MILLISECONDS)
  override wake(): void {
    if (!this.server.listening || this.stop.signal.aborted || this.running.size >= MOST_AT_ONCE) return;
    const run = this.runAll().finally(() => this.running.delete(run));
    this.running.add(run);
  }

  @Cron(CronExpression.EVERY_HOUR)
  prune(): void {
    if (!this.server.listening || this.stop.signal.aborted) return;
    this.runner.prune().catch((error: unknown) => {
      this.warn('removed', error);
    });
  }

  private async runAll(): Promise<void> {
    try {
      while (!this.stop.signal.aborted && (await this.runner.runNext(this.stop.signal)));
    } catch (error) {
      this.warn('worked on', error);
    }
  }

  private warn(what: string, error: unknown): void {
    if (!this.stop.signal.aborted) this.logger.warn(`Imports could not be ${what}: ${(error as Error).message}`);
  }
}
