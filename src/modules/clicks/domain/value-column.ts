import { Counts, countsAt, WIDTH } from './counts.js';
import { MOST_VALUES, packValues } from './sums.js';

const NO_VALUE = -1;
const FIRST_VALUES = 64;

/** What a click adds to each of the counts but the first, in bits. */
export const TRAIT = { human: 1, unique: 2, scan: 4 } as const;

/**
 * One kind of value of each click of a batch, by numbers. Groups of clicks are counted one after the other in the same
 * memory: with objects for each group, they would be most of what drained clicks make.
 */
export class ValueColumn {
  private readonly numbers: Int32Array;
  private readonly numberOf = new Map<string, number>();
  /** The values, in JSON. */
  private readonly texts: string[] = [];
  /** Of the group that is being counted, four for each value. */
  private counts = new Int32Array(FIRST_VALUES * WIDTH);
  /** The numbers of the values that it has. */
  private found: number[] = [];

  constructor(clicks: number) {
    this.numbers = new Int32Array(clicks).fill(NO_VALUE);
  }

  set(click: number, value: string | null): void {
    if (value === null) return;
    this.numbers[click] = this.numberOf.get(value) ?? this.number(value);
  }

  /** Adds the clicks from one place in the list to another. */
  add(clicks: readonly number[], from: number, to: number, traits: Uint8Array): void {
    const { numbers, counts, found } = this;
    for (let place = from; place < to; place += 1) {
      const click = clicks[place] as number;
      const number = numbers[click] as number;
      if (number === NO_VALUE) continue;
      const at = number * WIDTH;
      if (counts[at] === 0) found.push(number);
      addTo(counts, at, traits[click] as number);
    }
  }

  /** Of the group, in JSON; begins with the next. */
  take(): string | null {
    const { found } = this;
    if (found.length === 0) return null;
    const packed = found.length > MOST_VALUES ? packValues(found.map((it) => this.entryOf(it))) : this.pack();
    for (const number of found) this.counts.fill(0, number * WIDTH, (number + 1) * WIDTH);
    this.found = [];
    return packed;
  }

  private number(value: string): number {
    const number = this.texts.push(JSON.stringify(value)) - 1;
    this.numberOf.set(value, number);
    if (this.counts.length === number * WIDTH) {
      const more = new Int32Array(this.counts.length * 2);
      more.set(this.counts);
      this.counts = more;
    }
    return number;
  }

  private entryOf(number: number): [string, Counts] {
    return [JSON.parse(this.texts[number] as string) as string, countsAt(this.counts, number)];
  }

  /** As `packValues` would, without an entry for each. */
  private pack(): string {
    const { texts, counts, found } = this;
    let values = '';
    let sums = '';
    for (const number of found) {
      const comma = values === '' ? '' : ',';
      const at = number * WIDTH;
      values += comma + (texts[number] as string);
      sums += `${comma}${counts[at]},${counts[at + 1]},${counts[at + 2]},${counts[at + 3]}`;
    }
    return `[[${values}],[${sums}]]`;
  }
}

/** Without a loop: tens of thousands of clicks a second are added for each of many columns. */
export function addTo(counts: Int32Array, at: number, traits: number): void {
  counts[at] = (counts[at] as number) + 1;
  counts[at + 1] = (counts[at + 1] as number) + (traits & TRAIT.human);
  counts[at + 2] = (counts[at + 2] as number) + ((traits & TRAIT.unique) >> 1);
  counts[at + 3] = (counts[at + 3] as number) + ((traits & TRAIT.scan) >> 2);
}
