import { Injectable } from '@nestjs/common';
import { Clock } from '../../../common/domain/clock.js';
import { ComponentChecks } from '../domain/component-checks.js';
import { HeartbeatRepository } from '../domain/heartbeat.repository.js';
import { minuteOf, uptimeStart } from '../domain/uptime.js';

/** The record behind the status page: once a minute, what worked. Nothing written means that nothing did. */
@Injectable()
export class HeartbeatService {
  constructor(
    private readonly checks: ComponentChecks,
    private readonly heartbeats: HeartbeatRepository,
    private readonly clock: Clock,
  ) {}

  async beat(): Promise<void> {
    const minute = minuteOf(this.clock.now());
    const conditions = await this.checks.run();
    const healthy = new Map([...conditions].map(([component, condition]) => [component, condition !== 'down']));
    await this.heartbeats.record(minute, healthy);
  }

  prune(): Promise<void> {
    return this.heartbeats.prune(uptimeStart(this.clock.now()));
  }
}
