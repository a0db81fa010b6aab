import { FailedRow, ImportRow, LinkImport } from './link-import.js';

/** Who works on an import, until when nobody else may. */
export interface Lease {
  importId: string;
  holder: string;
}

/** What became of some rows, which may have failed before. */
export interface Progress {
  rows: readonly ImportRow[];
  failures: readonly FailedRow[];
}

export class LeaseLost extends Error {}

/** Imports as work to be done, whoever started them: each by one worker at a time. */
export abstract class ImportJobs {
  /** One of an organization that has none at work, and has waited longest; undefined: there is nothing to do. */
  abstract claim(holder: string, now: Date, until: Date): Promise<LinkImport | undefined>;
  /** @throws LeaseLost */
  abstract renew(lease: Lease, until: Date): Promise<void>;
  /** Nobody else goes on with it before the surrounding transaction ends. @throws LeaseLost */
  abstract lock(lease: Lease, now: Date): Promise<void>;
  /** Rows that failed before and are tried again, after the row `after`. */
  abstract failedRows(importId: string, after: number, most: number): Promise<FailedRow[]>;
  /** @throws LeaseLost */
  abstract record(lease: Lease, progress: Progress, until: Date): Promise<void>;
  /** Of one that came to its end or was broken off; its file is gone then. @throws LeaseLost */
  abstract end(lease: Lease, now: Date, message: string | undefined): Promise<void>;
  /** Whether another organization's could be worked on now. */
  abstract isWaitedFor(now: Date): Promise<boolean>;
  /** Others may go on with it at once. */
  abstract release(lease: Lease, now: Date): Promise<void>;
  /** After a fault others may go on from `until` on. Gives back how often that has happened since it last came further. */
  abstract stall(lease: Lease, until: Date): Promise<number>;
}

/** Told when there may be something to do. */
export abstract class ImportWorker {
  abstract wake(): void;
}
