import { fdatasync } from 'node:fs';
import { open } from 'node:fs/promises';
import { promisify } from 'node:util';

/** What has reached it survives a loss of power. */
export interface Disk {
  /** Resolves once all that was written to the file before has reached it. */
  flush(file: number): Promise<void>;
  /** Resolves once the names of what is in the folder have reached it. */
  flushNames(folder: string): Promise<void>;
}

export const DISK: Disk = {
  flush: promisify(fdatasync),
  async flushNames(folder) {
    const handle = await open(folder);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};
