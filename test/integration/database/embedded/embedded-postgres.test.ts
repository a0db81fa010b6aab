import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { StartupError } from '../../../../src/common/domain/startup-error.js';
import { DataPlace } from '../../../../src/database/embedded/data-place.js';
import { EmbeddedPostgres, runningServerUrl } from '../../../../src/database/embedded/embedded-postgres.js';
import { freePort } from '../../../../src/database/embedded/free-port.js';
import { PostgresBinaries } from '../../../../src/database/embedded/postgres-binaries.js';
import { PostgresServer } from '../../../../src/database/embedded/postgres-server.js';
import { DataDirs, query } from './data-dirs.js';

// Copying and first starts take long on a machine that is busy.
jest.setTimeout(120_000);

const dirs = new DataDirs();
afterAll(() => dirs.cleanUp());

const notices: string[] = [];
const start = (dataDir: string): Promise<EmbeddedPostgres> =>
  EmbeddedPostgres.start({ dataDir, notify: (line) => notices.push(line) });

describe('an embedded server', () => {
  const servers: EmbeddedPostgres[] = [];
  let dataDir: string;
  const startHere = async (): Promise<EmbeddedPostgres> => {
    const server = await start(dataDir);
    servers.push(server);
    return server;
  };

  beforeAll(() => {
    dataDir = join(dirs.make(), 'made', 'by itself');
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
  });

  test('starts in a folder that is not there yet, with a UTF-8 database that only its password opens', async () => {
    const { url } = await startHere();
    expect(url).toMatch(/^postgres:\/\/trimlink:[\w-]{32}@127\.0\.0\.1:\d+\/trimlink$/);
    const [row] = await query(
      url,
      `SELECT pg_encoding_to_char(encoding) AS encoding, datlocale, current_setting('listen_addresses') AS addresses,
         current_setting('unix_socket_directories') AS sockets, current_setting('fsync') AS fsync,
         current_setting('full_page_writes') AS full_pages, upper('é') AS upper
       FROM pg_database WHERE datname = current_database()`,
    );
    expect(row).toEqual({
      encoding: 'UTF8',
      datlocale: 'C.UTF-8',
      addresses: '127.0.0.1',
      sockets: '',
      fsync: 'on',
      full_pages: 'on',
      upper: 'É',
    });
    await expect(query(url.replace(/:[\w-]{32}@/, ':wrong@'), 'SELECT 1')).rejects.toThrow('password authentication');
  });

  test('keeps its data, and hides its password and its log from others', async () => {
    const first = await startHere();
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    const second = await startHere();
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    for (const file of ['postgres.json', 'postgres.log', 'postgres.log.1']) {
      expect(statSync(join(dataDir, file)).mode & 0o777).toBe(0o600);
    }
    expect(readdirSync(dataDir).filter((name) => name.startsWith('pg'))).toEqual(['pg']);
    expect(readFileSync(join(dataDir, 'postgres.json'), 'utf8')).not.toContain(new URL(second.url).port);
  });

  test('is found by a command beside it, and is not found once it has stopped', async () => {
    const server = await startHere();
    expect(await runningServerUrl(dataDir)).toBe(server.url);
    await Promise.all([server.stop(), server.stop()]);
    await server.stop();
    expect(await runningServerUrl(dataDir)).toBeUndefined();
    expect(await runningServerUrl(join(dataDir, 'nowhere'))).toBeUndefined();
    await expect(query(server.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  test('is one per DATA_DIR', async () => {
    const server = await startHere();
    await expect(start(dataDir)).rejects.toThrow(
      `Another instance (pid ${process.pid}) already uses DATA_DIR ${dataDir}.`,
    );
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('takes another port when one is snatched away', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const taken = (blocker.address() as AddressInfo).port;
    const place = await DataPlace.settle(dataDir);
    const ports = [taken, taken];
    const binaries = await PostgresBinaries.prepare(place.home, place.user);
    const server = await PostgresServer.start(place, binaries, async () => ports.pop() ?? (await freePort()));
    expect(server.port).not.toBe(taken);
    await server.stop();
    blocker.close();
  });

  test('says when it ends on its own', async () => {
    await startHere();
    const pid = Number(readFileSync(join(dataDir, 'pg/postmaster.pid'), 'utf8').split('\n')[0]);
    const notice = new Promise<void>((resolve) => {
      notices.push = (...lines: string[]) => {
        resolve();
        return Array.prototype.push.apply(notices, lines);
      };
    });
    process.kill(pid, 'SIGQUIT');
    await notice;
    expect(notices.at(-1)).toMatch(/^PostgreSQL has ended unexpectedly; see .*postgres\.log\.$/);
  });

  test('quotes PostgreSQL when it does not start, and gives the lock back', async () => {
    const settings = join(dataDir, 'pg/postgresql.conf');
    const good = readFileSync(settings);
    writeFileSync(settings, 'nonsense\n');
    for (let attempt = 0; attempt < 2; attempt++) {
      await expect(start(dataDir)).rejects.toThrow(/^PostgreSQL did not start: configuration file .* contains errors/);
    }
    writeFileSync(settings, good);
    expect(await query((await startHere()).url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('a start that cannot go on', () => {
  test('because DATA_DIR is a file', async () => {
    const file = join(dirs.make(), 'file');
    writeFileSync(file, '');
    await expect(start(file)).rejects.toThrow(new StartupError(`DATA_DIR ${file}: ${file} is not a folder.`));
    await expect(start(join(file, 'in it'))).rejects.toThrow(/ is not a folder\.$/);
  });

  test('because there are no binaries for this machine', async () => {
    const architecture = process.arch;
    Object.defineProperty(process, 'arch', { value: 'sparc' });
    try {
      await expect(start(dirs.make())).rejects.toThrow(
        /No embedded PostgreSQL is installed for \w+-sparc\. Set DATABASE_URL/,
      );
    } finally {
      Object.defineProperty(process, 'arch', { value: architecture });
    }
  });

  test('because a binary cannot be run', async () => {
    const folder = dirs.make();
    const { user } = await DataPlace.settle(folder);
    for (const program of [join(folder, 'postgres.json'), join(folder, 'missing'), folder]) {
      const launch = user.launch(program, [], join(folder, 'log'));
      await expect(launch).rejects.toBeInstanceOf(StartupError);
      await expect(launch).rejects.toThrow(/ cannot be run \(E\w+\)\. Set DATABASE_URL/);
    }
  });

  if (DataDirs.canMount()) {
    test.each([1, 30])('because a disk of %d MB is full', async (megabytes) => {
      const disk = dirs.makeSmallDisk(megabytes);
      if (megabytes === 1) {
        expect(() => {
          writeFileSync(join(disk, 'filler'), Buffer.alloc(2_000_000));
        }).toThrow('ENOSPC');
      }
      const failure = start(disk);
      await expect(failure).rejects.toBeInstanceOf(StartupError);
      await expect(failure).rejects.toThrow(/^[^\n]*(ENOSPC|No space left on device)[^\n]*$/);
      expect(readdirSync(disk).filter((name) => /^pg|lock$/.test(name))).toEqual([]);
    });
  } else {
    console.info('A full disk is not tried: that needs root on Linux, with the right to mount.');
  }
});
