import { addCounts, Counts, eachOf, NO_VALUES, noCounts, PackedCounts } from './counts.js';
import { DIMENSIONS } from './dimension.js';
import { DescribedClick, DIMENSION_OF } from './described-click.js';
import { ValueCount, ValueCounts } from './value-counts.js';

/**
 * What clicks are counted by: the minutes of a quarter of an hour, where they were made (a link, which knows itself, may have
 * been moved to another domain), and their dimensions.
 */
export const TALLIED = ['minute', 'short_url', 'domain', ...DIMENSIONS] as const;
export type Tallied = (typeof TALLIED)[number];

const MINUTE_MILLISECONDS = 60_000;
const QUARTER_MINUTES = 15;
/** Of one dimension: what strangers make up by the thousand must not make a row that nobody can read. */
export const MOST_VALUES = 1_000;
/** Stands for the rarest, where there are too many. */
export const OTHERS = '(others)';

const MINUTE = TALLIED.indexOf('minute');
const FIRST_DIMENSION = TALLIED.length - DIMENSIONS.length;
const VALUE_OF = DIMENSIONS.map((name) => DIMENSION_OF[name]);

export type PackedTally = { counts: Counts } & Partial<Record<Tallied, PackedCounts | null>>;

/** What clicks add up to, by all that they are counted by. */
export class Tally {
  readonly counts = noCounts();
  private readonly values = TALLIED.map((): ValueCounts | undefined => undefined);

  add(click: DescribedClick, isUnique: boolean): void {
    const counts: Counts = [1, click.botKind === null ? 1 : 0, isUnique ? 1 : 0, click.isScan ? 1 : 0];
    addCounts(this.counts, counts);
    this.valuesAt(MINUTE).add(minuteOf(click.at), counts);
    for (let index = 0; index < VALUE_OF.length; index += 1) {
      const value = (VALUE_OF[index] as (click: DescribedClick) => string | null)(click);
      if (value !== null) this.valuesAt(FIRST_DIMENSION + index).add(value, counts);
    }
  }

  merge(other: Tally): void {
    addCounts(this.counts, other.counts);
    for (const [index, values] of other.values.entries()) if (values) this.valuesAt(index).addAll(values);
  }

  mergePacked(packed: PackedTally): void {
    addCounts(this.counts, packed.counts);
    for (const name of TALLIED) {
      eachOf(packed[name] ?? NO_VALUES, (value, counts) => {
        this.count(name, value, counts);
      });
    }
  }

  count(name: Tallied, value: string, more: Readonly<Counts>): void {
    this.valuesAt(TALLIED.indexOf(name)).add(value, more);
  }

  /** In JSON; null: nothing has a value there. */
  packed(name: Tallied): string | null {
    const values = this.values[TALLIED.indexOf(name)];
    if (!values) return null;
    const entries = values.size > MOST_VALUES ? withoutRarest(values.entries()) : values.entries();
    return JSON.stringify(packedOf(entries));
  }

  private valuesAt(index: number): ValueCounts {
    return (this.values[index] ??= new ValueCounts());
  }
}

const minuteOf = (at: number): string => String(Math.floor(at / MINUTE_MILLISECONDS) % QUARTER_MINUTES);

const packedOf = (entries: readonly ValueCount[]): PackedCounts => [
  entries.map(([value]) => value),
  entries.flatMap(([, counts]) => counts),
];

function withoutRarest(entries: readonly ValueCount[]): ValueCount[] {
  const others = noCounts();
  const kept: ValueCount[] = [];
  for (const entry of entries.toSorted(([, [a]], [, [b]]) => b - a)) {
    if (entry[0] !== OTHERS && kept.length < MOST_VALUES - 1) kept.push(entry);
    else addCounts(others, entry[1]);
  }
  return [...kept, [OTHERS, others]];
}
