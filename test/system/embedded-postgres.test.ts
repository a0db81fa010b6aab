import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chownSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { recall } from '../../src/database/embedded/data-memory.js';
import { OUTSIDE } from '../../src/database/embedded/data-place.js';
import { runningServerUrl } from '../../src/database/embedded/embedded-postgres.js';
import { postgresProcessesIn } from '../../src/database/embedded/process-table.js';
import { waitUntil } from '../../src/database/embedded/wait-until.js';
import { DataDirs, isRoot, query } from '../integration/database/embedded/data-dirs.js';
import { InstanceProcess } from '../integration/database/embedded/instance-process.js';
import { signalIfThere } from '../support/signal-if-there.js';

// Each test starts several Node processes that compile themselves first.
jest.setTimeout(120_000);

const NOBODY = 65_534;
const DAEMON = 1;

const dirs = new DataDirs();
const instances: InstanceProcess[] = [];

function launch(dataDir: string, uid?: number): InstanceProcess {
  const instance = new InstanceProcess(dataDir, uid);
  instances.push(instance);
  return instance;
}

afterEach(async () => {
  await Promise.all(instances.splice(0).map((instance) => instance.kill()));
  await dirs.cleanUp();
});

const postmasterPid = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, 'pg/postmaster.pid'), 'utf8').split('\n')[0]);

describe('an instance with an embedded database', () => {
  test('survives kill -9 of Node, of everything, and a pid that went to another process', async () => {
    const dataDir = dirs.make();
    const first = launch(dataDir);
    await query(await first.url(), 'CREATE TABLE kept AS SELECT 1 AS start');
    await first.kill();
    const orphan = postmasterPid(dataDir);
    expect(await postgresProcessesIn(join(dataDir, 'pg'))).toContain(orphan);
    expect(await query((await runningServerUrl(dataDir)) ?? '', 'SELECT start FROM kept')).toEqual([{ start: 1 }]);

    const second = launch(dataDir);
    await query(await second.url(), 'INSERT INTO kept VALUES (2)');
    expect(postmasterPid(dataDir)).not.toBe(orphan);
    expect(await postgresProcessesIn(join(dataDir, 'pg'))).not.toContain(orphan);

    await second.kill();
    const cluster = join(dataDir, 'pg');
    const file = join(cluster, 'postmaster.pid');
    for (const pid of await postgresProcessesIn(cluster)) signalIfThere(pid, 'SIGKILL');
    // Of the same user, for PostgreSQL takes no notice of others.
    const stranger = spawn('sleep', ['60'], isRoot ? { uid: statSync(cluster).uid } : {});
    try {
      writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(stranger.pid)));
      expect(await runningServerUrl(dataDir)).toBeUndefined();
      const third = launch(dataDir);
      expect(await query(await third.url(), 'SELECT start FROM kept ORDER BY start')).toEqual([
        { start: 1 },
        { start: 2 },
      ]);
      await third.stop();
      expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    } finally {
      stranger.kill();
    }
    expect(await postgresProcessesIn(join(dataDir, 'pg'))).toEqual([]);
  });

  test('keeps Ctrl-C away from PostgreSQL, and takes it along when Node ends by itself', async () => {
    const dataDir = dirs.make();
    const interrupted = launch(dataDir);
    const url = await interrupted.url();
    await interrupted.interrupt();
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const failing = launch(dataDir);
    await failing.url();
    await failing.fail();
    expect(await waitUntil(async () => (await postgresProcessesIn(join(dataDir, 'pg'))).length === 0, 10_000)).toBe(
      true,
    );
  });

  test('begins anew when the first start was killed half-way', async () => {
    const dataDir = dirs.make();
    const first = launch(dataDir);
    while (!readdirSync(dataDir).some((name) => name.startsWith('pg.new-'))) await new Promise(setImmediate);
    await first.kill();
    expect(readdirSync(dataDir)).not.toContain('pg');
    const second = launch(dataDir);
    expect(await query(await second.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(readdirSync(dataDir).filter((name) => name.startsWith('pg'))).toEqual(['pg']);
  });

  test('is one of several started at once, and of those that come later', async () => {
    const dataDir = dirs.make();
    const contenders = [launch(dataDir), launch(dataDir), launch(dataDir)];
    const outcomes = await Promise.all(contenders.map((contender) => contender.refusal()));
    const winner = contenders.find((_, index) => outcomes[index]?.url !== undefined);
    const refused = [...outcomes.filter(({ url }) => url === undefined), await launch(dataDir).refusal()];
    expect(refused).toHaveLength(3);
    for (const { error, message } of refused) {
      expect(error).toBe('StartupError');
      expect(message).toMatch(/^Another instance \(pid \d+\) already uses DATA_DIR .*\.$/);
    }
    expect(refused.at(-1)?.message).toContain(`(pid ${winner?.pid ?? 0}) already uses DATA_DIR ${dataDir}.`);
  });
});

if (isRoot) {
  describe('an instance started by root', () => {
    test('keeps the data where PostgreSQL can reach it when DATA_DIR is closed to others', async () => {
      const dataDir = dirs.make(0o700);
      const first = launch(dataDir);
      await query(await first.url(), 'CREATE TABLE kept AS SELECT 1 AS start');
      const home = (await recall(dataDir))?.home ?? '';
      expect(home).toMatch(new RegExp(`^${OUTSIDE}/[0-9a-f]{16}-\\w{6}$`));
      expect(first.notices).toEqual([expect.stringMatching(new RegExp(`^[^\n]*${dataDir}[^\n]*${home}\\.$`))]);
      expect(readdirSync(dataDir)).not.toContain('pg');
      await first.kill();
      const second = launch(dataDir);
      expect(await query(await second.url(), 'SELECT start FROM kept')).toEqual([{ start: 1 }]);
      expect(await runningServerUrl(dataDir)).toBe(await second.url());
      await second.stop();
      expect(await postgresProcessesIn(join(home, 'pg'))).toEqual([]);
    });

    test('serves data that belong to a user as that user, and takes over what belongs to root', async () => {
      const dataDir = dirs.make();
      const cluster = join(dataDir, 'pg');
      const first = launch(dataDir);
      await first.url();
      await first.stop();
      const standard = statSync(cluster).uid;
      for (const { owner, expected } of [
        { owner: DAEMON, expected: DAEMON },
        { owner: 0, expected: standard },
      ]) {
        execFileSync('chown', ['-R', String(owner), cluster]);
        const next = launch(dataDir);
        await query(await next.url(), 'CHECKPOINT');
        expect(statSync(join(cluster, 'postmaster.pid')).uid).toBe(expected);
        await next.stop();
      }
    });
  });

  describe('an instance started by another user', () => {
    test('says in one line that it may not write to DATA_DIR', async () => {
      const dataDir = dirs.make();
      const { error, message } = await launch(dataDir, NOBODY).refusal();
      expect(error).toBe('StartupError');
      expect(message).toMatch(new RegExp(`^DATA_DIR ${dataDir}: no right to use ${dataDir}/[^\n]* \\(EACCES\\)\\.$`));
    });

    if (spawnSync('test', ['-r', import.meta.filename], { uid: NOBODY, gid: NOBODY, cwd: '/' }).status === 0) {
      test('serves a DATA_DIR of their own', async () => {
        const dataDir = dirs.make(0o700);
        chownSync(dataDir, NOBODY, NOBODY);
        const instance = launch(dataDir, NOBODY);
        expect(await query(await instance.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
        expect(statSync(join(dataDir, 'pg')).uid).toBe(NOBODY);
        await instance.stop();
      });
    } else {
      console.info('A start by another user is not tried: this clone is closed to them.');
    }
  });
} else {
  console.info('Starts as root and as another user are not tried: that needs root.');
}
