import { Injectable } from '@nestjs/common';
import { ThrottlerStorage } from '@nestjs/throttler';
import { WindowCounter } from '../../../common/throttling/window-counter.js';

type Increment = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** Lets the throttler count in the installation's counter: one window from the first request, refusals not counted. */
@Injectable()
export class PlanThrottlerStorage implements ThrottlerStorage {
  constructor(private readonly counter: WindowCounter) {}

  async increment(key: string, ttl: number, limit: number): Promise<Increment> {
    const window = await this.counter.take(key, limit, ttl / 1000);
    const resetsIn = (window.resetAt.getTime() - Date.now()) / 1000;
    return {
      totalHits: window.count,
      timeToExpire: resetsIn,
      isBlocked: !window.passed,
      timeToBlockExpire: window.passed ? 0 : resetsIn,
    };
  }
}
