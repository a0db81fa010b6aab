/** Keeps what clicks add up to small, and forgets what has had its time. */
export abstract class RollupUpkeep {
  /** Of the last half hour: what several batches have added becomes one. */
  abstract mergeRecent(now: number): Promise<void>;
  /** Of days that are over. */
  abstract addUpDays(now: number): Promise<void>;
  /** Of months that are over, from their days. */
  abstract addUpMonths(now: number): Promise<void>;
  /** Single clicks, visitors, salts and where deleted links were. */
  abstract removeOld(now: number): Promise<void>;
}
