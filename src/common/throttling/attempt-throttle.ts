import { isIPv6 } from 'node:net';
import { Injectable } from '@nestjs/common';
import { TooManyAttemptsError } from '../domain/errors.js';
import { AttemptRule } from './attempt-rules.js';
import { WindowCounter } from './window-counter.js';

/** One rule applied to one subject: an account, an address, or both. */
export interface Attempt {
  rule: AttemptRule;
  subject: string;
}

@Injectable()
export class AttemptThrottle {
  constructor(private readonly counter: WindowCounter) {}

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
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
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
