import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test } from '@jest/globals';
import { StartupError } from '../../../../src/common/domain/startup-error.js';
import { InstanceLock } from '../../../../src/database/embedded/instance-lock.js';
import { processStart } from '../../../../src/database/embedded/process-table.js';
import { waitUntil } from '../../../../src/database/embedded/wait-until.js';
import { DataDirs } from './data-dirs.js';

const dirs = new DataDirs();
const children: ChildProcess[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await dirs.cleanUp();
});

/** What an instance that was killed while it held the lock leaves behind. */
function leaveClaim(folder: string, pid: number, start: string): void {
  writeFileSync(join(folder, `instance.${pid}.${start}.0badcafe.lock`), 'held');
}

/** The pid of a process that has ended and that its parent never asks about. */
async function makeZombie(): Promise<number> {
  // It ends after the shell has become the other, which asks about no child.
  const parent = spawn('/bin/sh', ['-c', 'sleep 0.5 & echo $!; exec sleep 60']);
  children.push(parent);
  const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
  await waitUntil(async () => / Z /.test(await readFile(`/proc/${line}/stat`, 'utf8')));
  return Number(line);
}

describe('the lock of a DATA_DIR', () => {
  test('refuses a second holder in one line that names the folder and the pid', async () => {
    const folder = dirs.make();
    await InstanceLock.acquire(folder);
    const refused = InstanceLock.acquire(folder);
    await expect(refused).rejects.toBeInstanceOf(StartupError);
    await expect(refused).rejects.toThrow(`Another instance (pid ${process.pid}) already uses DATA_DIR ${folder}.`);
  });

  test('is free again after its release, and leaves nothing behind', async () => {
    const folder = dirs.make();
    const first = await InstanceLock.acquire(folder);
    await first.release();
    const second = await InstanceLock.acquire(folder);
    await second.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('goes to exactly one of many that come at once, with a dead claim in their way', async () => {
    for (let round = 0; round < 40; round++) {
      const folder = dirs.make();
      leaveClaim(folder, process.pid, 'another_start');
      const contenders = Array.from({ length: 8 }, () => InstanceLock.acquire(folder));
      const outcomes = await Promise.allSettled(contenders);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(readdirSync(folder)).toHaveLength(1);
    }
  });

  test('is not held by a pid that has been given to another process', async () => {
    const folder = dirs.make();
    leaveClaim(folder, process.pid, 'another_start');
    await InstanceLock.acquire(folder);
    expect(readdirSync(folder)).not.toContainEqual(expect.stringContaining('another_start'));
  });

  test('is held by a living process other than this one', async () => {
    const folder = dirs.make();
    const other = spawn('sleep', ['60']);
    children.push(other);
    leaveClaim(folder, other.pid!, (await processStart(other.pid!)) ?? '');
    await expect(InstanceLock.acquire(folder)).rejects.toThrow(`pid ${other.pid!}`);
  });

  test('is not held by a zombie', async () => {
    const pid = await makeZombie();
    expect(await processStart(pid)).toBeUndefined();
  });
});
