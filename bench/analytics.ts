import { Reach } from '../src/common/domain/access/reach.js';
import { AnalyticsService, type Selection } from '../src/modules/analytics/application/analytics.service.js';
import { bucketStarts, type Interval } from '../src/modules/analytics/domain/time-buckets.js';
import { PARTINGS } from '../src/modules/analytics/presentation/analytics-query.dto.js';
import { RollupUpkeep } from '../src/modules/clicks/domain/rollup-upkeep.js';
import { openClickWorks } from './click-works.js';
import { median } from './figures.js';
import { makeRollups } from './make-rollups.js';

const LINKS = 1_000;
const ROUNDS = 9;
const LIMIT_MILLISECONDS = 10 * 60_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MOST_PARTS = 100;

// PostgreSQL ends with this process.
setTimeout(() => {
  console.error('It took too long: this machine is busy with something else.');
  process.exit(1);
}, LIMIT_MILLISECONDS).unref();

const works = await openClickWorks(LINKS, 1);
const now = Math.floor(Date.now() / MINUTE) * MINUTE;
const begun = performance.now();
await works.patiently((database) => makeRollups(database, new Date(now - (now % DAY))));
const upkeep = works.app.get<RollupUpkeep>(RollupUpkeep, { strict: false });
for (let past = 0; past < 365; past += 30) await upkeep.addUpMonths(now - past * DAY);
await works.patiently((database) => database.query('VACUUM (ANALYZE) click_rollups'));
console.log(`The rollups were made in ${((performance.now() - begun) / 1000).toFixed(0)} s.\n`);

const [place]: { workspace_id: string; organization_id: string; hostname: string; id: string }[] = await works.database
  .query(`SELECT s.workspace_id, w.organization_id, d.hostname, s.id FROM short_urls s JOIN domains d ON d.id = s.domain_id
    JOIN workspaces w ON w.id = s.workspace_id ORDER BY slug LIMIT 1`);
const workspaceId = place?.workspace_id ?? '';
const permissions = new Map([[workspaceId, new Set(['analytics.view' as const, 'links.view' as never])]]);
const reach = new Reach(place?.organization_id ?? '', workspaceId, permissions, workspaceId);
const analytics = works.app.get(AnalyticsService, { strict: false });
await works.database.query(
  "UPDATE short_urls SET tags = ARRAY['common'] WHERE ('x' || left(slug, 2))::bit(8)::int < 128",
);

const selection = (length: number, more: Partial<Selection> = {}): Selection => ({
  ...{ filters: new Map(), from: now - length, to: now },
  ...more,
});
function series(length: number, interval: Interval, timezone: string, more: Partial<Selection> = {}) {
  const asked = selection(length, more);
  return analytics.series(reach, asked, bucketStarts({ from: asked.from, to: asked.to, interval, timezone }));
}
const link = { shortUrlId: place?.id };
const domain = { domain: place?.hostname };
const tag = { tag: 'common' };
const german = { filters: new Map([['country' as const, 'C7']]) };

const calls: [string, () => Promise<unknown>][] = [
  ...[30, 365].map((days): [string, () => Promise<unknown>] => [
    `summary, ${days} days`,
    () => analytics.summary(reach, selection(days * DAY)),
  ]),
  ...['UTC', 'Europe/Berlin', 'Asia/Kathmandu'].flatMap((zone): [string, () => Promise<unknown>][] => [
    [`by minute, 1 hour, ${zone}`, () => series(HOUR, 'minute', zone)],
    [`by hour, 7 days, ${zone}`, () => series(7 * DAY, 'hour', zone)],
    [`by day, 30 days, ${zone}`, () => series(30 * DAY, 'day', zone)],
    [`by day, 365 days, ${zone}`, () => series(365 * DAY, 'day', zone)],
    [`by month, 365 days, ${zone}`, () => series(365 * DAY, 'month', zone)],
  ]),
  ...[30, 365].flatMap((days) =>
    PARTINGS.map((by): [string, () => Promise<unknown>] => [
      `breakdown by ${by}, ${days} days`,
      () => analytics.parts(reach, selection(days * DAY), by, MOST_PARTS),
    ]),
  ),
  ['of a link: by day, 365 days, Berlin', () => series(365 * DAY, 'day', 'Europe/Berlin', link)],
  ['of a link: breakdown by city, 365 days', () => analytics.parts(reach, selection(365 * DAY, link), 'city', MOST_PARTS)], // prettier-ignore
  ['of a domain: summary, 365 days', () => analytics.summary(reach, selection(365 * DAY, domain))],
  ['of a tag on 500 links: summary, 30 days', () => analytics.summary(reach, selection(30 * DAY, tag))],
  ['of a tag on 500 links: by day, 30 days', () => series(30 * DAY, 'day', 'UTC', tag)],
  ['of a country: by day, 30 days', () => series(30 * DAY, 'day', 'UTC', german)],
  ['of a country: by day, 365 days', () => series(365 * DAY, 'day', 'UTC', german)],
  ['of a country: by hour, 7 days', () => series(7 * DAY, 'hour', 'UTC', german)],
];

const measured = new Map<string, number[]>(calls.map(([name]) => [name, []]));
// The round before the first one warms up.
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const [name, call] of calls) {
    const started = performance.now();
    await call();
    if (round > 0) measured.get(name)?.push(performance.now() - started);
  }
}
await works.close();
console.log('| Milliseconds | Median | Most |\n| --- | --- | --- |');
for (const [name, figures] of measured) {
  console.log(`| ${name} | ${median(figures).toFixed(1)} | ${Math.max(...figures).toFixed(1)} |`);
}
