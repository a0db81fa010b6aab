import { Injectable } from '@nestjs/common';
import { copyRows } from '../../../../database/copy-rows.js';
import { Database } from '../../../../database/database.js';
import { RollupUpkeep } from '../../domain/rollup-upkeep.js';
import { DAY_MILLISECONDS, dayOf, QUARTER_MILLISECONDS, startOfDay, startOfQuarter } from '../../domain/utc-day.js';
import { Tally } from '../../domain/tally.js';
import { chunksOf } from './chunks.js';
import { CoveredDays } from './covered-days.js';
import { DayPartitions } from './day-partitions.js';
import { fieldsOf, GRAIN, packedOf, Rollup, ROLLUP_COLUMNS, RollupKey, RollupPlace, TallyRow } from './rollup-rows.js';

/** Only one instance does it at a time. */
const LOCK = 'SELECT pg_try_advisory_xact_lock(4402620) AS taken';
/** That are added up in one transaction: all of them are in memory at once, each with up to 1,000 values of a kind. */
const MOST_ROWS = 2_000;
const SALTS_KEPT_DAYS = 2;
/** As long as clicks may wait for the database. */
const GONE_LINKS_KEPT_DAYS = 31;
/** For clicks that are drained after the day's end. */
const DAY_CLOSES_MILLISECONDS = 3_600_000;
/** Each merging reads what the one before wrote: of few rows it would save little. */
const FEWEST_TO_MERGE = 8;
/** A day that replaces fewer rows is not worth one of its own. */
const FEWEST_QUARTERS = 16;

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
type Period = [from: number, to: number];

const SUBJECTS = `
  SELECT scope, workspace_id AS "workspaceId", subject_id AS "subjectId", count(*)::integer AS rows
  FROM click_rollups
  WHERE grain = ${GRAIN.quarter} AND starts_at >= $1 AND starts_at < $2 GROUP BY 1, 2, 3 HAVING count(*) >= $3`;
const TAKE = `
  DELETE FROM click_rollups r USING unnest($3::smallint[], $4::uuid[], $5::uuid[]) AS s (scope, workspace_id, subject_id)
  WHERE r.grain = ${GRAIN.quarter} AND r.starts_at >= $1 AND r.starts_at < $2
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
      await this.eachChunk([from, from + QUARTER_MILLISECONDS], FEWEST_TO_MERGE, () => [
        { grain: GRAIN.quarter, startsAt: from },
      ]);
    }
  }

  override async addUpDays(now: number): Promise<void> {
    const today = startOfDay(now - DAY_CLOSES_MILLISECONDS);
    const days: { day: string }[] = await this.database.manager.query(
      `SELECT day::text FROM generate_series($1::date, $2::date, '1 day') AS day
      WHERE NOT EXISTS (SELECT FROM click_rollup_days d WHERE d.day = day::date)`,
      [dayOf(today - 7 * DAY_MILLISECONDS), dayOf(today - DAY_MILLISECONDS)],
    );
    for (const { day } of days) await this.addUpDay(Date.parse(day.slice(0, 10)));
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

  private async addUpDay(day: number): Promise<void> {
    const isDone = await this.eachChunk([day, day + DAY_MILLISECONDS], FEWEST_QUARTERS, ({ starts_at }) => [
      { grain: GRAIN.coveredQuarter, startsAt: starts_at.getTime() },
      { grain: GRAIN.day, startsAt: day },
    ]);
    if (!isDone) return;
    await this.database.manager.query('INSERT INTO click_rollup_days VALUES ($1) ON CONFLICT DO NOTHING', [dayOf(day)]);
  }

  /** Whether nobody else was at it. */
  private async eachChunk(period: Period, fewest: number, placesOf: PlacesOf): Promise<boolean> {
    const times = period.map((it) => new Date(it));
    const subjects: Subject[] = await this.database.manager.query(SUBJECTS, [...times, fewest]);
    for (const chunk of chunksOf(subjects, ({ rows }) => rows, MOST_ROWS)) {
      const isTaken = await this.database.run(async () => {
        const [lock]: { taken: boolean }[] = await this.database.manager.query(LOCK);
        if (!lock?.taken) return false;
        await this.coveredDays.take(startOfDay(period[0]));
        const [rows]: [Row[], number] = await this.database.manager.query(TAKE, [
          ...times,
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
  const rollups = new Map<string, Rollup>();
  for (const row of rows) {
    const subject = { scope: row.scope, workspaceId: row.workspace_id, subjectId: row.subject_id };
    for (const { grain, startsAt } of placesOf(row)) {
      const key = `${row.scope} ${row.workspace_id} ${row.subject_id} ${grain} ${startsAt}`;
      const rollup = rollups.get(key) ?? { ...subject, grain, startsAt, tally: new Tally() };
      rollups.set(key, rollup);
      rollup.tally.mergePacked(packedOf(row));
    }
  }
  return [...rollups.values()];
}
