import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../../common/domain/startup-error.js';
import { errorCode } from './startup-failure.js';

/** What a DATA_DIR knows of its database. The port is new at each start and stands in postmaster.pid alone. */
export interface Memory {
  password: string;
  /** The folder that holds the data folder: DATA_DIR itself, or a place outside of it. */
  home: string;
}

/** A home inside DATA_DIR goes unsaid, so that DATA_DIR can be moved. */
type StoredMemory = Omit<Memory, 'home'> & Partial<Memory>;

export const memoryFile = (dataDir: string): string => join(dataDir, 'postgres.json');
export const clusterIn = (home: string): string => join(home, 'pg');

export async function recall(dataDir: string): Promise<Memory | undefined> {
  const text = await readFile(memoryFile(dataDir), 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return { home: dataDir, ...(JSON.parse(text) as StoredMemory) };
  } catch {
    throw new StartupError(`${memoryFile(dataDir)}, which holds the password of the database, is damaged.`);
  }
}

export async function remember(dataDir: string, { home, password }: Memory): Promise<void> {
  const stored: StoredMemory = home === dataDir ? { password } : { password, home };
  const unfinished = `${memoryFile(dataDir)}.new`;
  await writeFile(unfinished, JSON.stringify(stored), { mode: 0o600 });
  await rename(unfinished, memoryFile(dataDir));
}
