import { spread } from './figures.js';
import { Load, type Measurement } from './load.js';
import { NGINX } from './nginx.js';
import { PinnedServer, pinLoad } from './pinned.js';
import { RecordedClicks } from './recorded-clicks.js';
import { Visits } from './visits.js';

const MANY = 1_000_000;
const ROUNDS = 5;
const SECONDS = 2;
/** More than the quickest server answers in one turn. */
const VISITS_OF_A_TURN = 300_000;
/** Until what is compiled for speed is compiled. */
const WARM_UP_SECONDS = 2;
const LIMIT_MILLISECONDS = 10 * 60_000;

type Server = PinnedServer<{ url: string }>;

interface Turn extends Measurement {
  /** Where clicks are counted: with the time that this took after the last answer. */
  countedPerSecond: number;
}

pinLoad();
// The servers end with this process.
setTimeout(() => {
  console.error('It took too long: this machine is busy with something else.');
  process.exit(1);
}, LIMIT_MILLISECONDS).unref();

const bare = await start('bare');
const trimlink = await start('redirects');
const servers: [title: string, server: Server][] = [
  ['bare `node:http`', bare],
  ['Trimlink', trimlink],
  ['Express', await start('express')],
  ['Nest on Express', await start('nest')],
];
if (NGINX) servers.push(['nginx, `return 302`, with its access log', await start('nginx')]);
else console.log('nginx is not installed: it is left out.\n');
const clicks = new RecordedClicks(trimlink);

await compare('One link', 1);
await compare(`${MANY.toLocaleString('en')} links, by Zipf’s law`, MANY);
console.log(`Trimlink: ${String(clicks)}.`);
await Promise.all(servers.map(([, server]) => server.stop()));
if (!clicks.areComplete) process.exitCode = 1;

async function compare(title: string, links: number): Promise<void> {
  for (const [, server] of servers) await server.order(links);
  const visits = new Visits(links, VISITS_OF_A_TURN * (ROUNDS + 1));
  for (const [, server] of servers) await turn(server, visits, ROUNDS, WARM_UP_SECONDS);
  const measured = new Map<Server, Turn[]>(servers.map(([, server]) => [server, []]));
  // By turns, so that a machine that gets slower meanwhile is slower for all.
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [, server] of servers) measured.get(server)?.push(await turn(server, visits, round, SECONDS));
  }
  print(title, measured);
}

async function turn(server: Server, visits: Visits, round: number, seconds: number): Promise<Turn> {
  const measurement = await Load.run(server.ready.url, visits, round * VISITS_OF_A_TURN, seconds);
  const { answered, perSecond } = measurement;
  const secondsAfter = server === trimlink ? await clicks.settle(answered) : 0;
  return { ...measurement, countedPerSecond: answered / (answered / perSecond + secondsAfter) };
}

function print(title: string, measured: ReadonlyMap<Server, readonly Turn[]>): void {
  const ofBare = measured.get(bare) ?? [];
  console.log(`| ${title} | Redirects a second | Of bare | p50, ms | p99, ms | p99, of bare |`);
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const [name, server] of servers) {
    const turns = measured.get(server) ?? [];
    const figures = (figure: keyof Turn): number[] => turns.map((it) => it[figure]);
    const ratios = (figure: keyof Turn): number[] =>
      turns.map((it, round) => it[figure] / (ofBare[round]?.[figure] ?? NaN));
    const cells = [
      spread(figures('perSecond'), 0),
      spread(ratios('perSecond')),
      spread(figures('p50')),
      spread(figures('p99')),
      spread(ratios('p99')),
    ];
    console.log(`| ${name} | ${cells.join(' | ')} |`);
  }
  const counted = (measured.get(trimlink) ?? []).map(({ countedPerSecond }) => countedPerSecond);
  const ofAnswers = counted.map((perSecond, round) => perSecond / (ofBare[round]?.perSecond ?? NaN));
  console.log(`| Trimlink, until all is counted | ${spread(counted, 0)} | ${spread(ofAnswers)} | | | |`);
  const busiest = Math.max(...[...measured.values()].flat().map(({ ownWork }) => ownWork));
  console.log(`\nThe load was at work ${(100 * busiest).toFixed(0)} % of the time at most.\n`);
}

function start(name: string): Promise<Server> {
  return PinnedServer.start(name);
}
