import { CountedValue } from './click-reader.js';
import { addCounts, Counts, countsAt, eachOf, noCounts, PackedCounts } from './counts.js';
import { Dimension, readPlace } from './dimension.js';

/** Of what is counted, what has one of the values; null: none. */
export interface Filter {
  name: Dimension | 'domain';
  wanted: readonly (string | null)[];
}

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

/** Those of `all` that match. */
export function matching(all: Readonly<Counts>, values: PackedCounts, { name, wanted }: Filter): Counts {
  const sum = noCounts();
  for (const one of wanted) addCounts(sum, matchingOne(all, values, name, one));
  return sum;
}

/** Places by their name, wherever they are. */
export const isMatch = ({ name, wanted }: Filter, value: string | null): boolean =>
  wanted.includes(value !== null && isPlace(name) ? readPlace(value).name : value);

function matchingOne(
  all: Readonly<Counts>,
  values: PackedCounts,
  name: Filter['name'],
  wanted: string | null,
): Readonly<Counts> {
  if (wanted !== null && !isPlace(name)) {
    const index = values[0].indexOf(wanted);
    return index < 0 ? noCounts() : countsAt(values[1], index);
  }
  const sum = noCounts();
  eachOf(values, (value, counts) => {
    if (wanted === null || readPlace(value).name === wanted) addCounts(sum, counts);
  });
  return wanted === null ? without(all, sum) : sum;
}

const isPlace = (name: Filter['name']): boolean => name === 'region' || name === 'city';
