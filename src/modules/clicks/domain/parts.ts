import { CountedValue } from './click-reader.js';
import { addCounts, Counts, noCounts, PackedCounts } from './counts.js';
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
    for (const [value, counts] of Object.entries(values)) this.add(value, counts);
    this.add(null, without(all, Object.values(values)));
  }
}

function without(all: Readonly<Counts>, parts: readonly Readonly<Counts>[]): Counts {
  const rest: Counts = [...all];
  for (const part of parts) addCounts(rest, part.map((it) => -it) as Counts);
  return rest;
}

/** Those of `all` that have the value. */
export function matching(
  all: Readonly<Counts>,
  values: PackedCounts,
  dimension: Dimension,
  wanted: string | null,
): Counts {
  if (wanted === null) return without(all, Object.values(values));
  const sum = noCounts();
  for (const [value, those] of Object.entries(values)) if (isMatch(dimension, value, wanted)) addCounts(sum, those);
  return sum;
}

/** Places by their name, wherever they are. */
export function isMatch(dimension: Dimension, value: string | null, wanted: string | null): boolean {
  if (value === null || wanted === null || (dimension !== 'region' && dimension !== 'city')) return value === wanted;
  return readPlace(value).name === wanted;
}
