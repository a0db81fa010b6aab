import { addCounts, Counts, noCounts, PackedCounts } from './counts.js';
import { DIMENSIONS } from './dimension.js';

/**
 * What clicks are counted by: the minutes of a quarter of an hour, where they were made (a link, which knows itself, may have
 * been moved to another domain), and their dimensions.
 */
export const TALLIED = ['minute', 'short_url', 'domain', ...DIMENSIONS] as const;
export type Tallied = (typeof TALLIED)[number];

/** Of one dimension: what strangers make up by the thousand must not make a row that nobody can read. */
export const MOST_VALUES = 1_000;
/** Stands for the rarest, where there are too many. */
export const OTHERS = '(others)';

/** What clicks add up to. */
export interface Sums {
  readonly counts: Readonly<Counts>;
  /** By what they are counted by: `PackedCounts` in JSON; null: nothing has a value there. */
  packed(name: Tallied): string | null;
}

export type ValueCount = readonly [value: string, counts: Readonly<Counts>];

/** In JSON. */
export function packValues(entries: readonly ValueCount[]): string {
  const kept = entries.length > MOST_VALUES ? withoutRarest(entries) : entries;
  const packed: PackedCounts = [kept.map(([value]) => value), kept.flatMap(([, counts]) => counts)];
  return JSON.stringify(packed);
}

function withoutRarest(entries: readonly ValueCount[]): ValueCount[] {
  const others = noCounts();
  const kept: ValueCount[] = [];
  for (const entry of entries.toSorted(([, [a]], [, [b]]) => b - a)) {
    if (entry[0] !== OTHERS && kept.length < MOST_VALUES - 1) kept.push(entry);
    else addCounts(others, entry[1]);
  }
  return [...kept, [OTHERS, others]];
}
