import { RollupUpkeep } from '../src/modules/clicks/domain/rollup-upkeep.js';
import { ClickDrain } from '../src/modules/clicks/index.js';
import { OwnSpool } from '../src/modules/clicks/infrastructure/spool/own-spool.js';
import { openClickWorks } from './click-works.js';
import { spread } from './figures.js';
import { Traffic } from './traffic.js';

const LINKS = 10_000;
const WORKSPACES = 20;
const ROUNDS = 3;
const CLICKS_OF_A_ROUND = 200_000;
/** Recorded in one turn of the event loop. */
const TURN = 500;
const LIMIT_MILLISECONDS = 5 * 60_000;

interface Round {
  perSecond: number;
  withUpkeep: number;
  perNodeSecond: number;
  perPostgresSecond: number;
  megabytes: number;
}

// PostgreSQL ends with this process.
setTimeout(() => {
  console.error('It took too long: this machine is busy with something else.');
  process.exit(1);
}, LIMIT_MILLISECONDS).unref();

const works = await openClickWorks(LINKS, WORKSPACES);
const [drain, spool, upkeep] = [ClickDrain, OwnSpool, RollupUpkeep as never].map((it) =>
  works.app.get(it, { strict: false }),
) as [ClickDrain, OwnSpool, RollupUpkeep];
const traffic = new Traffic(works.linkIds);
let at = Date.now();
const rounds: Round[] = [];
// The round before the first one warms up.
for (let round = 0; round <= ROUNDS; round += 1) {
  await fill();
  const measured = await measure();
  if (round > 0) rounds.push(measured);
}
await check();
await works.close();
print();

async function fill(): Promise<void> {
  for (let made = 0; made < CLICKS_OF_A_ROUND; made += TURN) {
    const turn: Promise<void>[] = [];
    // As far apart as they are when they are drained as fast as they come.
    for (let n = 0; n < TURN; n += 1) turn.push(spool.record(traffic.click(Math.floor((at += 0.02)))));
    await Promise.all(turn);
  }
}

async function measure(): Promise<Round> {
  const postgresBefore = await works.postgres.order<number>(0);
  const cpuBefore = process.cpuUsage();
  const begun = performance.now();
  let megabytes = 0;
  const memory = setInterval(() => {
    megabytes = Math.max(megabytes, process.memoryUsage().rss / 1e6);
  }, 50);
  await drain.run();
  const drained = (performance.now() - begun) / 1000;
  clearInterval(memory);
  const { user, system } = process.cpuUsage(cpuBefore);
  const postgresSeconds = (await works.postgres.order<number>(0)) - postgresBefore;
  const upkeepBegun = performance.now();
  await upkeep.mergeRecent(at);
  // Once a minute, whatever came in it: a round is a part of that.
  const kept = (performance.now() - upkeepBegun) / 1000;
  return {
    perSecond: CLICKS_OF_A_ROUND / drained,
    withUpkeep: CLICKS_OF_A_ROUND / (drained + kept),
    perNodeSecond: CLICKS_OF_A_ROUND / ((user + system) / 1e6),
    perPostgresSecond: CLICKS_OF_A_ROUND / postgresSeconds,
    megabytes,
  };
}

/** @throws where one is missing or counted twice */
async function check(): Promise<void> {
  const expected = (ROUNDS + 1) * CLICKS_OF_A_ROUND;
  const [row]: Record<string, string>[] = await works.database.query(`
    SELECT (SELECT count(*) FROM clicks) AS kept, (SELECT sum(clicks) FROM short_url_clicks) AS of_links,
      (SELECT sum(clicks) FROM click_rollups WHERE scope = 2) AS added_up`);
  const wrong = Object.entries(row ?? {}).filter(([, count]) => Number(count) !== expected);
  if (wrong.length > 0) throw new Error(`Not ${expected}: ${JSON.stringify(wrong)}`);
}

function print(): void {
  const figures: [string, keyof Round][] = [
    ['Clicks drained a second', 'perSecond'],
    ['The same, with merging what was added up', 'withUpkeep'],
    ['Clicks for each second that Node used its core', 'perNodeSecond'],
    ['Clicks for each second that PostgreSQL used its core', 'perPostgresSecond'],
    ['Memory of Node at most, MB', 'megabytes'],
  ];
  console.log('| Ingest | Median |\n| --- | --- |');
  for (const [title, name] of figures) console.log(`| ${title} | ${spread(rounds.map((it) => it[name]))} |`);
}
