import { BeforeApplicationShutdown, Injectable, Logger, OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Cron, CronExpression } from '@nestjs/schedule';
import { HeartbeatService } from '../application/heartbeat.service.js';

/** Not on the minute: a restart around it would leave one of two minutes without a beat. */
const EACH_MINUTE = '5 * * * * *';

/** Beats while this process listens: once at its start, then each minute. A command-line context never does. */
@Injectable()
export class HeartbeatSchedule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(HeartbeatSchedule.name);
  private stopped = false;

  constructor(
    private readonly heartbeat: HeartbeatService,
    private readonly server: HttpAdapterHost,
  ) {}

  onApplicationBootstrap(): void {
    this.server.listen$.subscribe(() => {
      this.beat();
    });
  }

  beforeApplicationShutdown(): void {
    this.stopped = true;
  }

  @Cron(EACH_MINUTE)
  beat(): void {
    this.run('stored', () => this.heartbeat.beat());
  }

  @Cron(CronExpression.EVERY_HOUR)
  prune(): void {
    this.run('pruned', () => this.heartbeat.prune());
  }

  private run(what: string, work: () => Promise<void>): void {
    if (!this.server.listening || this.stopped) return;
    work().catch((error: unknown) => {
      if (!this.stopped) this.logger.warn(`The heartbeats could not be ${what}: ${(error as Error).message}`);
    });
  }
}
