import { addCounts, Counts, eachOf, NO_VALUES, noCounts, PackedCounts } from './counts.js';
import { packValues, Sums, TALLIED, Tallied } from './sums.js';

export type PackedTally = { counts: Counts } & Partial<Record<Tallied, PackedCounts | null>>;

/** Adds up what has been added up before. */
export class Tally implements Sums {
  readonly counts = noCounts();
  private readonly values = new Map<Tallied, Map<string, Counts>>();

  add(packed: PackedTally): void {
    addCounts(this.counts, packed.counts);
    for (const name of TALLIED) {
      eachOf(packed[name] ?? NO_VALUES, (value, counts) => {
        this.count(name, value, counts);
      });
    }
  }

  packed(name: Tallied): string | null {
    const values = this.values.get(name);
    return values ? packValues([...values]) : null;
  }

  private count(name: Tallied, value: string, more: Counts): void {
    let values = this.values.get(name);
    if (!values) this.values.set(name, (values = new Map<string, Counts>()));
    const known = values.get(value);
    if (known) addCounts(known, more);
    else values.set(value, more);
  }
}
