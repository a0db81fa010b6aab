import { Injectable } from '@nestjs/common';
import { Database } from '../../../../database/database.js';
import { ClickQuestion, Parting, SingleClick } from '../../domain/click-reader.js';
import { Counts } from '../../domain/counts.js';
import { Dimension, DIMENSIONS } from '../../domain/dimension.js';
import { Period } from '../../domain/periods.js';
import { MOST_VALUES, OTHERS } from '../../domain/sums.js';
import { SQL_OF } from './click-rows.js';

/** Of those that are read one after the other. */
const PART = 2_000;

const COUNTS = `ARRAY[count(*), count(*) FILTER (WHERE c.bot_kind IS NULL), count(*) FILTER (WHERE c.is_unique),
  count(*) FILTER (WHERE c.is_scan)]::float8[] AS counts`;

/** As many values as a tally has: what strangers make up must not fill the memory. */
const BOUNDED = `SELECT CASE WHEN size > ${MOST_VALUES} AND place >= ${MOST_VALUES} THEN '${OTHERS}' ELSE value END AS value,
  ARRAY[sum(counts[1]), sum(counts[2]), sum(counts[3]), sum(counts[4])] AS counts
  FROM (SELECT value, counts, count(*) OVER named AS size, row_number() OVER (named ORDER BY counts[1] DESC, value) AS place
    FROM counted WINDOW named AS (PARTITION BY value IS NULL)) AS ranked GROUP BY 1`;

const VALUES = DIMENSIONS.map((name) => `${SQL_OF[name]} AS ${name}`).join(', ');

/** By their names, wherever they are. */
const FILTERED: Readonly<Record<Dimension, string>> = { ...SQL_OF, region: 'c.region', city: 'c.city' };

/** Counts single clicks one by one. */
@Injectable()
export class SingleClickReader {
  constructor(private readonly database: Database) {}

  /** By bucket: its place among the starts. */
  async series(
    question: ClickQuestion,
    periods: readonly Period[],
    starts: readonly number[],
  ): Promise<{ bucket: number; counts: Counts }[]> {
    if (periods.length === 0) return [];
    const where = new Where(question, periods);
    const places = where.bind(starts.map((start) => new Date(start)));
    return this.database.manager.query(
      `SELECT width_bucket(c.at, ${places}::timestamptz[]) - 1 AS bucket, ${COUNTS} FROM clicks c ${where.sql} GROUP BY 1`,
      where.values,
    );
  }

  async parts(
    question: ClickQuestion,
    periods: readonly Period[],
    by: Exclude<Parting, 'tag'>,
  ): Promise<{ value: string | null; counts: Counts }[]> {
    if (periods.length === 0) return [];
    const where = new Where(question, periods);
    const value = by === 'short_url' || by === 'domain' ? `c.${by}_id::text` : SQL_OF[by];
    return this.database.manager.query(
      `WITH counted AS (SELECT ${value} AS value, ${COUNTS} FROM clicks c ${where.sql} GROUP BY 1) ${BOUNDED}`,
      where.values,
    );
  }

  async *inOrder(question: ClickQuestion): AsyncGenerator<SingleClick[]> {
    let after: Row | undefined;
    do {
      const where = new Where(question, [[question.from, question.to]]);
      // Two partitions may have the same place.
      if (after) {
        where.and(`(c.at, c.kept_days, c.ctid) > (${where.bind(after.time)}::timestamptz, ${where.bind(after.kept_days)},
          ${where.bind(after.place)}::tid)`);
      }
      const rows = await this.rows(where, 'c.at, c.kept_days, c.ctid', PART);
      if (rows.length > 0) yield rows.map(singleOf);
      after = rows.length < PART ? undefined : rows.at(-1);
    } while (after);
  }

  async batch(question: ClickQuestion, batch: string, limit: number): Promise<SingleClick[]> {
    const where = new Where(question, [[question.from, question.to]]);
    where.and(`c.batch = ${where.bind(batch)}`);
    return (await this.rows(where, 'c.at DESC', limit)).map(singleOf);
  }

  private rows(where: Where, order: string, limit: number): Promise<Row[]> {
    return this.database.manager.query(
      `SELECT c.at, c.at::text AS time, c.kept_days, c.ctid::text AS place, c.short_url_id, d.hostname, s.slug, c.is_unique,
        ${VALUES}
      FROM clicks c LEFT JOIN short_urls s ON s.id = c.short_url_id LEFT JOIN domains d ON d.id = s.domain_id
      ${where.sql} ORDER BY ${order} LIMIT ${limit}`,
      where.values,
    );
  }
}

type Row = Record<Dimension, string | null> & {
  at: Date;
  time: string;
  kept_days: number;
  place: string;
  short_url_id: string;
  hostname: string | null;
  slug: string | null;
  is_unique: boolean;
};

const singleOf = (row: Row): SingleClick => ({
  at: row.at,
  shortUrlId: row.short_url_id,
  domain: row.hostname,
  slug: row.slug,
  isUnique: row.is_unique,
  values: Object.fromEntries(DIMENSIONS.map((name) => [name, row[name]])) as Record<Dimension, string | null>,
});

class Where {
  readonly values: unknown[] = [];
  private readonly conditions: string[] = [];

  constructor({ scope, filters }: ClickQuestion, periods: readonly Period[]) {
    const { workspaceIds, shortUrlId, domain, tag } = scope;
    this.and(`c.workspace_id = ANY(${this.bind(workspaceIds)}::uuid[])`);
    if (shortUrlId !== undefined) this.and(`c.short_url_id = ${this.bind(shortUrlId)}`);
    if (domain !== undefined) {
      this.and(`c.domain_id IN (SELECT id FROM domains WHERE hostname = ${this.bind(domain)})`);
    }
    if (tag !== undefined) {
      this
        .and(`c.short_url_id IN (SELECT id FROM short_urls WHERE workspace_id = ANY(${this.bind(workspaceIds)}::uuid[])
        AND tags @> ARRAY[${this.bind(tag)}::text])`);
    }
    for (const [dimension, value] of filters) {
      this.and(value === null ? `${FILTERED[dimension]} IS NULL` : `${FILTERED[dimension]} = ${this.bind(value)}`);
    }
    const times = periods.map(
      ([from, to]) => `(c.at >= ${this.bind(new Date(from))} AND c.at < ${this.bind(new Date(to))})`,
    );
    this.and(`(${times.join(' OR ')})`);
  }

  get sql(): string {
    return `WHERE ${this.conditions.join(' AND ')}`;
  }

  and(condition: string): void {
    this.conditions.push(condition);
  }

  /** The parameter's name. */
  bind(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}
