/** Of counts in a row. */
export const WIDTH = 4;

/** How many clicks: all, those of people, of those the first of each on a link on a day, and scans. */
export type Counts = [clicks: number, humanClicks: number, uniqueClicks: number, qrScans: number];

export const noCounts = (): Counts => [0, 0, 0, 0];

export function addCounts(to: Counts, more: Readonly<Counts>): void {
  to[0] += more[0];
  to[1] += more[1];
  to[2] += more[2];
  to[3] += more[3];
}

/**
 * By value of one dimension: the values, and the counts of all of them in one row, which is read several times as fast as an
 * object of them. What is missing of a whole has no value.
 */
export type PackedCounts = readonly [values: readonly string[], counts: readonly number[]];

export const NO_VALUES: PackedCounts = [[], []];

export function eachOf([values, counts]: PackedCounts, take: (value: string, counts: Counts) => void): void {
  for (const [index, value] of values.entries()) take(value, countsAt(counts, index));
}

export function countsAt(counts: ArrayLike<number>, index: number): Counts {
  const at = index * WIDTH;
  return [counts[at], counts[at + 1], counts[at + 2], counts[at + 3]] as Counts;
}
