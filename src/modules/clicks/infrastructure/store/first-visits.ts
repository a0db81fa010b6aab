import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Database } from '../../../../database/database.js';
import { DescribedClick } from '../../domain/described-click.js';
import { dayOf } from '../../domain/utc-day.js';
import { DayPartitions } from './day-partitions.js';

const MOST_REMEMBERED = 200_000;

interface Visit {
  day: string;
  visitor: string;
}

/** Those who are new, in an order that is the same everywhere, so that nobody waits for the other. */
const ADD = `
  INSERT INTO click_visitors SELECT * FROM unnest($1::date[], $2::bigint[]) AS visit (day, visitor) ORDER BY day, visitor
  ON CONFLICT DO NOTHING RETURNING day::text, visitor::text`;

/** Knows which visits are their visitors' first of the day on their link. */
@Injectable()
export class FirstVisits {
  /** Most clicks of a visitor follow the one before soon: those need not be asked for. */
  private readonly remembered = new LRUCache<string, true>({ max: MOST_REMEMBERED });

  constructor(
    private readonly database: Database,
    private readonly partitions: DayPartitions,
  ) {}

  async prepare(clicks: readonly DescribedClick[]): Promise<void> {
    for (const at of new Map(clicks.map((click) => [dayOf(click.at), click.at])).values()) {
      await this.partitions.prepareVisitors(at);
    }
  }

  /** Remembers them, in the surrounding transaction. */
  async among(clicks: readonly DescribedClick[]): Promise<ReadonlySet<DescribedClick>> {
    const unknown = this.unknownAmong(clicks);
    const rows: Visit[] = await this.database.manager.query(ADD, [
      [...unknown.values()].map(({ at }) => dayOf(at)),
      [...unknown.values()].map(({ visitor }) => visitor),
    ]);
    this.database.afterCommit(() => {
      for (const key of unknown.keys()) this.remembered.set(key, true);
    });
    return new Set(
      rows.map(({ day, visitor }) => unknown.get(keyOf(day, visitor))).filter((click) => click !== undefined),
    );
  }

  /** Of each visitor the first here. */
  private unknownAmong(clicks: readonly DescribedClick[]): Map<string, DescribedClick> {
    const unknown = new Map<string, DescribedClick>();
    for (const click of clicks) {
      if (click.visitor === null || click.botKind !== null) continue;
      const key = keyOf(dayOf(click.at), click.visitor);
      if (!unknown.has(key) && !this.remembered.has(key)) unknown.set(key, click);
    }
    return unknown;
  }
}

const keyOf = (day: string, visitor: string): string => `${day} ${visitor}`;
