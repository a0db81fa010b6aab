import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Click } from '../domain/click.js';
import { DailySalts } from '../domain/daily-salts.js';
import { dayOf, startOfDay } from '../domain/utc-day.js';

/** Tells visitors of a link apart for a day, without a word about who they are. */
@Injectable()
export class VisitorKeys {
  constructor(private readonly salts: DailySalts) {}

  /** For clicks of these times: who made one; null where nothing tells. */
  async forClicks(clicks: readonly Click[]): Promise<(click: Click) => string | null> {
    const salts = new Map<number, string>();
    for (const { at } of clicks) {
      const day = startOfDay(at);
      if (!salts.has(day)) salts.set(day, await this.salts.of(dayOf(at)));
    }
    return ({ at, shortUrlId, ip, userAgent }) => {
      if (ip === '') return null;
      const visitor = `${salts.get(startOfDay(at))} ${shortUrlId} ${ip} ${userAgent}`;
      return hash('sha256', visitor, 'buffer').readBigInt64BE().toString();
    };
  }
}
