import { DescribedClick } from './described-click.js';

/** A place in what one process has spooled: the file and the byte in it. */
export interface SpoolPosition {
  segment: number;
  offset: number;
}

export const SPOOL_START: SpoolPosition = { segment: 0, offset: 0 };

/** What stands between two places in one spool. */
export interface ClickBatch {
  /** Each process has a spool of its own. */
  spoolId: string;
  from: SpoolPosition;
  to: SpoolPosition;
  clicks: readonly DescribedClick[];
}

/** Where clicks are kept and counted. A port: replace it to keep them elsewhere. */
export abstract class ClickStore {
  /** How much of a spool is kept already. */
  abstract positionOf(spoolId: string): Promise<SpoolPosition>;
  /**
   * Keeps the clicks and the position behind them, both or neither, so that none is kept twice. Where the position is
   * another than `from`, they have been kept already, and nothing is done. Gives back the position that holds then.
   */
  abstract keep(batch: ClickBatch): Promise<SpoolPosition>;
  /** Of a spool that is there no more: keeps nothing of it from then on, even if somebody still has clicks that were in it. */
  abstract forget(spoolId: string): Promise<void>;
}
