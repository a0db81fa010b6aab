import { ClickStore } from '../src/modules/clicks/index.js';
import { RollupUpkeep } from '../src/modules/clicks/domain/rollup-upkeep.js';
import { ClickDrain } from '../src/modules/clicks/index.js';
import { OwnSpool } from '../src/modules/clicks/infrastructure/spool/own-spool.js';
import { openClickWorks } from './click-works.js';
import { Traffic } from './traffic.js';

const LINKS = 2_000;
const WORKSPACES = 20;
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** After which all is drained, and what it adds up to is merged. */
const STEP = 10 * MINUTE;
const CLICKS_OF_A_STEP = 3_500;
const REPORTED_STEPS = 12;
const LIMIT_MILLISECONDS = 10 * 60_000;

// PostgreSQL ends with this process.
setTimeout(() => {
  console.error('It took too long: this machine is busy with something else.');
  process.exit(1);
}, LIMIT_MILLISECONDS).unref();

const works = await openClickWorks(LINKS, WORKSPACES);
const [drain, spool, store] = [ClickDrain, OwnSpool, ClickStore].map((it) =>
  works.app.get(it as typeof ClickDrain, { strict: false }),
) as unknown as [ClickDrain, OwnSpool, ClickStore];
const upkeep: RollupUpkeep = works.app.get(RollupUpkeep, { strict: false });
const traffic = new Traffic(works.linkIds);
// Today, so that none of it is late.
const midnight = Math.floor(Date.now() / DAY) * DAY;
const begun = performance.now();
let made = 0;

console.log(
  '| Time of the day | Clicks | Heap in use, MB | Memory of the process, MB | Spool, MB |\n| --- | --- | --- | --- | --- |',
);
for (let at = midnight, step = 1; at < midnight + DAY; at += STEP, step += 1) {
  await record(at);
  await drain.run();
  await upkeep.mergeRecent(at + STEP);
  if (step % REPORTED_STEPS === 0) report(at + STEP - midnight);
}
await upkeep.removeOld(midnight + DAY + 70 * MINUTE);
await upkeep.addUpDays(midnight + DAY + 70 * MINUTE);
await check();
console.log(
  `\nA day in ${((performance.now() - begun) / 1000).toFixed(0)} s; each click is counted once, and the spool is empty.`,
);
await works.close();

async function record(at: number): Promise<void> {
  const clicks: Promise<void>[] = [];
  for (let n = 0; n < CLICKS_OF_A_STEP; n += 1) {
    clicks.push(spool.record(traffic.click(at + Math.floor((n * STEP) / CLICKS_OF_A_STEP))));
  }
  made += clicks.length;
  await Promise.all(clicks);
}

function report(passed: number): void {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  const figures = [made, heapUsed / 1e6, rss / 1e6, spool.bytes / 1e6].map((it) => it.toFixed(0));
  console.log(`| ${passed / MINUTE / 60}:00 | ${figures.join(' | ')} |`);
}

/** @throws where one is missing or counted twice, or waits in the spool */
async function check(): Promise<void> {
  if (await spool.read(await store.positionOf(spool.id))) throw new Error('The spool is not empty');
  const [row]: Record<string, string>[] = await works.database.query(`
    SELECT (SELECT count(*) FROM clicks) AS kept, (SELECT sum(clicks) FROM short_url_clicks) AS of_links,
      (SELECT sum(clicks) FROM click_rollups WHERE scope = 2 AND grain <> 2) AS added_up,
      (SELECT sum(clicks) FROM click_rollups WHERE scope = 0 AND grain <> 2) AS added_up_by_link`);
  const wrong = Object.entries(row ?? {}).filter(([, count]) => Number(count) !== made);
  if (wrong.length > 0) throw new Error(`Not ${made}: ${JSON.stringify(wrong)}`);
}
