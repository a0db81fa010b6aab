import { Injectable } from '@nestjs/common';
import { copyRows } from '../../../../database/copy-rows.js';
import { Database } from '../../../../database/database.js';
import { RollupUpkeep } from '../../domain/rollup-upkeep.js';
import { Period } from '../../domain/periods.js';
import {
  DAY_MILLISECONDS,
  dayOf,
  QUARTER_MILLISECONDS,
  startOfDay,
  startOfMonth,
  startOfNextMonth,
  startOfQuarter,
} from '../../domain/utc-day.js';
import { Tally } from '../../domain/tally.js';
import { chunksOf } from './chunks.js';
import { CoveredDays } from './covered-days.js';
import { DayPartitions } from './day-partitions.js';
import { fieldsOf, GRAIN, packedOf, Rollup, ROLLUP_COLUMNS, RollupKey, RollupPlace, TallyRow } from './rollup-rows.js';

/** Only one instance does it at a time. */
const LOCK = 'SELECT pg_try_advisory_xact_lock(4402620) AS taken';
const SALTS_KEPT_DAYS = 2;
/** As long as clicks may wait for the database. */
const GONE_LINKS_KEPT_DAYS = 31;
/** For clicks that are drained after the day's end. */
const DAY_CLOSES_MILLISECONDS = 3_600_000;
/** When no day of it can be added up any more. */
const MONTH_CLOSES_DAYS = 8;
const MONTHS_LOOKED_AT = 2;

/** How many rows of what become one. */
interface Step {
  grain: number;
  /** Fewer are not worth it. */
  fewest: number;
  /** In one transaction: all of them are in memory at once, each with up to 1,000 values of a kind. */
  most: number;
}

/** Of which one row then holds all. */
interface Covering extends Step {
  covered: number;
  whole: number;
  /** The table of those that are done. */
  done: string;
}

/** Each merging reads what the one before wrote. */
const MERGING: Step = { grain: GRAIN.quarter, fewest: 8, most: 2_000 };
const TO_DAYS: Covering = {
  ...{ grain: GRAIN.quarter, fewest: 16, most: 2_000 },
  ...{ covered: GRAIN.coveredQuarter, whole: GRAIN.day, done: 'click_rollup_days' },
};
/** Days have more values than quarters of an hour. */
const TO_MONTHS: Covering = {
  ...{ grain: GRAIN.day, fewest: 4, most: 300 },
  ...{ covered: GRAIN.coveredDay, whole: GRAIN.month, done: 'click_rollup_months' },
};

interface Subject extends RollupKey {
  rows: number;
}

interface Row extends TallyRow {
  scope: number;
  workspace_id: string;
  subject_id: string;
  starts_at: Date;
}

/** What a row is added to. */
type PlacesOf = (row: Row) => Pick<RollupPlace, 'grain' | 'startsAt'>[];

const SUBJECTS = `
  SELECT scope, workspace_id AS "workspaceId", subject_id AS "subjectId", count(*)::integer AS rows
  FROM click_rollups
  WHERE grain = $1 AND starts_at >= $2 AND starts_at < $3 GROUP BY 1, 2, 3 HAVING count(*) >= $4`;
const TAKE = `
  DELETE FROM click_rollups r USING unnest($4::smallint[], $5::uuid[], $6::uuid[]) AS s (scope, workspace_id, subject_id)
  WHERE r.grain = $1 AND r.starts_at >= $2 AND r.starts_at < $3
    AND r.scope = s.scope AND r.workspace_id = s.workspace_id AND r.subject_id = s.subject_id RETURNING r.*`;

@Injectable()
export class TypeormRollupUpkeep extends RollupUpkeep {
  constructor(
    private readonly database: Database,
    private readonly partitions: DayPartitions,
    private readonly coveredDays: CoveredDays,
  ) {
    super();
  }

  override async mergeRecent(now: number): Promise<void> {
    const current = startOfQuarter(now);
    for (const from of [current - QUARTER_MILLISECONDS, current]) {
      await this.eachChunk(MERGING, [from, from + QUARTER_MILLISECONDS], () => [
        { grain: GRAIN.quarter, startsAt: from },
      ]);
    }
  }

  override async addUpDays(now: number): Promise<void> {
    const today = startOfDay(now - DAY_CLOSES_MILLISECONDS);
    const days: { day: string }[] = await this.database.manager.query(
      `SELECT over::date::text AS day FROM generate_series($1::date, $2::date, '1 day') AS over
      WHERE NOT EXISTS (SELECT FROM click_rollup_days d WHERE d.day = over::date)`,
      [dayOf(today - 7 * DAY_MILLISECONDS), dayOf(today - DAY_MILLISECONDS)],
    );
    for (const { day } of days) {
      const start = Date.parse(day);
      await this.cover(TO_DAYS, [start, start + DAY_MILLISECONDS]);
    }
  }

  override async addUpMonths(now: number): Promise<void> {
    let month = startOfMonth(now - MONTH_CLOSES_DAYS * DAY_MILLISECONDS);
    for (let looked = 0; looked < MONTHS_LOOKED_AT; looked += 1) {
      month = startOfMonth(month - 1);
      const done: unknown[] = await this.database.manager.query('SELECT FROM click_rollup_months WHERE month = $1', [
        dayOf(month),
      ]);
      if (done.length === 0) await this.cover(TO_MONTHS, [month, startOfNextMonth(month)]);
    }
  }

  override async removeOld(now: number): Promise<void> {
    await this.database.manager.query('DELETE FROM click_salts WHERE day < $1', [
      dayOf(now - SALTS_KEPT_DAYS * DAY_MILLISECONDS),
    ]);
    await this.database.manager.query('DELETE FROM gone_short_urls WHERE deleted_at < $1', [
      new Date(now - GONE_LINKS_KEPT_DAYS * DAY_MILLISECONDS),
    ]);
    // Last, as one that is being read is left for another time.
    await this.partitions.dropOld(now);
  }

  /** What is added up is marked as covered, and stays for whoever asks for a part of it. */
  private async cover(covering: Covering, period: Period): Promise<void> {
    const [from] = period;
    const isDone = await this.eachChunk(covering, period, ({ starts_at }) => [
      { grain: covering.covered, startsAt: starts_at.getTime() },
      { grain: covering.whole, startsAt: from },
    ]);
    if (!isDone) return;
    await this.database.manager.query(`INSERT INTO ${covering.done} VALUES ($1) ON CONFLICT DO NOTHING`, [dayOf(from)]);
  }

  /** Whether nobody else was at it. */
  private async eachChunk({ grain, fewest, most }: Step, period: Period, placesOf: PlacesOf): Promise<boolean> {
    const rowsOf = [grain, ...period.map((it) => new Date(it))];
    const subjects: Subject[] = await this.database.manager.query(SUBJECTS, [...rowsOf, fewest]);
    for (const chunk of chunksOf(subjects, ({ rows }) => rows, most)) {
      const isTaken = await this.database.run(async () => {
        const [lock]: { taken: boolean }[] = await this.database.manager.query(LOCK);
        if (!lock?.taken) return false;
        await this.coveredDays.take(period);
        const [rows]: [Row[], number] = await this.database.manager.query(TAKE, [
          ...rowsOf,
          chunk.map(({ scope }) => scope),
          chunk.map(({ workspaceId }) => workspaceId),
          chunk.map(({ subjectId }) => subjectId),
        ]);
        await copyRows(this.database.manager, 'click_rollups', ROLLUP_COLUMNS, addUp(rows, placesOf), fieldsOf);
        return true;
      });
      if (!isTaken) return false;
    }
    return true;
  }
}

function addUp(rows: readonly Row[], placesOf: PlacesOf): Rollup[] {
  const rollups = new Map<string, Rollup & { sums: Tally }>();
  for (const row of rows) {
    const subject = { scope: row.scope, workspaceId: row.workspace_id, subjectId: row.subject_id };
    for (const { grain, startsAt } of placesOf(row)) {
      const key = `${row.scope} ${row.workspace_id} ${row.subject_id} ${grain} ${startsAt}`;
      const rollup = rollups.get(key) ?? { ...subject, grain, startsAt, sums: new Tally() };
      rollups.set(key, rollup);
      rollup.sums.add(packedOf(row));
    }
  }
  return [...rollups.values()];
}
