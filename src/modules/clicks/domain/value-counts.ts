import { addCounts, Counts } from './counts.js';

/** So few are found faster by looking at each of them. */
const FEW = 8;

export type ValueCount = readonly [value: string, counts: Readonly<Counts>];

/** Counts by value. Most links have few values at a time: a map for each would be most of what drained clicks make. */
export class ValueCounts {
  private readonly values: string[] = [];
  private readonly counts: Counts[] = [];
  /** Of the values, once they are many. */
  private places: Map<string, number> | undefined;

  get size(): number {
    return this.values.length;
  }

  add(value: string, more: Readonly<Counts>): void {
    const known = this.counts[this.places ? (this.places.get(value) ?? -1) : this.values.indexOf(value)];
    if (known) {
      addCounts(known, more);
      return;
    }
    const place = this.values.push(value) - 1;
    this.counts.push([more[0], more[1], more[2], more[3]]);
    if (this.places) this.places.set(value, place);
    else if (place >= FEW) this.places = new Map(this.values.map((it, index) => [it, index]));
  }

  addAll(others: ValueCounts): void {
    for (let place = 0; place < others.values.length; place += 1) {
      this.add(others.values[place] as string, others.counts[place] as Counts);
    }
  }

  entries(): ValueCount[] {
    return this.values.map((value, place) => [value, this.counts[place] as Counts]);
  }
}
