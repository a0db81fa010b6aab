import { once } from 'node:events';
import { chownSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Client } from 'pg';
import request from 'supertest';
import { postgresProcessesIn } from '../../src/database/embedded/process-table.js';
import { waitUntil } from '../../src/database/embedded/wait-until.js';
import { DataDirs, isRoot, query } from '../integration/database/embedded/data-dirs.js';
import { testDatabase } from '../support/database.js';
import { DebianPostgres } from '../support/debian-postgres.js';
import { signalIfThere } from '../support/signal-if-there.js';
import { canOthersRead, NOBODY, ServerProcess, ServerProcesses } from '../support/server-process.js';

// A start takes three seconds, and several times that on a machine that is busy.
jest.setTimeout(120_000);

const processes = new ServerProcesses();
const dirs = new DataDirs();
afterAll(() => processes.remove());

const databaseProcesses = (dataDir: string): Promise<number[]> => postgresProcessesIn(join(dataDir, 'pg'));
const locks = (dataDir: string): string[] => readdirSync(dataDir).filter((name) => name.endsWith('.lock'));
const start = async (environment: Record<string, string>, uid?: number): Promise<ServerProcess> =>
  (await processes.start({ environment, uid })).ready();

/** What one sees of a start that cannot go on: a line that names the variable, and nothing else. */
const refusal = (variable: string, line: string) => ({
  status: 1,
  output: '',
  errorOutput: expect.stringMatching(new RegExp(`^(?=.*\\b${variable}\\b)${line}\n$`)),
});

describe('an installation with its own database', () => {
  const destination = 'https://example.com/kept?after=a%20restart';
  let dataDir: string;
  let port: string;
  let server: ServerProcess;
  let agent: ReturnType<typeof request.agent>;

  beforeAll(async () => {
    dataDir = dirs.make();
    server = await start({ DATA_DIR: dataDir });
    port = String(server.port);
    agent = request.agent(server.url);
  });
  afterAll(async () => {
    await processes.killAll();
    await dirs.cleanUp();
  });

  const startAgain = async (): Promise<void> => {
    server = await start({ DATA_DIR: dataDir, PORT: port });
  };
  const expectEverythingKept = async (): Promise<void> => {
    const { body } = await agent.get('/api/1.0/auth/session').expect(200);
    expect(body.data.user.email).toBe('demo@example.com');
    await request(server.url).get('/kept').expect('Location', destination);
  };

  test('says in one block where it is, how to sign in and what to try, and all of it is true', async () => {
    const file = join(dataDir, 'demo-account.json');
    const { email, password } = JSON.parse(readFileSync(file, 'utf8')) as Record<'email' | 'password', string>;
    const [title, block, ...more] = server.output.trim().split('\n\n');
    expect(title).toMatch(new RegExp(`^Trimlink \\S+ is ready at ${server.url}$`));
    expect(block?.split('\n').map((line) => line.trim().replace(/ {2,}/g, ': '))).toEqual([
      `Sign in: ${server.url}/app/login`,
      `E-mail: ${email}`,
      `Password: in ${file}`,
      `API: ${server.url}/api/documentation`,
      `Try next: curl -i ${server.url}/hello`,
    ]);
    expect(more).toEqual([]);
    expect(server.errorOutput).toBe('');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await request(server.url).get('/health/ready').expect(200);
    await request(server.url).get('/app/login').expect(200);
    await request(server.url).get('/hello').expect('Location', 'https://example.com/');
    await agent.post('/api/1.0/auth/login').send({ email, password }).expect(200);
    await agent.post('/api/1.0/short-urls/').send({ slug: 'kept', destination_url: destination }).expect(201);
  });

  test('is the only one of its DATA_DIR', async () => {
    expect(await processes.outcomeOf({ environment: { DATA_DIR: dataDir } })).toEqual(
      refusal('DATA_DIR', `Another instance \\(pid ${server.pid}\\) already uses DATA_DIR ${dataDir}\\.`),
    );
    await request(server.url).get('/health/ready').expect(200);
  });

  test('keeps its data through a stop, and through a start that finds its port taken', async () => {
    expect(await server.stop()).toMatchObject({ status: 0, errorOutput: '' });
    expect(await databaseProcesses(dataDir)).toEqual([]);
    expect(locks(dataDir)).toEqual([]);

    const blocker = createServer().listen(0);
    await once(blocker, 'listening');
    const taken = String((blocker.address() as AddressInfo).port);
    expect(await processes.outcomeOf({ environment: { DATA_DIR: dataDir, PORT: taken } })).toEqual(
      refusal('PORT', `Port ${taken} is taken\\. Stop what uses it, or set PORT\\.`),
    );
    blocker.close();
    expect(await databaseProcesses(dataDir)).toEqual([]);
    expect(locks(dataDir)).toEqual([]);

    await startAgain();
    await expectEverythingKept();
  });

  test('keeps its data through kill -9 of Node alone, whose PostgreSQL lives on', async () => {
    await server.kill();
    const orphans = await databaseProcesses(dataDir);
    expect(orphans).not.toEqual([]);
    await startAgain();
    await expectEverythingKept();
    expect((await databaseProcesses(dataDir)).filter((pid) => orphans.includes(pid))).toEqual([]);
  });

  test('keeps its data through kill -9 of everything', async () => {
    server.signal('SIGKILL');
    for (const pid of await databaseProcesses(dataDir)) signalIfThere(pid, 'SIGKILL');
    await server.ended();
    await startAgain();
    await expectEverythingKept();
  });
});

describe('a start that cannot go on says so in one line', () => {
  afterEach(async () => {
    await processes.killAll();
    await dirs.cleanUp();
  });

  test('which names the variable and never shows its value', async () => {
    const cases: { environment: Record<string, string>; expected: object }[] = [
      { environment: { PORT: 'abc' }, expected: refusal('PORT', 'PORT must be [^\n]*') },
      { environment: { NODE_ENV: 'production' }, expected: refusal('APP_SECRET', 'APP_SECRET is required [^\n]*') },
      {
        environment: { DATABASE_URL: 'postgres://abc:pa55word@localhost:1/links' },
        expected: refusal('DATABASE_URL', '[^\n]* nothing listens at its address\\.'),
      },
      {
        environment: { DATABASE_URL: 'postgres://abc:pa55word%@localhost:1/links' },
        expected: refusal('DATABASE_URL', '[^\n]* must write a % in its password as %25'),
      },
    ];
    await Promise.all(
      cases.map(async ({ environment, expected }) => {
        const dataDir = dirs.make();
        const outcome = await processes.outcomeOf({ environment: { DATA_DIR: dataDir, ...environment } });
        expect(outcome).toEqual(expected);
        expect(outcome.errorOutput).not.toMatch(/abc|pa55word|localhost|links/);
        expect(readdirSync(dataDir)).not.toContain('pg');
      }),
    );
  });

  test('for a GeoIP database that is none', async () => {
    const dataDir = dirs.make();
    const environment = { DATA_DIR: dataDir, GEOIP_DATABASE: '/nowhere/places.mmdb' };
    expect(await processes.outcomeOf({ environment })).toEqual(
      refusal('GEOIP_DATABASE', 'GEOIP_DATABASE cannot be read \\(ENOENT\\)\\.'),
    );
    expect(await databaseProcesses(dataDir)).toEqual([]);
  });

  if (DataDirs.canMount()) {
    test('when the disk is full', async () => {
      const disk = dirs.makeSmallDisk(40);
      expect(await processes.outcomeOf({ environment: { DATA_DIR: disk } })).toEqual(
        refusal('DATA_DIR', `DATA_DIR ${disk}: the disk is full \\(\\w+\\)\\.`),
      );
      expect(await databaseProcesses(disk)).toEqual([]);
    });
  } else {
    console.info('A full disk is not tried: that needs root on Linux, with the right to mount.');
  }

  if (!isRoot || canOthersRead()) {
    test('when DATA_DIR may not be written', async () => {
      const dataDir = dirs.make();
      if (!isRoot) dirs.makeReadOnly(dataDir);
      const start = { environment: { DATA_DIR: dataDir }, uid: isRoot ? NOBODY : undefined };
      expect(await processes.outcomeOf(start)).toEqual(
        refusal('DATA_DIR', `DATA_DIR ${dataDir}: no right to use ${dataDir}/[^\n]* \\(EACCES\\)\\.`),
      );
    });
  }
});

if (isRoot && canOthersRead()) {
  test('another user may start it on a DATA_DIR of their own, closed to all others', async () => {
    const dataDir = dirs.make(0o700);
    chownSync(dataDir, NOBODY, NOBODY);
    const server = await start({ DATA_DIR: dataDir }, NOBODY);
    await request(server.url).get('/hello').expect('Location', 'https://example.com/');
    expect(statSync(join(dataDir, 'pg')).uid).toBe(NOBODY);
    expect(await server.stop()).toMatchObject({ status: 0, errorOutput: '' });
    expect(await databaseProcesses(dataDir)).toEqual([]);
    await dirs.cleanUp();
  });
} else {
  console.info('Starts by another user are not tried: that needs root, and a clone that is open to others.');
}

describe('with DATABASE_URL', () => {
  afterEach(async () => {
    await processes.killAll();
    await dirs.cleanUp();
  });

  test('several start at once on one empty database, work as one, and embed nothing', async () => {
    const database = await testDatabase();
    await database.query('DROP SCHEMA public CASCADE');
    await database.query('CREATE SCHEMA public');
    const environment = { DATABASE_URL: database.url, DATA_DIR: dirs.make() };
    const together = await startingLine(database.url);
    const starting = Promise.all([start(environment), start(environment), start(environment)]);
    await together(3);
    const servers = await starting;
    for (const { url } of servers) await request(url).get('/health/ready').expect(200);
    await expectAccountsOfOne(servers[0].url, servers[1].url);
    expect(readdirSync(environment.DATA_DIR)).toEqual(['app-secret']);
    for (const server of servers) expect(await server.stop()).toMatchObject({ status: 0, errorOutput: '' });
    expect(await database.query('SELECT email FROM users')).toEqual([{ email: 'sam@example.com' }]);
    await database.drop();
  });

  if (DebianPostgres.isInstalled()) {
    test('PostgreSQL 15 will do, with a user who owns the database; without rights or password it will not', async () => {
      const postgres = await DebianPostgres.start(dirs.make());
      try {
        const server = new URL(postgres.url('postgres'));
        for (const sql of [
          "CREATE ROLE harbour LOGIN PASSWORD 'pa55word'",
          'CREATE DATABASE links OWNER harbour',
          'CREATE DATABASE foreign_links',
        ]) {
          await query(server.href, sql);
        }
        const address = (user: string, password: string, database: string) => ({
          DATA_DIR: dirs.make(),
          DATABASE_URL: `postgres://${user}:${password}@${server.host}/${database}`,
        });
        const [running, ...refused] = await Promise.all([
          start(address('harbour', 'pa55word', 'links')),
          processes.outcomeOf({ environment: address('harbour', 'wr0ng', 'links') }),
          processes.outcomeOf({ environment: address('harbour', 'pa55word', 'foreign_links') }),
        ]);
        await expectAccountsOfOne(running.url, running.url);
        expect(refused).toEqual([
          refusal('DATABASE_URL', '[^\n]* the user or the password is not right\\.'),
          refusal('database', '[^\n]* this user has no right to do so\\.'),
        ]);
        expect(await running.stop()).toMatchObject({ status: 0, errorOutput: '' });
      } finally {
        await postgres.stop();
      }
    });
  } else {
    console.info("PostgreSQL 15 is not tried: Debian's package of it is not installed.");
  }
});

/** Holds up everybody who migrates; the returned function lets them go when so many have come. */
async function startingLine(url: string): Promise<(number: number) => Promise<void>> {
  const client = new Client(url);
  await client.connect();
  await client.query('BEGIN');
  await client.query('CREATE TABLE migrations ()');
  const waiting = `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
  return async (number) => {
    await waitUntil(async () => {
      // A transaction sees the activity as it was when it first looked.
      await client.query('SELECT pg_stat_clear_snapshot()');
      return (await client.query(waiting)).rowCount === number;
    }, 60_000);
    await client.end();
  };
}

/** The session that one instance has begun is good at the other. */
async function expectAccountsOfOne(one: string, other: string): Promise<void> {
  const account = { name: 'Sam Harbour', email: 'sam@example.com', password: 'correct horse battery' };
  const answer = await request(one)
    .post('/api/1.0/auth/register')
    .send({ ...account, organization_name: 'Harbour Bikes' })
    .expect(201);
  const cookies = answer.get('Set-Cookie')?.map((cookie) => cookie.split(';')[0] ?? '') ?? [];
  await request(other).get('/api/1.0/auth/session').set('Cookie', cookies).expect(200);
}
