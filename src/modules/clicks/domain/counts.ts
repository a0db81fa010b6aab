/** How many clicks: all, those of people, of those the first of each on a link on a day, and scans. */
export type Counts = [clicks: number, humanClicks: number, uniqueClicks: number, qrScans: number];

export const noCounts = (): Counts => [0, 0, 0, 0];

export function addCounts(to: Counts, more: Readonly<Counts>): void {
  to[0] += more[0];
  to[1] += more[1];
  to[2] += more[2];
  to[3] += more[3];
}

/** By value of one dimension; what is missing of a whole has none. */
export type PackedCounts = Readonly<Record<string, Readonly<Counts>>>;
