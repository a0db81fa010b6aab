import { Injectable } from '@nestjs/common';
import { Database } from '../../../../database/database.js';
import { DAY_MILLISECONDS, dayOf } from '../../domain/utc-day.js';

/** So that two instances do not make the same at once. */
const MAKING = 'SELECT pg_advisory_xact_lock(4402618)';
/** A table that is being read is dropped another time. */
const LITTLE_PATIENCE = "SET LOCAL lock_timeout = '2s'";
/** A day of visitors is asked again for clicks that were drained after its end. */
const VISITORS_KEPT_DAYS = 2;

interface Parent {
  name: string;
  /** The start of a day, as its column takes it. */
  startOf: (day: string) => string;
  /** Where it may not be there itself yet. */
  making?: string;
}

const VISITORS: Parent = { name: 'click_visitors', startOf: (day) => day };
const clicksKeptFor = (days: number): Parent => ({
  name: `clicks_${days}`,
  startOf: (day) => `${day}T00:00:00Z`,
  making: `
    CREATE TABLE IF NOT EXISTS clicks_${days} PARTITION OF clicks FOR VALUES IN (${days}) PARTITION BY RANGE (at)`,
});

/** The tables of days: made when they are needed first, and dropped as a whole. */
@Injectable()
export class DayPartitions {
  private readonly known = new Set<string>();

  constructor(private readonly database: Database) {}

  async prepareVisitors(at: number): Promise<void> {
    await this.prepare(VISITORS, at);
  }

  async prepareClicks(keptDays: number, at: number): Promise<void> {
    await this.prepare(clicksKeptFor(keptDays), at);
  }

  /** Those of which nothing is to be kept any more. */
  async dropOld(now: number): Promise<void> {
    const tables: { name: string }[] = await this.database.manager.query(
      "SELECT relname AS name FROM pg_class WHERE relispartition AND relname ~ '^click(s_[0-9]+|_visitors)_[0-9]{8}$'",
    );
    const failures: Error[] = [];
    for (const { name } of tables.filter((it) => isOld(it.name, now))) {
      await this.drop(name).catch((error: unknown) => {
        if (!isInUse(error)) failures.push(error as Error);
      });
    }
    if (failures[0]) throw failures[0];
  }

  /** Another instance may have dropped some. */
  lookAnew(): void {
    this.known.clear();
  }

  private async prepare({ name, startOf, making }: Parent, at: number): Promise<void> {
    const table = `${name}_${dayOf(at).replaceAll('-', '')}`;
    if (this.known.has(table)) return;
    const [from, to] = [at, at + DAY_MILLISECONDS].map((it) => startOf(dayOf(it)));
    await this.database.run(async () => {
      await this.database.manager.query(MAKING);
      const [row]: { there: boolean }[] = await this.database.manager.query(
        'SELECT to_regclass($1) IS NOT NULL AS there',
        [table],
      );
      if (row?.there) return;
      if (making !== undefined) await this.database.manager.query(making);
      // Attaching waits for no reader, as making it a part from the start would.
      await this.database.manager.query(`CREATE TABLE ${table} (LIKE ${name} INCLUDING DEFAULTS)`);
      await this.database.manager.query(
        `ALTER TABLE ${name} ATTACH PARTITION ${table} FOR VALUES FROM ('${from}') TO ('${to}')`,
      );
    });
    this.known.add(table);
  }

  private async drop(table: string): Promise<void> {
    await this.database.run(async () => {
      await this.database.manager.query(LITTLE_PATIENCE);
      await this.database.manager.query(`DROP TABLE IF EXISTS ${table}`);
    });
    this.known.delete(table);
  }
}

/** SQLSTATE 55P03: the patience was over. */
const isInUse = (error: unknown): boolean =>
  (error as { driverError?: { code?: string } }).driverError?.code === '55P03';

function isOld(table: string, now: number): boolean {
  const [, keptDays = VISITORS_KEPT_DAYS, year = '', month = '', day = ''] =
    /^click(?:s_(\d+)|_visitors)_(\d{4})(\d{2})(\d{2})$/.exec(table) ?? [];
  return isPast(Date.parse(`${year}-${month}-${day}`), Number(keptDays), now);
}

/** Whether a day is over for longer than it is kept. */
export const isPast = (day: number, keptDays: number, now: number): boolean =>
  day + (keptDays + 1) * DAY_MILLISECONDS <= now;
