import { TimeSlice } from '../../../common/domain/time-slice.js';
import { countsAt } from './counts.js';
import { DescribedClick, DIMENSION_OF } from './described-click.js';
import { Sums, Tallied, TALLIED } from './sums.js';
import { addTo, TRAIT, ValueColumn } from './value-column.js';

type ValueOf = (click: DescribedClick) => string | null;

const MINUTE_MILLISECONDS = 60_000;
const QUARTER_MINUTES = 15;
/** Of clicks in all columns, between two looks at the time. */
const STEP = 128;
const NO_SUMS = [0, 0, 0, 0];

/** Counts the clicks of a batch in groups, one after the other: what is added up to the next `take` is one. */
export class BatchTally {
  private readonly slice = new TimeSlice();
  private readonly columns: readonly ValueColumn[];
  private readonly traits: Uint8Array;
  private readonly counts = Int32Array.from(NO_SUMS);

  private constructor(private readonly clicks: readonly DescribedClick[]) {
    this.columns = TALLIED.map(() => new ValueColumn(clicks.length));
    this.traits = new Uint8Array(clicks.length);
  }

  /** @param first the visits that are their visitors' first of the day on their link */
  static async of(
    clicks: readonly DescribedClick[],
    first: ReadonlySet<DescribedClick>,
    domainOf: (click: DescribedClick) => string,
  ): Promise<BatchTally> {
    const tally = new BatchTally(clicks);
    const valueOf: Record<Tallied, ValueOf> = {
      ...DIMENSION_OF,
      ...{ minute: minuteOf, short_url: ({ shortUrlId }) => shortUrlId, domain: domainOf },
    };
    await tally.read(
      TALLIED.map((name) => valueOf[name]),
      first,
    );
    return tally;
  }

  /** @param clicks their places in the batch */
  async add(clicks: readonly number[]): Promise<void> {
    for (let from = 0; from < clicks.length; from += STEP) {
      const to = Math.min(from + STEP, clicks.length);
      for (const click of clicks.slice(from, to)) addTo(this.counts, 0, this.traits[click] as number);
      for (const column of this.columns) column.add(clicks, from, to, this.traits);
      if (this.slice.isOver) await this.slice.next();
    }
  }

  /** @param leftOut what every click of the group has in common */
  take(leftOut?: Tallied): Sums {
    const counts = countsAt(this.counts, 0);
    this.counts.set(NO_SUMS);
    const packed = this.columns.map((column) => column.take());
    if (leftOut) packed[TALLIED.indexOf(leftOut)] = null;
    return { counts, packed: (name) => packed[TALLIED.indexOf(name)] ?? null };
  }

  private async read(valuesOf: readonly ValueOf[], first: ReadonlySet<DescribedClick>): Promise<void> {
    let place = 0;
    for (const click of this.clicks) {
      this.traits[place] =
        (click.botKind === null ? TRAIT.human : 0) |
        (first.has(click) ? TRAIT.unique : 0) |
        (click.isScan ? TRAIT.scan : 0);
      for (let index = 0; index < valuesOf.length; index += 1) {
        (this.columns[index] as ValueColumn).set(place, (valuesOf[index] as ValueOf)(click));
      }
      place += 1;
      if (this.slice.isOver) await this.slice.next();
    }
  }
}

const minuteOf: ValueOf = ({ at }) => String(Math.floor(at / MINUTE_MILLISECONDS) % QUARTER_MINUTES);
