import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../../common/domain/startup-error.js';
import { clusterIn, Memory, memoryFile, recall, remember } from './data-memory.js';
import { ServerUser } from './server-user.js';

/** Where data goes that the server's user could not reach in DATA_DIR. */
export const OUTSIDE = '/var/lib/trimlink';

/** Where the database of one DATA_DIR lives, its password, and the user that PostgreSQL runs as there. */
export class DataPlace {
  private constructor(
    readonly home: string,
    readonly password: string,
    readonly user: ServerUser,
  ) {}

  /** PostgreSQL's data folder. */
  get cluster(): string {
    return clusterIn(this.home);
  }

  get log(): string {
    return join(this.home, 'postgres.log');
  }

  static async settle(dataDir: string): Promise<DataPlace> {
    const memory = await recall(dataDir);
    const home = memory?.home ?? dataDir;
    const user = await ServerUser.for(clusterIn(home));
    const problem = obstacle(dataDir, memory, user);
    if (problem !== undefined) throw new StartupError(`DATA_DIR ${dataDir}: ${problem}.`);
    if (memory && existsSync(clusterIn(home))) return new DataPlace(home, memory.password, user);
    return DataPlace.begin(dataDir, user.may('enter', home) ? home : await makeHome(dataDir), user);
  }

  private static async begin(dataDir: string, home: string, user: ServerUser): Promise<DataPlace> {
    const password = randomBytes(24).toString('base64url');
    await remember(dataDir, { home, password });
    return new DataPlace(home, password, user);
  }
}

/** A database that was there is never silently replaced by an empty one. */
function obstacle(dataDir: string, memory: Memory | undefined, user: ServerUser): string | undefined {
  const file = memoryFile(dataDir);
  const home = memory?.home ?? dataDir;
  if (!existsSync(home)) return `its database in ${home} is gone; restore it, or delete ${file} to begin anew`;
  if (!existsSync(clusterIn(home))) return undefined;
  if (!memory) return `${file}, which holds the password of the database, is missing`;
  return user.may('enter', home) ? undefined : `the user who owns its database may not enter ${home}`;
}

/** A new place each time: whoever deletes a DATA_DIR and starts again at the same path wants a new database. */
async function makeHome(dataDir: string): Promise<string> {
  await mkdir(OUTSIDE, { recursive: true });
  const home = await mkdtemp(join(OUTSIDE, `${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}-`));
  for (const folder of [OUTSIDE, home]) await chmod(folder, 0o755);
  return home;
}
