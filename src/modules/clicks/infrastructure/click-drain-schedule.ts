import { performance } from 'node:perf_hooks';
import { BeforeApplicationShutdown, Injectable, Logger, OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ClickDrain } from '../application/click-drain.js';

const PAUSE_MILLISECONDS = 400;
const LOOK_MILLISECONDS = 100;
/** Visitors come first: while this process has hardly a moment for anything else, clicks wait, but not for longer. */
const LONGEST_PAUSE_MILLISECONDS = 5_000;
const BUSY_UTILIZATION = 0.8;

/** Drains while this process serves, so that a click is seen within seconds, and once more when it stops. */
@Injectable()
export class ClickDrainSchedule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ClickDrainSchedule.name);
  private timer: NodeJS.Timeout | undefined;
  private isBroken = false;
  private isStopped = false;

  constructor(
    private readonly drain: ClickDrain,
    private readonly host: HttpAdapterHost,
  ) {}

  onApplicationBootstrap(): void {
    // A command-line context has no server, and records nothing.
    if ((this.host as Partial<HttpAdapterHost>).httpAdapter) this.wait();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    await this.run();
  }

  private wait(): void {
    this.timer = setTimeout(() => {
      this.look(PAUSE_MILLISECONDS);
    }, PAUSE_MILLISECONDS).unref();
  }

  /** Whether there is time, for no longer than needed to tell: what is begun is drained at a stretch. */
  private look(waited: number): void {
    const before = performance.eventLoopUtilization();
    this.timer = setTimeout(() => {
      const { utilization } = performance.eventLoopUtilization(before);
      const pause = waited + LOOK_MILLISECONDS;
      if (!isTimeToDrain(utilization, pause)) {
        this.look(pause);
        return;
      }
      void this.run().then(() => {
        if (!this.isStopped) this.wait();
      });
    }, LOOK_MILLISECONDS).unref();
  }

  /** What can't be kept now stays where it is; said once, and once more when it goes again. */
  private async run(): Promise<void> {
    try {
      await this.drain.run();
      if (this.isBroken) this.logger.log('Recorded clicks are kept again');
      this.isBroken = false;
    } catch (error) {
      if (!this.isBroken) this.logger.warn(`Recorded clicks wait, as they can't be kept: ${(error as Error).message}`);
      this.isBroken = true;
    }
  }
}

/** @param utilization of the event loop (Node's `performance.eventLoopUtilization`) while it was looked at */
export const isTimeToDrain = (utilization: number, pauseMilliseconds: number): boolean =>
  utilization <= BUSY_UTILIZATION || pauseMilliseconds >= LONGEST_PAUSE_MILLISECONDS;
