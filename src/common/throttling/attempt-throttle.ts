import { isIPv6 } from 'node:net';
import { Injectable } from '@nestjs/common';
import { TooManyAttemptsError } from '../domain/errors.js';
import { parseAddress } from '../domain/ip-address.js';
import { AttemptRule } from './attempt-rules.js';
import { WindowCounter } from './window-counter.js';

/** One rule applied to one subject: an account, an address, or both. */
export interface Attempt {
  rule: AttemptRule;
  subject: string;
}

@Injectable()
export class AttemptThrottle {
  /** By key, those whose outcome is open. */
  private readonly underWay = new Map<string, Set<Promise<unknown>>>();

  constructor(private readonly counter: WindowCounter) {}

  /**
   * Runs `work`, which gives undefined for a failure. Only failures count, and however many come at once, no more run
   * than may still fail: the others wait for their outcome.
   * @throws TooManyAttemptsError
   */
  async try<T>(attempts: readonly Attempt[], work: () => Promise<T | undefined>): Promise<T | undefined> {
    await this.reserve(attempts);
    const outcome = this.countFailure(attempts, work);
    const settled = outcome.catch(() => undefined);
    const keys = attempts.map(({ rule, subject }) => keyOf(rule, subject));
    for (const key of keys) this.underWay.set(key, (this.underWay.get(key) ?? new Set()).add(settled));
    try {
      return await outcome;
    } finally {
      for (const key of keys) {
        this.underWay.get(key)?.delete(settled);
        if (this.underWay.get(key)?.size === 0) this.underWay.delete(key);
      }
    }
  }

  /** What breaks down says nothing about who tried. */
  private async countFailure<T>(
    attempts: readonly Attempt[],
    work: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    let hasFailed = false;
    try {
      const result = await work();
      hasFailed = result === undefined;
      return result;
    } finally {
      if (!hasFailed) await this.forgive(attempts);
    }
  }

  private async reserve(attempts: readonly Attempt[]): Promise<void> {
    for (;;) {
      try {
        await this.begin(attempts);
        return;
      } catch (error) {
        const open = attempts.flatMap(({ rule, subject }) => [...(this.underWay.get(keyOf(rule, subject)) ?? [])]);
        if (open.length === 0) throw error;
        await Promise.race(open);
      }
    }
  }

  /**
   * Counts an attempt before its outcome is known, so that parallel guesses cannot pass together.
   * @throws TooManyAttemptsError when one of the rules has been used up; then nothing is counted.
   */
  async begin(attempts: readonly Attempt[]): Promise<void> {
    for (const [index, { rule, subject }] of attempts.entries()) {
      const window = await this.counter.take(keyOf(rule, subject), rule.limit, rule.windowSeconds);
      if (window.passed) continue;
      await this.forgive(attempts.slice(0, index));
      throw new TooManyAttemptsError(rule.limit, window.resetAt);
    }
  }

  /** Takes back what `begin` counted: only failures count. */
  async forgive(attempts: readonly Attempt[]): Promise<void> {
    for (const { rule, subject } of attempts) await this.counter.giveBack(keyOf(rule, subject));
  }

  /** How many attempts the tightest of the rules still lets through. */
  async remaining(attempts: readonly Attempt[]): Promise<number> {
    const counts = await Promise.all(attempts.map(({ rule, subject }) => this.counter.read(keyOf(rule, subject))));
    return Math.min(...attempts.map(({ rule }, index) => rule.limit - (counts[index]?.count ?? 0)));
  }
}

const keyOf = (rule: AttemptRule, subject: string): string => `${rule.name}:${subject}`;

/** Who counts as one client: an IPv4 address, or the /64 that an IPv6 subscriber owns. */
export function clientOfAddress(address: string): string {
  const plain = parseAddress(address)?.address ?? address;
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('%')[0]?.split('::') ?? [];
  const left = head.split(':').filter(Boolean);
  const right = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const groups = [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
