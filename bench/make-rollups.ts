import { DataSource } from 'typeorm';
import { TALLIED } from '../src/modules/clicks/domain/sums.js';

const CLICKS = 100_000_000;
const DAYS = 365;
const QUARTERS = 96;
/** Weeks are alike, but no two quarters of an hour in one. */
const PATTERN_DAYS = 7;
/** The most popular has all; of these there are the days of a year, of the others those of the last month. */
const LINKS_BY_YEAR = 100;
const RECENT_DAYS = 31;

/** How many values there are of what, in all of a day and in a quarter of an hour. */
const VALUES: Readonly<Partial<Record<(typeof TALLIED)[number], [prefix: string, day: number, quarter: number]>>> = {
  minute: ['', 0, 15],
  country: ['C', 200, 60],
  region: ['C1/Region ', 600, 80],
  city: ['C1/City of ', 1_000, 150],
  continent: ['K', 7, 6],
  device: ['device ', 5, 5],
  os: ['system ', 12, 10],
  browser: ['browser ', 30, 20],
  language: ['l', 60, 25],
  referrer: ['referrer.example', 300, 60],
  channel: ['channel ', 8, 8],
  bot: ['true', 1, 1],
  bot_kind: ['kind ', 9, 7],
  qr: ['true', 1, 1],
  utm_source: ['source ', 40, 25],
  utm_medium: ['medium ', 10, 8],
  utm_campaign: ['campaign ', 150, 40],
};

/**
 * What a hundred million clicks of a year add up to, in one workspace and on its links, of which the n-th has the n-th
 * part of the first's: in rows as the store writes them, made as rows, for nobody has the time to make the clicks.
 */
export async function makeRollups(database: DataSource, today: Date): Promise<void> {
  await database.query(`CREATE TABLE patterns AS
    SELECT pattern, quarter, ${TALLIED.map((name) => `${valuesOf(name)} AS ${name}`).join(', ')}
    FROM generate_series(0, ${PATTERN_DAYS - 1}) AS pattern, generate_series(-1, ${QUARTERS - 1}) AS quarter`);
  await database.query(`CREATE TABLE link_patterns AS
    SELECT pattern, quarter, ${TALLIED.map((name) => `${linkValuesOf(name)} AS ${name}`).join(', ')} FROM patterns`);
  const perDay = CLICKS / DAYS;
  const quarterAt = "day + quarter * interval '15 minutes'";
  const subject = 'SELECT workspace_id, workspace_id AS id, 1.0 AS share FROM short_urls LIMIT 1';
  const links = (from: number, to: number): string =>
    `SELECT * FROM (SELECT workspace_id, id, (1.0 / n) / sum(1.0 / n) OVER () AS share, n FROM
      (SELECT *, row_number() OVER (ORDER BY slug) AS n FROM short_urls) AS numbered) AS shared WHERE n BETWEEN ${from} AND '${to}'::float8`;
  const rows = (scope: number, of: string, patterns: string, where: string): string => `
    INSERT INTO click_rollups SELECT ${scope}, CASE WHEN quarter < 0 THEN 1 WHEN day = $1 THEN 0 ELSE 2 END, workspace_id,
      id, CASE WHEN quarter < 0 THEN day ELSE ${quarterAt} END, c, c * 9 / 10, c / 2, c / 30,
      ${TALLIED.map((name) => (name === 'minute' ? 'CASE WHEN quarter >= 0 THEN minute END' : name)).join(', ')}
    FROM generate_series($1::timestamptz - interval '${DAYS} days', $1, interval '1 day') AS day
    JOIN ${patterns} ON pattern = extract(day FROM day)::int % ${PATTERN_DAYS}, (${of}) AS subject,
    LATERAL (SELECT (share * ${perDay} / CASE WHEN quarter < 0 THEN 1 ELSE ${QUARTERS} END)::int AS c) AS counted
    WHERE (day < $1 OR quarter >= 0) AND ${quarterAt} < now() AND ${where} ORDER BY day, quarter`;
  await database.query(rows(2, subject, 'patterns', 'true'), [today]);
  // A domain has the same as its workspace here.
  await database.query(rows(1, subject.replace('workspace_id AS id', 'domain_id AS id'), 'patterns', 'quarter < 0'), [today]); // prettier-ignore
  const ofLinks = (from: number, to: number, where: string): Promise<unknown> =>
    database.query(rows(0, links(from, to), 'link_patterns', where), [today]);
  await ofLinks(1, 1, 'true');
  await ofLinks(2, LINKS_BY_YEAR, 'quarter < 0');
  await ofLinks(LINKS_BY_YEAR + 1, Infinity, `quarter < 0 AND day >= $1 - interval '${RECENT_DAYS} days'`);
  await database.query(
    "INSERT INTO click_rollup_days SELECT day FROM generate_series($1::timestamptz - interval '365 days', $1 - interval '1 day', '1 day') AS day",
    [today],
  );
  await database.query('DROP TABLE patterns, link_patterns');
  await database.query('VACUUM (ANALYZE) click_rollups');
  await database.query('CHECKPOINT');
}

/** [["value"], [clicks, people, visitors, scans]]: the n-th value has the n-th part of the first's. */
function valuesOf(name: (typeof TALLIED)[number]): string {
  if (name === 'domain')
    return '(SELECT json_build_array(ARRAY[domain_id], ARRAY[9000, 8000, 4000, 300]) FROM short_urls LIMIT 1)';
  if (name === 'short_url') {
    return `(SELECT ${packed('id')} FROM (SELECT id, 1 + (40000 / row_number() OVER (ORDER BY slug))::int
      + pattern AS v FROM short_urls) AS links WHERE quarter < 0 OR v > 250 + quarter % 7)`;
  }
  const [prefix, day, quarter] = VALUES[name] ?? ['', 0, 0];
  return `(SELECT ${packed(`'${prefix}' || n`)} FROM generate_series(0,
    CASE WHEN quarter < 0 THEN ${day} ELSE ${quarter} END - 1) AS n,
    LATERAL (SELECT 1 + (20000 + 997 * ((n + quarter * 31 + pattern * 7) % 13)) / (n + 1) AS v) AS counted)`;
}

/** Of rows with their value and its clicks, `v`. */
const packed = (value: string): string => `CASE WHEN count(*) > 0 THEN json_build_array(json_agg(${value}),
  string_to_array(string_agg(concat_ws(',', v, v * 9 / 10, v / 2, v / 30), ','), ',')::int[]) END`;

/** A link's clicks have some of the values. */
function linkValuesOf(name: (typeof TALLIED)[number]): string {
  if (name === 'short_url') return 'NULL::json';
  const first = (from: number, of: number): string => `(SELECT json_agg(it) FROM (SELECT it FROM
    json_array_elements(${name} -> ${from}) AS it LIMIT ${of} * CASE WHEN quarter < 0 THEN 10 ELSE 5 END) AS few)`;
  return `CASE WHEN ${name} IS NOT NULL THEN json_build_array(${first(0, 1)}, ${first(1, 4)}) END`;
}
