import { Injectable, OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { Clock } from '../domain/clock.js';
import { RedisConnection } from './redis-connection.js';
import { WindowCount, WindowCounter } from './window-counter.js';
import { GIVE_BACK, READ, TAKE } from './window-scripts.js';

/** Other programs may keep something in the same Redis. */
const PREFIX = 'trimlink:window:';

/** Counts for all instances together; while Redis is out of reach, each goes on for itself. */
@Injectable()
export class RedisWindowCounter extends WindowCounter implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly redis: RedisConnection,
    private readonly ownCounter: WindowCounter,
    private readonly clock: Clock,
  ) {
    super();
  }

  onModuleInit(): Promise<void> {
    return this.redis.open();
  }

  onApplicationShutdown(): void {
    this.redis.close();
  }

  override async take(key: string, limit: number, windowSeconds: number): Promise<WindowCount & { passed: boolean }> {
    const answer = await this.redis.run(TAKE, PREFIX + key, limit, windowSeconds * 1000);
    if (!answer) return this.ownCounter.take(key, limit, windowSeconds);
    const [passed, count = 0, left = 0] = answer;
    return { passed: passed === 1, count, resetAt: this.after(left) };
  }

  override async giveBack(key: string): Promise<void> {
    const answer = await this.redis.run(GIVE_BACK, PREFIX + key);
    if (!answer) await this.ownCounter.giveBack(key);
  }

  override async read(key: string): Promise<WindowCount | undefined> {
    const answer = await this.redis.run(READ, PREFIX + key);
    if (!answer) return this.ownCounter.read(key);
    const [count, left = 0] = answer;
    return count === undefined ? undefined : { count, resetAt: this.after(left) };
  }

  /** Redis counts the time of a window, so that clocks of several machines need not agree. */
  private after(milliseconds: number): Date {
    return new Date(this.clock.now().getTime() + milliseconds);
  }
}
