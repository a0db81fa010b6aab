import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../../common/domain/startup-error.js';
import { clusterIn, Memory, memoryFile, recall, remember } from './data-memory.js';
import { ServerUser } from './server-user.js';

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

  /** @param outside where data goes that the server's user couldn't reach in DATA_DIR */
  static async settle(dataDir: string, outside = '/var/lib/trimlink'): Promise<DataPlace> {
    const memory = await recall(dataDir);
    if (memory && existsSync(clusterIn(memory.home))) return DataPlace.known(dataDir, memory);
    if (memory && !existsSync(memory.home)) {
      throw new StartupError(
        `DATA_DIR ${dataDir}: its database was kept in ${memory.home}, which is gone. ` +
          `Restore it, or delete ${memoryFile(dataDir)} to begin with an empty one.`,
      );
    }
    return DataPlace.fresh(dataDir, outside);
  }

  private static async known(dataDir: string, { home, password }: Memory): Promise<DataPlace> {
    const user = await ServerUser.for(clusterIn(home));
    if (user.may('enter', home)) return new DataPlace(home, password, user);
    throw new StartupError(
      `DATA_DIR ${dataDir}: ${user.description}, whom the database belongs to, may not enter ${home}.`,
    );
  }

  private static async fresh(dataDir: string, outside: string): Promise<DataPlace> {
    const user = await ServerUser.for(clusterIn(dataDir));
    const home = user.may('enter', dataDir) ? dataDir : await makeHome(dataDir, outside);
    if (existsSync(clusterIn(home))) {
      throw new StartupError(
        `${memoryFile(dataDir)}, which holds the password of the database in ${home}, is missing.`,
      );
    }
    const password = randomBytes(24).toString('base64url');
    await remember(dataDir, { home, password });
    return new DataPlace(home, password, user);
  }
}

async function makeHome(dataDir: string, outside: string): Promise<string> {
  const home = join(outside, createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
  await mkdir(home, { recursive: true });
  for (const folder of [outside, home]) await chmod(folder, 0o755);
  return home;
}
