/** What is counted in the window that is running, and when that ends. */
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

  /** The window that is running; undefined where nothing has been counted in one. */
  abstract read(key: string): Promise<WindowCount | undefined>;
}
