import { BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Cron } from '@nestjs/schedule';
import { Clock } from '../../../common/domain/clock.js';
import { RollupUpkeep } from '../domain/rollup-upkeep.js';

const EACH_MINUTE = '40 * * * * *';
const EACH_HOUR = '50 10 * * * *';

/** While this process listens. */
@Injectable()
export class ClickUpkeepSchedule implements BeforeApplicationShutdown {
  private readonly logger = new Logger(ClickUpkeepSchedule.name);
  private stopped = false;

  constructor(
    private readonly upkeep: RollupUpkeep,
    private readonly clock: Clock,
    private readonly server: HttpAdapterHost,
  ) {}

  beforeApplicationShutdown(): void {
    this.stopped = true;
  }

  @Cron(EACH_MINUTE, { waitForCompletion: true })
  mergeRecent(): Promise<void> {
    return this.run((now) => this.upkeep.mergeRecent(now));
  }

  @Cron(EACH_HOUR, { waitForCompletion: true })
  addUpAndRemove(): Promise<void> {
    return this.run(async (now) => {
      await this.upkeep.addUpDays(now);
      await this.upkeep.addUpMonths(now);
      await this.upkeep.removeOld(now);
    });
  }

  private async run(work: (now: number) => Promise<void>): Promise<void> {
    if (!this.server.listening || this.stopped) return;
    await work(this.clock.now().getTime()).catch((error: unknown) => {
      if (this.stopped) return;
      this.logger.warn(`What clicks add up to could not be kept in order: ${(error as Error).message}`);
    });
  }
}
