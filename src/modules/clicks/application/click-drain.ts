import { Injectable, Logger } from '@nestjs/common';
import { TimeSlice } from '../../../common/domain/time-slice.js';
import { Click } from '../domain/click.js';
import { ClickDescriber } from './click-describer.js';
import { ClickSpool, ClickSpools } from '../domain/click-spools.js';
import { ClickBatch, ClickStore, SpoolPosition } from '../domain/click-store.js';
import { DescribedClick } from '../domain/described-click.js';
import { startOfDay } from '../domain/utc-day.js';
import { VisitorKeys } from './visitor-keys.js';

/** In one transaction. */
const MOST_TOGETHER = 60_000;

/** Brings what was spooled to where it is kept, each click once. */
@Injectable()
export class ClickDrain {
  private readonly logger = new Logger(ClickDrain.name);
  private readonly positions = new Map<string, SpoolPosition>();
  private running: Promise<void> | undefined;

  constructor(
    private readonly spools: ClickSpools,
    private readonly store: ClickStore,
    private readonly describer: ClickDescriber,
    private readonly visitors: VisitorKeys,
  ) {}

  /** Resolves when everything is kept that was recorded before. */
  async run(): Promise<void> {
    // One under way may have passed what was recorded since.
    await this.running?.catch(() => undefined);
    this.running ??= this.drain().finally(() => {
      this.running = undefined;
    });
    await this.running;
  }

  private async drain(): Promise<void> {
    await this.empty(this.spools.own);
    for (const spool of await this.spools.findLeft()) {
      await this.empty(spool);
      await spool.remove();
      await this.store.forget(spool.id);
      this.positions.delete(spool.id);
    }
  }

  private async empty(spool: ClickSpool): Promise<void> {
    let position = this.positions.get(spool.id) ?? (await this.store.positionOf(spool.id));
    // What comes meanwhile is for the next time: whoever drains says when that is.
    const { end } = spool;
    for (let coming = this.take(spool, position, end); ;) {
      const batch = await coming;
      if (!batch) break;
      // While the database works, this process does: each has a core of its own.
      coming = this.take(spool, batch.to, end);
      // At once: a failure that comes before it is waited for would end the process.
      const over = coming.catch(() => undefined);
      position = await this.keep(spool, batch).finally(() => over);
      if (!isSame(position, batch.to)) coming = this.take(spool, position, end);
    }
    // A spool may free later what was kept before, when nothing more comes.
    await spool.discard(position);
  }

  private async keep(spool: ClickSpool, batch: ClickBatch): Promise<SpoolPosition> {
    // Should it fail, the store is asked before anything is described again: while it is away, that would be in vain.
    this.positions.delete(spool.id);
    const kept = await this.store.keep(batch);
    this.positions.set(spool.id, kept);
    await spool.discard(kept);
    return kept;
  }

  /** Of a long backlog many pieces at once: the more clicks of a link come together, the less each costs. */
  private async take(
    spool: ClickSpool,
    from: SpoolPosition,
    end: SpoolPosition | undefined,
  ): Promise<ClickBatch | undefined> {
    const clicks: DescribedClick[] = [];
    let to = from;
    while (clicks.length < MOST_TOGETHER && isBefore(to, end)) {
      const piece = await spool.read(to);
      if (!piece) break;
      if (piece.damagedBytes > 0) {
        this.logger.warn(`${piece.damagedBytes} bytes of recorded clicks can't be read; their write was cut off`);
      }
      await this.describe(piece.clicks, clicks);
      to = piece.to;
    }
    return to === from ? undefined : { spoolId: spool.id, from, to, clicks };
  }

  private async describe(clicks: Iterable<Click>, described: DescribedClick[]): Promise<void> {
    const slice = new TimeSlice();
    let day = NaN;
    let visitorOf = (_: Click): string | null => null;
    for (const click of clicks) {
      const preparing = this.describer.prepare(click);
      if (preparing) await preparing;
      if (startOfDay(click.at) !== day) visitorOf = await this.visitors.ofDay((day = startOfDay(click.at)));
      described.push(this.describer.describe(click, visitorOf(click)));
      if (slice.isOver) await slice.next();
    }
  }
}

const isBefore = (position: SpoolPosition, end: SpoolPosition | undefined): boolean =>
  end === undefined ||
  position.segment < end.segment ||
  (position.segment === end.segment && position.offset < end.offset);

const isSame = (one: SpoolPosition, other: SpoolPosition): boolean =>
  one.segment === other.segment && one.offset === other.offset;
