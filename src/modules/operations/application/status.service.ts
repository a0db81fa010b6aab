import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../common/domain/clock.js';
import { Component, COMPONENTS, Condition } from '../domain/component.js';
import { ComponentChecks } from '../domain/component-checks.js';
import { HeartbeatRepository } from '../domain/heartbeat.repository.js';
import { Beats, Uptime, uptimeOf, uptimeStart } from '../domain/uptime.js';
import { Remembered } from './remembered.js';

/** Anybody may look as often as they like, so looking must not become load. */
const CHECKS_FRESH_MILLISECONDS = 10_000;
const HISTORY_FRESH_MILLISECONDS = 60_000;

export interface StatusReport {
  checkedAt: Date;
  components: readonly { component: Component; condition: Condition; uptime: Uptime }[];
}

@Injectable()
export class StatusService {
  private readonly logger = new Logger(StatusService.name);
  private readonly conditions: Remembered<ReadonlyMap<Component, Condition>>;
  private readonly history: Remembered<ReadonlyMap<Component, Beats>>;

  constructor(
    checks: ComponentChecks,
    heartbeats: HeartbeatRepository,
    private readonly clock: Clock,
  ) {
    this.conditions = new Remembered(() => checks.run(), CHECKS_FRESH_MILLISECONDS);
    this.history = new Remembered(() => {
      const now = this.clock.now();
      return heartbeats.between(uptimeStart(now), now);
    }, HISTORY_FRESH_MILLISECONDS);
  }

  /** Answers without the database too, then without a past: that is when people look. */
  async report(): Promise<StatusReport> {
    const checkedAt = this.clock.now();
    const [conditions, history] = await Promise.all([this.conditions.get(checkedAt), this.historyOrNothing(checkedAt)]);
    return {
      checkedAt,
      components: COMPONENTS.map((component) => ({
        component,
        condition: conditions.get(component) ?? 'down',
        uptime: uptimeOf(history.get(component), checkedAt),
      })),
    };
  }

  private async historyOrNothing(now: Date): Promise<ReadonlyMap<Component, Beats>> {
    try {
      return await this.history.get(now);
    } catch (error) {
      this.logger.warn(`The heartbeats could not be read: ${(error as Error).message}`);
      return new Map();
    }
  }
}
