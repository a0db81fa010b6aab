import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, jest, test } from '@jest/globals';
import { runningServerUrl } from '../../src/database/embedded/embedded-postgres.js';
import { freePort } from '../../src/database/embedded/free-port.js';
import { postgresProcessesIn } from '../../src/database/embedded/process-table.js';
import { waitUntil } from '../../src/database/embedded/wait-until.js';
import { DEMO_LINKS } from '../../src/demo-links.js';
import { DataDirs, query } from '../integration/database/embedded/data-dirs.js';
import { ServerProcess, ServerProcesses } from '../support/server-process.js';
import { signalIfThere } from '../support/signal-if-there.js';
import { Visitors } from '../support/visitors.js';

const ROUNDS = Number(process.env['CRASH_ROUNDS'] ?? 3);
const CONNECTIONS = 32;
/** Somewhere in between the crash comes. */
const MOST_VISITS = 4000;
const [{ slug }] = DEMO_LINKS;

jest.setTimeout(60_000 + ROUNDS * 30_000);

let port: string | undefined;
const servers = new ServerProcesses();
const dirs = new DataDirs();

afterEach(() => servers.killAll());
afterAll(async () => {
  await servers.remove();
  await dirs.cleanUp();
});

/** On a port that stays the same: links stand on the host that had it. */
const start = async (dataDir: string, environment: Record<string, string> = {}): Promise<ServerProcess> => {
  port ??= String(await freePort());
  const settings = { DATA_DIR: dataDir, PORT: port, LOG_LEVEL: 'error', ...environment };
  return (await servers.start({ environment: settings })).ready();
};

const visitorsOf = (server: ServerProcess): Visitors => new Visitors(`${server.url}/${slug}`, CONNECTIONS);

async function counted(dataDir: string): Promise<number> {
  const url = (await runningServerUrl(dataDir)) ?? '';
  const [row] = await query(
    url,
    `SELECT clicks::integer FROM short_url_clicks JOIN short_urls USING (id) WHERE slug = '${slug}'`,
  );
  return Number(row?.['clicks']);
}

/** What processes that have ended had recorded is counted then. */
const isDrained = async (dataDir: string, server: ServerProcess): Promise<void> => {
  const isOwn = (name: string): boolean => name.split('.')[1] === String(server.pid);
  await waitUntil(() => Promise.resolve(readdirSync(join(dataDir, 'clicks')).every(isOwn)));
};

async function killPostgres(dataDir: string): Promise<void> {
  for (const pid of await postgresProcessesIn(join(dataDir, 'pg'))) signalIfThere(pid, 'SIGKILL');
}

describe('no click is lost whose visitor was answered, and none counts twice', () => {
  const CRASHES: [string, (server: ServerProcess, dataDir: string) => Promise<void>][] = [
    ['the server', (server) => server.kill()],
    [
      'PostgreSQL, and then the server',
      async (server, dataDir) => {
        await killPostgres(dataDir);
        await server.kill();
      },
    ],
    [
      'both at once',
      async (server, dataDir) => {
        await Promise.all([killPostgres(dataDir), server.kill()]);
      },
    ],
  ];

  test.each(CRASHES)('when kill -9 hits %s under load', async (_what, crash) => {
    const dataDir = dirs.make();
    let server = await start(dataDir);
    let before = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const visitors = visitorsOf(server);
      await visitors.answeredMore(1 + Math.floor(Math.random() * MOST_VISITS));
      await crash(server, dataDir);
      await visitors.leave();
      server = await start(dataDir);
      await isDrained(dataDir, server);
      const clicks = (await counted(dataDir)) - before;
      expect(clicks).toBeGreaterThanOrEqual(visitors.answered);
      expect(clicks).toBeLessThanOrEqual(visitors.sent);
      before += clicks;
    }
  });

  test('while PostgreSQL is gone known links redirect, and their clicks count after the next start', async () => {
    const dataDir = dirs.make();
    const first = await start(dataDir);
    const visitors = visitorsOf(first);
    await visitors.answeredMore(100);
    await killPostgres(dataDir);
    await visitors.answeredMore(MOST_VISITS);
    await visitors.leave();
    await first.kill();
    const second = await start(dataDir);
    await isDrained(dataDir, second);
    expect(await counted(dataDir)).toBe(visitors.answered);
  });
});

const canMount = DataDirs.canMount();
if (!canMount) console.log('Not tested here: a full disk, which takes a user who may mount one.');

(canMount ? test : test.skip)('on a full disk redirects go on, and what is lost is counted', async () => {
  const dataDir = dirs.make();
  const spool = join(dataDir, 'clicks');
  mkdirSync(spool);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'none', spool]);
  try {
    const metricsPort = await freePort();
    const server = await start(dataDir, { METRICS_PORT: String(metricsPort) });
    const visitors = visitorsOf(server);
    await visitors.answeredMore(MOST_VISITS);
    await visitors.leave();
    const metrics = await (await fetch(`http://localhost:${metricsPort}/metrics`)).text();
    const lost = Number(/^clicks_lost (\d+)$/m.exec(metrics)?.[1]);
    expect(lost).toBeGreaterThan(0);
    await waitUntil(async () => (await counted(dataDir)) === visitors.answered - lost);
  } finally {
    await servers.killAll();
    execFileSync('umount', [spool]);
  }
});
