import { Injectable } from '@nestjs/common';
import { Database } from '../../../../database/database.js';
import { DescribedClick } from '../../domain/described-click.js';
import { dayOf, startOfDay } from '../../domain/utc-day.js';
import { DayPartitions } from './day-partitions.js';

const MOST_REMEMBERED = 200_000;

/** Those who are new, in an order that is the same everywhere, so that nobody waits for the other. One row takes a fraction of the time of many. */
const ADD = `
  WITH new AS (INSERT INTO click_visitors SELECT $1::date, visitor FROM unnest($2::bigint[]) AS visitor ORDER BY visitor
    ON CONFLICT DO NOTHING RETURNING visitor)
  SELECT string_agg(visitor::text, ',') AS visitors FROM new`;

/** Knows which visits are their visitors' first of the day on their link. */
@Injectable()
export class FirstVisits {
  /** Most clicks of a visitor follow the one before soon: those need not be asked for. */
  private remembered = new Set<string>();
  private rememberedDay = 0;

  constructor(
    private readonly database: Database,
    private readonly partitions: DayPartitions,
  ) {}

  async prepare(clicks: readonly DescribedClick[]): Promise<void> {
    for (const day of new Set(clicks.map(({ at }) => startOfDay(at)))) await this.partitions.prepareVisitors(day);
  }

  /** Remembers them, in the surrounding transaction. */
  async among(clicks: readonly DescribedClick[]): Promise<ReadonlySet<DescribedClick>> {
    const first = new Set<DescribedClick>();
    const days = [...this.unknownAmong(clicks)].toSorted(([one], [other]) => one - other);
    for (const [day, unknown] of days) {
      const visitors = [...unknown.keys()];
      const [row]: { visitors: string | null }[] = await this.database.manager.query(ADD, [
        dayOf(day),
        `{${visitors.join(',')}}`,
      ]);
      for (const visitor of row?.visitors?.split(',') ?? []) first.add(unknown.get(visitor) as DescribedClick);
      this.database.afterCommit(() => {
        this.remember(day, visitors);
      });
    }
    return first;
  }

  /** By day: of each visitor the first here. */
  private unknownAmong(clicks: readonly DescribedClick[]): Map<number, Map<string, DescribedClick>> {
    const days = new Map<number, Map<string, DescribedClick>>();
    for (const click of clicks) {
      const { at, visitor, botKind } = click;
      if (visitor === null || botKind !== null) continue;
      const day = startOfDay(at);
      if (day === this.rememberedDay && this.remembered.has(visitor)) continue;
      let unknown = days.get(day);
      if (!unknown) days.set(day, (unknown = new Map<string, DescribedClick>()));
      if (!unknown.has(visitor)) unknown.set(visitor, click);
    }
    return days;
  }

  /** Of the latest day alone. */
  private remember(day: number, visitors: readonly string[]): void {
    if (day < this.rememberedDay) return;
    if (day > this.rememberedDay || this.remembered.size > MOST_REMEMBERED) this.remembered = new Set();
    this.rememberedDay = day;
    for (const visitor of visitors) this.remembered.add(visitor);
  }
}
