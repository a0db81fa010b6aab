import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../../common/domain/startup-error.js';
import { DataPlace } from './data-place.js';
import { PostgresBinaries } from './postgres-binaries.js';
import { reasonIn } from './postgres-log.js';

const UNFINISHED = 'pg.new';

/** Makes the data folder at the first start. It gets its name only once it is complete. */
export async function createClusterIfMissing(place: DataPlace, binaries: PostgresBinaries): Promise<void> {
  if (existsSync(place.cluster)) return;
  try {
    // A name of its own each time: the initdb of a start that was killed may still be writing into the last one.
    const folder = await mkdtemp(join(place.home, `${UNFINISHED}-`));
    await initdb(place, binaries, folder);
    await rename(folder, place.cluster);
    await flushNames(place.home);
  } finally {
    await removeUnfinished(place.home);
  }
}

async function initdb({ user, password, log }: DataPlace, binaries: PostgresBinaries, folder: string): Promise<void> {
  const passwordFile = `${folder}.password`;
  await writeFile(passwordFile, password, { mode: 0o600 });
  user.takeOver(folder);
  user.takeOver(passwordFile);
  const options = [
    `--pgdata=${folder}`,
    '--username=trimlink',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // PostgreSQL's own C.UTF-8 sorts alike everywhere; some systems have none.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
  ];
  const child = await user.launch(binaries.initdb, options, log);
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status !== 0) throw new StartupError(`The database could not be made: ${await reasonIn(log)} (${log}).`);
}

async function removeUnfinished(home: string): Promise<void> {
  const names = (await readdir(home)).filter((name) => name.startsWith(UNFINISHED));
  await Promise.all(names.map((name) => rm(join(home, name), { recursive: true, force: true, maxRetries: 5 })));
}

/** Renaming survives a power failure only when the folder itself has reached the disk. */
async function flushNames(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync();
  await handle.close();
}
