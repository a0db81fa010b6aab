import { CountedValue } from './click-reader.js';
import { addCounts, Counts, countsAt, eachOf, noCounts, PackedCounts } from './counts.js';
import { Dimension, readPlace } from './dimension.js';

/** Counts by value. */
export class Parts {
  private readonly known = new Map<string | null, Counts>();

  get all(): CountedValue[] {
    return [...this.known].map(([value, counts]) => ({ value, counts })).filter(({ counts }) => counts[0] > 0);
  }

  add(value: string | null, counts: Readonly<Counts>): void {
    const known = this.known.get(value);
    if (known) addCounts(known, counts);
    else this.known.set(value, [...counts]);
  }

  /** What is missing of all has no value. */
  addAll(values: PackedCounts, all: Readonly<Counts>): void {
    const told = noCounts();
    eachOf(values, (value, counts) => {
      this.add(value, counts);
      addCounts(told, counts);
    });
    this.add(null, without(all, told));
  }
}

const without = (all: Readonly<Counts>, part: Readonly<Counts>): Counts => [
  all[0] - part[0],
  all[1] - part[1],
  all[2] - part[2],
  all[3] - part[3],
];

/** Those of `all` that have the value. */
export function matching(
  all: Readonly<Counts>,
  values: PackedCounts,
  dimension: Dimension,
  wanted: string | null,
): Counts {
  if (wanted !== null && dimension !== 'region' && dimension !== 'city') {
    const index = values[0].indexOf(wanted);
    return index < 0 ? noCounts() : countsAt(values[1], index);
  }
  const sum = noCounts();
  eachOf(values, (value, counts) => {
    if (wanted === null || isMatch(dimension, value, wanted)) addCounts(sum, counts);
  });
  return wanted === null ? without(all, sum) : sum;
}

/** Places by their name, wherever they are. */
export function isMatch(dimension: Dimension, value: string | null, wanted: string | null): boolean {
  if (value === null || wanted === null || (dimension !== 'region' && dimension !== 'city')) return value === wanted;
  return readPlace(value).name === wanted;
}
