export interface WindowCount {
  count: number;
  resetAt: Date;
}

/** Counts in fixed windows that begin with the first counted event of a key. */
export abstract class WindowCounter {
  /** Counts one unless `limit` is reached; says whether it passed, and the count after it. */
  abstract take(key: string, limit: number, windowSeconds: number): Promise<WindowCount & { passed: boolean }>;

  /** Takes back one counted event of a window that is still running. */
  abstract giveBack(key: string): Promise<void>;

  abstract read(key: string): Promise<WindowCount | undefined>;
}
