import { median, spread } from './figures.js';
import { importRate } from './import-rate.js';
import { LinkCalls } from './link-calls.js';
import { PinnedServer, pinLoad } from './pinned.js';
import { Connections } from './requests.js';
import { TrimlinkAccount } from './trimlink-account.js';

const FEW = 10_000;
const MANY = 1_000_000;
const ROUNDS = 9;
/** With --without-import: on a server that has no imports. */
const withImport = !process.argv.includes('--without-import');
const LIMIT_MILLISECONDS = 10 * 60_000;

pinLoad();
// The server ends with this process.
setTimeout(() => {
  console.error('It took too long: this machine is busy with something else.');
  process.exit(1);
}, LIMIT_MILLISECONDS).unref();

const [few, many] = [await serverWith(FEW), await serverWith(MANY)];
const measured = [new Map<string, number[]>(), new Map<string, number[]>()] as const;
const places = [few, many] as const;

// By turns, so that a machine that gets slower meanwhile is slower for both. The round before the first one warms up.
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const [index, { calls }] of places.entries()) {
    for (const [name, call] of calls.all) {
      const begun = performance.now();
      await call();
      if (round > 0) note(measured[index], name, performance.now() - begun);
    }
  }
}
if (withImport) {
  for (const [index, { url, token, connections }] of places.entries()) {
    note(measured[index], 'import, one row', 1000 / (await importRate(connections, url, token)));
  }
}
print();
for (const { connections, server } of places) {
  connections.close();
  await server.stop();
}

async function serverWith(links: number) {
  const server = await PinnedServer.start<{ url: string }>('links');
  const { url } = server.ready;
  const connections = new Connections(1);
  const account = await TrimlinkAccount.register(url, connections);
  const largest = await server.order<string>(links);
  await account.makeCredentials('all');
  const calls = await LinkCalls.prepare(connections, url, account.apiToken, largest);
  return { server, url, connections, token: account.apiToken, calls };
}

function note(figures: Map<string, number[]> | undefined, name: string, milliseconds: number): void {
  figures?.set(name, [...(figures.get(name) ?? []), milliseconds]);
}

function print(): void {
  const [of10k, of1m] = measured;
  console.log('| Milliseconds | 10,000 links | 1,000,000 links | Growth |\n| --- | --- | --- | --- |');
  for (const [name, before] of of10k) {
    const after = of1m.get(name) ?? [];
    const growth = (median(after) / median(before)).toFixed(2);
    console.log(`| ${name} | ${spread(before)} | ${spread(after)} | ${growth} |`);
  }
}
