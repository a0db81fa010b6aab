import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { Client } from 'pg';
import request from 'supertest';
import { recall } from '../../src/database/embedded/data-memory.js';
import { runningServerUrl } from '../../src/database/embedded/embedded-postgres.js';
import { postgresProcessesIn } from '../../src/database/embedded/process-table.js';
import { waitUntil } from '../../src/database/embedded/wait-until.js';
import { DataDirs } from '../integration/database/embedded/data-dirs.js';
import { testDatabase } from '../support/database.js';
import { RawConnection } from '../support/raw-connection.js';
import { ServerProcess, ServerProcesses } from '../support/server-process.js';
import { signalIfThere } from '../support/signal-if-there.js';

// A start takes three seconds, and several times that on a machine that is busy.
jest.setTimeout(120_000);

const PROMISED_MILLISECONDS = 5_000;

const processes = new ServerProcesses();
const dirs = new DataDirs();
// Under root, PostgreSQL's user may not enter it: the database lies elsewhere.
const dataDir = dirs.make(0o700);
afterAll(async () => {
  await processes.remove();
  await dirs.cleanUp();
});

const launch = (): Promise<ServerProcess> => processes.start({ environment: { DATA_DIR: dataDir } });
const start = async (): Promise<ServerProcess> => (await launch()).ready();

const home = async (): Promise<string> => (await recall(dataDir))?.home ?? dataDir;
const clusters = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => (/^pg(\.new-\w+)?$/.test(name) ? [join(folder, name)] : []));
async function databaseProcesses(): Promise<number[]> {
  return (await Promise.all(clusters(await home()).map(postgresProcessesIn))).flat();
}
async function expectNothingLeft(): Promise<void> {
  expect(await databaseProcesses()).toEqual([]);
  const names = [...readdirSync(dataDir), ...readdirSync(await home())];
  expect(names.filter((name) => name.endsWith('.lock'))).toEqual([]);
}

const demoAccount = (): string => {
  const { email, password } = JSON.parse(readFileSync(join(dataDir, 'demo-account.json'), 'utf8')) as Record<
    string,
    string
  >;
  return JSON.stringify({ email, password });
};

/** A transaction that keeps everybody else away from a table. */
async function lock(table: string, url: string): Promise<Client> {
  const client = new Client(url);
  // The server may end this connection.
  client.on('error', () => undefined);
  await client.connect();
  await client.query('BEGIN');
  await client.query(`LOCK TABLE ${table}`);
  return client;
}

async function somebodyWaits(client: Client): Promise<void> {
  const waiting = `SELECT FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database
    WHERE datname = current_database())`;
  await waitUntil(async () => (await client.query(waiting)).rowCount === 1);
}

describe('a stop while the program is starting', () => {
  test('leaves no PostgreSQL behind when the database is just being made', async () => {
    const server = await launch();
    await waitUntil(async () => clusters(await home()).length > 0);
    const { milliseconds, status } = await server.stop();
    expect(milliseconds).toBeLessThan(PROMISED_MILLISECONDS);
    // Not ended by the signal itself.
    expect(status).not.toBeNull();
    expect(server.output).not.toContain('is ready');
    // What makes the database ends by itself.
    expect(await waitUntil(async () => (await databaseProcesses()).length === 0, 10_000)).toBe(true);
  });

  test('does not wait when it is asked for again, and takes PostgreSQL along', async () => {
    const server = await launch();
    await waitUntil(async () => (await databaseProcesses()).length > 0);
    // A frozen database keeps the start from ending before the second signal counts.
    const frozen = await databaseProcesses();
    for (const pid of frozen) signalIfThere(pid, 'SIGSTOP');
    const again = setInterval(() => {
      server.signal('SIGINT');
    }, 50);
    const { status } = await server.stop('SIGINT');
    clearInterval(again);
    for (const pid of frozen) signalIfThere(pid, 'SIGCONT');
    expect(status).toBe(1);
    expect(await waitUntil(async () => (await databaseProcesses()).length === 0, 10_000)).toBe(true);
  });

  test('does not wait for a start that hangs', async () => {
    const database = await testDatabase();
    const client = await lock('migrations', database.url);
    const server = await processes.start({ environment: { DATA_DIR: dirs.make(), DATABASE_URL: database.url } });
    await somebodyWaits(client);
    const { milliseconds, status, errorOutput } = await server.stop();
    expect(milliseconds).toBeLessThan(PROMISED_MILLISECONDS);
    expect({ status, errorOutput }).toEqual({
      status: 1,
      errorOutput: 'Trimlink did not stop cleanly: it took too long\n',
    });
    await client.end();
    await database.drop();
  });
});

describe('a stop', () => {
  test.each([
    ['SIGTERM', 'SIGINT'],
    ['SIGINT', 'SIGTERM'],
  ] as const)('by %s answers what is in flight and leaves nothing running', async (signal, repeated) => {
    const server = await start();
    const silent = await RawConnection.open(server.port);
    const idle = await RawConnection.open(server.port);
    idle.send('GET /health/live HTTP/1.1', 'Host: localhost', '', '');
    await idle.receive('{"status":"ok"}');
    const body = demoAccount();
    const upload = await RawConnection.open(server.port);
    upload.send(
      'POST /api/1.0/auth/login HTTP/1.1',
      'Host: localhost',
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      'Expect: 100-continue',
      '',
      '',
    );
    await upload.receive('100 Continue');
    upload.send(body.slice(0, 10));

    const stopping = server.stop(signal);
    // npm passes on the Ctrl-C that the terminal has sent to both: it must not count twice.
    server.signal(repeated);
    await Promise.all([silent.ended, idle.ended]);
    await waitUntil(() => RawConnection.isRefused(server.port));
    for (const character of body.slice(10)) upload.send(character);
    await upload.ended;
    expect(upload.received).toMatch(/^HTTP\/1\.1 200 OK\r\n/m);
    expect(upload.received).toMatch(/"email":"demo@example\.com".*\}$/s);

    const { milliseconds, status, errorOutput } = await stopping;
    expect({ status, errorOutput }).toEqual({ status: 0, errorOutput: '' });
    // No connection had to be cut for it.
    expect(milliseconds).toBeLessThan(3_100);
    await expectNothingLeft();
  });

  test('does not wait for a request that hangs, and is also meant when the terminal is closed', async () => {
    const server = await start();
    const client = await lock('sessions', (await runningServerUrl(dataDir)) ?? '');
    const hanging = request(server.url).post('/api/1.0/auth/login').type('json').send(demoAccount());
    const answer = expect(hanging).rejects.toThrow('socket hang up');
    await somebodyWaits(client);
    const { milliseconds, status } = await server.stop('SIGHUP');
    await answer;
    expect(status).toBe(0);
    expect(milliseconds).toBeLessThan(PROMISED_MILLISECONDS);
    await expectNothingLeft();
  });
});
