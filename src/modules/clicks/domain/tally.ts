import { addCounts, Counts, noCounts, PackedCounts } from './counts.js';
import { DIMENSIONS } from './dimension.js';
import { DescribedClick, DIMENSION_OF } from './described-click.js';

/**
 * What clicks are counted by: the minutes of a quarter of an hour, where they were made (of which a link knows itself), and
 * their dimensions.
 */
export const TALLIED = ['minute', 'short_url', 'domain', ...DIMENSIONS] as const;
export type Tallied = (typeof TALLIED)[number];

const MINUTE_MILLISECONDS = 60_000;
const QUARTER_MINUTES = 15;
/** Of one dimension: what strangers make up by the thousand must not make a row that nobody can read. */
const MOST_VALUES = 1_000;
/** Stands for the rarest, where there are too many. */
export const OTHERS = '(others)';

const FIRST_DIMENSION = TALLIED.length - DIMENSIONS.length;
const VALUE_OF = DIMENSIONS.map((name) => DIMENSION_OF[name]);

export type PackedTally = { counts: Counts } & Partial<Record<Tallied, PackedCounts | null>>;

/** What clicks add up to, by all that they are counted by. */
export class Tally {
  readonly counts = noCounts();
  private readonly values: Map<string, Counts>[] = TALLIED.map(() => new Map<string, Counts>());

  add(click: DescribedClick, isUnique: boolean): void {
    const counts: Counts = [1, click.botKind === null ? 1 : 0, isUnique ? 1 : 0, click.isScan ? 1 : 0];
    addCounts(this.counts, counts);
    this.count('minute', String(Math.floor(click.at / MINUTE_MILLISECONDS) % QUARTER_MINUTES), counts);
    for (const [index, valueOf] of VALUE_OF.entries()) {
      const value = valueOf(click);
      if (value !== null) this.countAt(FIRST_DIMENSION + index, value, counts);
    }
  }

  merge(other: Tally): void {
    addCounts(this.counts, other.counts);
    for (const [index, values] of other.values.entries()) {
      for (const [value, counts] of values) this.countAt(index, value, counts);
    }
  }

  mergePacked(packed: PackedTally): void {
    addCounts(this.counts, packed.counts);
    for (const name of TALLIED) {
      for (const [value, counts] of Object.entries(packed[name] ?? {})) this.count(name, value, counts);
    }
  }

  count(name: Tallied, value: string, more: Readonly<Counts>): void {
    this.countAt(TALLIED.indexOf(name), value, more);
  }

  /** null: nothing has a value there. */
  packed(name: Tallied): PackedCounts | null {
    const values = this.values[TALLIED.indexOf(name)] as Map<string, Counts>;
    if (values.size === 0) return null;
    return Object.fromEntries(values.size > MOST_VALUES ? withoutRarest(values) : values);
  }

  private countAt(index: number, value: string, more: Readonly<Counts>): void {
    const values = this.values[index] as Map<string, Counts>;
    const known = values.get(value);
    if (known) addCounts(known, more);
    else values.set(value, [...more]);
  }
}

function withoutRarest(values: ReadonlyMap<string, Counts>): Map<string, Counts> {
  const others = noCounts();
  const kept = new Map<string, Counts>();
  for (const [value, counts] of [...values].toSorted(([, [a]], [, [b]]) => b - a)) {
    if (value !== OTHERS && kept.size < MOST_VALUES - 1) kept.set(value, counts);
    else addCounts(others, counts);
  }
  return kept.set(OTHERS, others);
}
