import { addCounts, Counts, noCounts } from './counts.js';

/** Counts by bucket. */
export class Series {
  readonly counts: Counts[];

  constructor(readonly starts: readonly number[]) {
    this.counts = starts.map(noCounts);
  }

  add(at: number, counts: Readonly<Counts>): void {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.starts[middle] as number) <= at) low = middle;
      else high = middle - 1;
    }
    addCounts(this.counts[low] as Counts, counts);
  }

  addAll(buckets: readonly { bucket: number; counts: Readonly<Counts> }[]): void {
    for (const { bucket, counts } of buckets) addCounts(this.counts[bucket] as Counts, counts);
  }
}
