import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { recall } from '../../../../src/database/embedded/data-memory.js';
import { OUTSIDE } from '../../../../src/database/embedded/data-place.js';
import { postgresProcessesIn } from '../../../../src/database/embedded/process-table.js';
import { signalIfThere } from '../../../support/signal-if-there.js';

export const isRoot = process.getuid?.() === 0;

/** Folders for tests, and the end of whatever still runs in them. */
export class DataDirs {
  private readonly made: string[] = [];
  private readonly mounted: string[] = [];
  private readonly closed: string[] = [];

  /** @param mode 0o700 closes it to the user that PostgreSQL runs as under root */
  make(mode = 0o755): string {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'trimlink-embedded-')));
    chmodSync(folder, mode);
    this.made.push(folder);
    return folder;
  }

  static canMount(): boolean {
    return isRoot && process.platform === 'linux' && succeeds('unshare', ['--mount', 'true']);
  }

  /** A disk of a few megabytes. */
  makeSmallDisk(megabytes: number): string {
    const folder = this.make();
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'none', folder]);
    this.mounted.push(folder);
    return folder;
  }

  /** Also for root, whom a missing permission doesn't keep from writing. */
  makeReadOnly(folder: string): void {
    if (!isRoot) {
      chmodSync(folder, 0o555);
      this.closed.push(folder);
      return;
    }
    execFileSync('mount', ['--bind', folder, folder]);
    this.mounted.push(folder);
    execFileSync('mount', ['-o', 'remount,bind,ro', folder]);
  }

  async cleanUp(): Promise<void> {
    for (const folder of this.made) {
      const home = (await recall(folder).catch(() => undefined))?.home ?? folder;
      for (const pid of await postgresProcessesIn(join(home, 'pg'))) signalIfThere(pid, 'SIGKILL');
      if (home.startsWith(OUTSIDE)) remove(home);
    }
    for (const folder of this.mounted.splice(0)) execFileSync('umount', ['--lazy', folder]);
    for (const folder of this.closed.splice(0)) chmodSync(folder, 0o755);
    for (const folder of this.made.splice(0)) remove(folder);
  }
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}

function succeeds(program: string, args: string[]): boolean {
  return spawnSync(program, args).status === 0;
}

export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
