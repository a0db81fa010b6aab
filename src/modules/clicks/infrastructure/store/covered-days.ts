import { Injectable } from '@nestjs/common';
import { Database } from '../../../../database/database.js';
import { Period } from '../../domain/periods.js';
import { DAY_MILLISECONDS, startOfDay, startOfMonth } from '../../domain/utc-day.js';
import { GRAIN, Rollup, RollupKey, RollupPlace } from './rollup-rows.js';

const DAY_LOCKS = 4_402_619;

interface Row {
  grain: number;
  scope: number;
  workspace_id: string;
  subject_id: string;
  starts_at: Date;
}

const COVERED = `
  SELECT DISTINCT grain, scope, workspace_id, subject_id, starts_at FROM click_rollups
  JOIN unnest($1::smallint[], $2::uuid[], $3::uuid[], $4::timestamptz[]) AS late (scope, workspace_id, subject_id, starts_at)
    USING (scope, workspace_id, subject_id, starts_at)
  WHERE grain IN (${GRAIN.day}, ${GRAIN.coveredDay})`;

/** Days that are over and added up: what comes late for one is added to its quarter of an hour, its day and its month. */
@Injectable()
export class CoveredDays {
  constructor(private readonly database: Database) {}

  /** Of rollups that are about to be added: what is to be added for each. */
  async among(places: readonly RollupPlace[], now: number): Promise<(rollup: Rollup) => readonly Rollup[]> {
    const late = places.filter(({ startsAt }) => startOfDay(startsAt) < startOfDay(now));
    if (late.length === 0) return (rollup) => [rollup];
    await this.hold(late);
    const covered = await this.covered(late);
    return (rollup) => {
      const day = startOfDay(rollup.startsAt);
      const grain = covered.get(keyOf(rollup, day));
      if (grain === undefined) return [rollup];
      return [
        { ...rollup, grain: GRAIN.coveredQuarter },
        { ...rollup, grain, startsAt: day },
        ...(grain === GRAIN.day ? [] : [{ ...rollup, grain: GRAIN.month, startsAt: startOfMonth(day) }]),
      ];
    };
  }

  /** Keeps days to whoever adds them up, until the transaction is over. */
  async take([from, to]: Period): Promise<void> {
    await this.database.manager.query(
      'SELECT pg_advisory_xact_lock($1, day) FROM generate_series($2::int, $3::int) AS day',
      [DAY_LOCKS, startOfDay(from) / DAY_MILLISECONDS, startOfDay(to - 1) / DAY_MILLISECONDS],
    );
  }

  private async hold(late: readonly RollupPlace[]): Promise<void> {
    const days = [...new Set(late.map(({ startsAt }) => startOfDay(startsAt) / DAY_MILLISECONDS))].toSorted(
      (a, b) => a - b,
    );
    for (const day of days) {
      await this.database.manager.query('SELECT pg_advisory_xact_lock_shared($1, $2)', [DAY_LOCKS, day]);
    }
  }

  private async covered(late: readonly RollupPlace[]): Promise<ReadonlyMap<string, number>> {
    const rows: Row[] = await this.database.manager.query(COVERED, [
      late.map(({ scope }) => scope),
      late.map(({ workspaceId }) => workspaceId),
      late.map(({ subjectId }) => subjectId),
      late.map(({ startsAt }) => new Date(startOfDay(startsAt))),
    ]);
    return new Map(
      rows.map((row) => [
        keyOf({ scope: row.scope, workspaceId: row.workspace_id, subjectId: row.subject_id }, row.starts_at.getTime()),
        row.grain,
      ]),
    );
  }
}

const keyOf = ({ scope, workspaceId, subjectId }: RollupKey, day: number): string =>
  `${scope} ${workspaceId} ${subjectId} ${day}`;
