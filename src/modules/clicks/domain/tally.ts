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

const MINUTE = TALLIED.indexOf('minute');
const FIRST_DIMENSION = TALLIED.length - DIMENSIONS.length;
const VALUE_OF = DIMENSIONS.map((name) => DIMENSION_OF[name]);

export type PackedTally = { counts: Counts } & Partial<Record<Tallied, PackedCounts | null>>;

/** What clicks add up to, by all that they are counted by. */
export class Tally {
  readonly counts = noCounts();
  private readonly values = new Array<Map<string, Counts> | undefined>(TALLIED.length);

  /** Gives back what it has counted as. */
  add(click: DescribedClick, isUnique: boolean): Readonly<Counts> {
    const counts: Counts = [1, click.botKind === null ? 1 : 0, isUnique ? 1 : 0, click.isScan ? 1 : 0];
    addCounts(this.counts, counts);
    this.countAt(MINUTE, String(Math.floor(click.at / MINUTE_MILLISECONDS) % QUARTER_MINUTES), counts);
    for (let index = 0; index < VALUE_OF.length; index += 1) {
      const value = (VALUE_OF[index] as (click: DescribedClick) => string | null)(click);
      if (value !== null) this.countAt(FIRST_DIMENSION + index, value, counts);
    }
    return counts;
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

  /** In JSON; null: nothing has a value there. */
  packed(name: Tallied): string | null {
    const values = this.values[TALLIED.indexOf(name)];
    if (!values) return null;
    let text = '';
    for (const [value, [clicks, people, visitors, scans]] of values.size > MOST_VALUES
      ? withoutRarest(values)
      : values) {
      text += `${text === '' ? '{' : ','}${JSON.stringify(value)}:[${clicks},${people},${visitors},${scans}]`;
    }
    return `${text}}`;
  }

  private countAt(index: number, value: string, more: Readonly<Counts>): void {
    const values = (this.values[index] ??= new Map<string, Counts>());
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
