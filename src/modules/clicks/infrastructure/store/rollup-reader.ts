import { Injectable } from '@nestjs/common';
import { Database } from '../../../../database/database.js';
import { ClickScope } from '../../domain/click-reader.js';
import { Counts, NO_VALUES, PackedCounts } from '../../domain/counts.js';
import { Period, partPeriod } from '../../domain/periods.js';
import { Tallied } from '../../domain/sums.js';
import { GRAIN, RollupKey, SCOPE } from './rollup-rows.js';

/** A row: of whom, since when, how many, and by value of what was asked for. */
export interface CountedRow {
  subjectId: string;
  startsAt: number;
  counts: Counts;
  values: PackedCounts;
}

interface Row {
  subject_id: string;
  starts_at: Date;
  counts: Counts;
  values: PackedCounts | null;
}

interface GrainPeriod {
  grain: number;
  period: Period;
}

const COUNTS = 'ARRAY[clicks, human_clicks, unique_clicks, qr_scans]';
const SUMS = 'ARRAY[sum(clicks), sum(human_clicks), sum(unique_clicks), sum(qr_scans)]::float8[]';

/** Each subject in each period by an index of its own: joined at large, PostgreSQL would rather read the whole table. */
const among = (columns: string, grouping: string): string => `
  SELECT found.* FROM unnest($1::smallint[], $2::uuid[], $3::uuid[]) AS s (scope, workspace_id, subject_id),
    unnest($4::smallint[], $5::timestamptz[], $6::timestamptz[]) AS p (grain, since, until),
    LATERAL (SELECT ${columns} FROM click_rollups r WHERE r.workspace_id = s.workspace_id AND r.scope = s.scope
      AND r.subject_id = s.subject_id AND r.grain = p.grain AND r.starts_at >= p.since AND r.starts_at < p.until
      ${grouping}) AS found`;

const LINKS = `
  SELECT ${SCOPE.link} AS scope, workspace_id AS "workspaceId", id AS "subjectId" FROM short_urls
  WHERE workspace_id = ANY($1) AND ($2::uuid IS NULL OR id = $2) AND ($3::text IS NULL OR tags @> ARRAY[$3])`;
const DOMAINS = `
  SELECT ${SCOPE.domain} AS scope, w.id AS "workspaceId", d.id AS "subjectId"
  FROM unnest($1::uuid[]) AS w (id), domains d WHERE d.hostname = $2`;

export const isOfLinks = ({ shortUrlId, tag }: ClickScope): boolean => shortUrlId !== undefined || tag !== undefined;

/** Reads what clicks add up to. */
@Injectable()
export class RollupReader {
  constructor(private readonly database: Database) {}

  /** What a scope is the sum of; a domain of links is not looked at, as they may have been moved. */
  async subjectsOf(scope: ClickScope): Promise<RollupKey[]> {
    const { workspaceIds, shortUrlId, domain, tag } = scope;
    if (isOfLinks(scope)) {
      return this.database.manager.query(LINKS, [workspaceIds, shortUrlId ?? null, tag ?? null]);
    }
    if (domain !== undefined) return this.database.manager.query(DOMAINS, [workspaceIds, domain]);
    return workspaceIds.map((workspaceId) => ({ scope: SCOPE.workspace, workspaceId, subjectId: workspaceId }));
  }

  async domainIdsOf(hostname: string): Promise<string[]> {
    const rows: { id: string }[] = await this.database.manager.query('SELECT id FROM domains WHERE hostname = $1', [
      hostname,
    ]);
    return rows.map(({ id }) => id);
  }

  /** By bucket: its place among the starts. */
  async sums(
    subjects: readonly RollupKey[],
    period: Period,
    starts: readonly number[],
  ): Promise<{ bucket: number; counts: Counts }[]> {
    const bucket = 'width_bucket(r.starts_at, $7::timestamptz[]) - 1';
    const sql = among(`${bucket} AS bucket, ${SUMS} AS counts`, 'GROUP BY 1');
    return this.query(sql, subjects, grainsOf(period, starts), [starts.map((start) => new Date(start))]);
  }

  async rows(
    subjects: readonly RollupKey[],
    period: Period,
    borders: readonly number[],
    values: Tallied,
  ): Promise<CountedRow[]> {
    return this.read(
      subjects,
      grainsOf(period, borders),
      among(`s.subject_id, starts_at, ${COUNTS} AS counts, ${values} AS values`, ''),
    );
  }

  /** Of a link's subject its id. */
  async sumsBySubject(
    subjects: readonly RollupKey[],
    period: Period,
  ): Promise<{ subjectId: string; counts: Counts }[]> {
    const sql = among(`s.subject_id, ${SUMS} AS counts`, 'HAVING count(*) > 0');
    const rows: { subject_id: string; counts: Counts }[] = await this.query(sql, subjects, grainsOf(period, []));
    return rows.map(({ subject_id: subjectId, counts }) => ({ subjectId, counts }));
  }

  /** By the minutes of whole quarters of an hour. */
  async minutes(subjects: readonly RollupKey[], periods: readonly Period[]): Promise<CountedRow[]> {
    const grains = periods.flatMap((period) =>
      [GRAIN.quarter, GRAIN.coveredQuarter].map((grain) => ({ grain, period })),
    );
    return this.read(subjects, grains, among(`s.subject_id, starts_at, ${COUNTS} AS counts, minute AS values`, ''));
  }

  private async read(
    subjects: readonly RollupKey[],
    grains: readonly GrainPeriod[],
    sql: string,
  ): Promise<CountedRow[]> {
    const rows: Row[] = await this.query(sql, subjects, grains);
    return rows.map(({ subject_id: subjectId, starts_at, counts, values }) => ({
      ...{ subjectId, startsAt: starts_at.getTime(), counts },
      values: values ?? NO_VALUES,
    }));
  }

  private query<T>(
    sql: string,
    subjects: readonly RollupKey[],
    grains: readonly GrainPeriod[],
    more: readonly unknown[] = [],
  ): Promise<T[]> {
    return this.database.manager.query(sql, [
      subjects.map(({ scope }) => scope),
      subjects.map(({ workspaceId }) => workspaceId),
      subjects.map(({ subjectId }) => subjectId),
      grains.map(({ grain }) => grain),
      grains.map(({ period: [from] }) => new Date(from)),
      grains.map(({ period: [, to] }) => new Date(to)),
      ...more,
    ]);
  }
}

/** A day or a month that is covered by a row of its own is read from that, unless it is parted. */
function grainsOf(period: Period, borders: readonly number[]): GrainPeriod[] {
  const { quarters, days, months, daysBesideMonths, quartersBesideDays } = partPeriod(period, borders);
  const of = (grain: number, periods: readonly Period[]): GrainPeriod[] => periods.map((it) => ({ grain, period: it }));
  return [
    ...of(GRAIN.quarter, quarters ? [quarters] : []),
    ...of(GRAIN.day, days),
    ...of(GRAIN.month, months),
    ...of(GRAIN.coveredDay, daysBesideMonths),
    ...of(GRAIN.coveredQuarter, quartersBesideDays),
  ];
}
