import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { load, type Measurement } from './load.js';

const CONNECTIONS = 32;
const SECONDS = 3;
const ROUNDS = 3;

const servers = {
  'bare node:http': await start('bare'),
  'Trimlink, GET /{slug}': await start('trimlink'),
};
const names = Object.keys(servers) as (keyof typeof servers)[];
const measured = new Map<string, Measurement[]>(names.map((name) => [name, []]));

// By turns, so that a machine that gets slower meanwhile is slower for both.
for (let round = 0; round < ROUNDS; round += 1) {
  for (const name of names) measured.get(name)?.push(await load(servers[name].url, CONNECTIONS, SECONDS));
}
names.forEach((name) => {
  servers[name].process.disconnect();
});

const [reference = NaN] = names.map((name) => median(name, 'perSecond'));
console.log('| Server | Redirects a second | Of bare | p99 |\n| --- | --- | --- | --- |');
for (const name of names) {
  const perSecond = median(name, 'perSecond');
  const ratio = (perSecond / reference).toFixed(2);
  console.log(`| ${name} | ${perSecond.toFixed(0)} | ${ratio} | ${median(name, 'p99').toFixed(1)} ms |`);
}

async function start(name: string): Promise<{ process: ChildProcess; url: string }> {
  const child = fork(join(import.meta.dirname, `servers/${name}.ts`), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [url] = (await once(child, 'message')) as [string];
  return { process: child, url };
}

function median(name: string, figure: keyof Measurement): number {
  const figures = (measured.get(name) ?? []).map((it) => it[figure]).sort((one, other) => one - other);
  return figures[Math.floor(figures.length / 2)] ?? NaN;
}
