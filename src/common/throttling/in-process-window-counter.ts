import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../domain/clock.js';
import { WindowCount, WindowCounter } from './window-counter.js';

/** Bounds the memory that a flood of addresses can take; the least recently counted key is forgotten first. */
const MAX_KEYS = 100_000;

@Injectable()
export class InProcessWindowCounter extends WindowCounter {
  private readonly windows = new LRUCache<string, { count: number; resetAt: number }>({ max: MAX_KEYS });

  constructor(private readonly clock: Clock) {
    super();
  }

  override take(key: string, limit: number, windowSeconds: number): Promise<WindowCount & { passed: boolean }> {
    const now = this.clock.now().getTime();
    const window = this.current(key, now) ?? { count: 0, resetAt: now + windowSeconds * 1000 };
    const passed = window.count < limit;
    if (passed) {
      window.count += 1;
      this.windows.set(key, window);
    }
    return Promise.resolve({ passed, count: window.count, resetAt: new Date(window.resetAt) });
  }

  override giveBack(key: string): Promise<void> {
    const window = this.current(key, this.clock.now().getTime());
    if (window && window.count > 0) window.count -= 1;
    return Promise.resolve();
  }

  override read(key: string): Promise<WindowCount | undefined> {
    const window = this.current(key, this.clock.now().getTime());
    return Promise.resolve(window && { count: window.count, resetAt: new Date(window.resetAt) });
  }

  private current(key: string, now: number): { count: number; resetAt: number } | undefined {
    const window = this.windows.get(key);
    return window && window.resetAt > now ? window : undefined;
  }
}
