/** A click with what was worked out about it. */
export interface DescribedClick {
  shortUrlId: string;
  /** Neither a bot nor a preview. */
  isPerson: boolean;
  /** A person whom `max_clicks` has let through, and so has counted. */
  isAdmitted: boolean;
  /** By the code that was scanned. */
  isScan: boolean;
}
