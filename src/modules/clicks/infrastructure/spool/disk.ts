import { fdatasync } from 'node:fs';
import { promisify } from 'node:util';

/** What has reached it survives a loss of power. */
export interface Disk {
  /** Resolves once all that was written to the file before has reached it. */
  flush(file: number): Promise<void>;
}

export const DISK: Disk = { flush: promisify(fdatasync) };
