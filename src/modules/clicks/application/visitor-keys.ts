import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Click } from '../domain/click.js';
import { DailySalts } from '../domain/daily-salts.js';
import { dayOf } from '../domain/utc-day.js';

/** Tells visitors of a link apart for a day, without a word about who they are. */
@Injectable()
export class VisitorKeys {
  constructor(private readonly salts: DailySalts) {}

  /** For clicks of that day, of UTC: who made one; null where nothing tells. */
  async ofDay(at: number): Promise<(click: Click) => string | null> {
    const salt = await this.salts.of(dayOf(at));
    return ({ shortUrlId, ip, userAgent }) => {
      if (ip === '') return null;
      const visitor = `${salt} ${shortUrlId} ${ip} ${userAgent}`;
      return hash('sha256', visitor, 'buffer').readBigInt64BE().toString();
    };
  }
}
