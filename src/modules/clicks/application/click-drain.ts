import { promisify } from 'node:util';
import { Injectable, Logger } from '@nestjs/common';
import { Click } from '../domain/click.js';
import { ClickDescriber } from './click-describer.js';
import { ClickSpool, ClickSpools } from '../domain/click-spools.js';
import { ClickStore, SpoolPosition } from '../domain/click-store.js';
import { DescribedClick } from '../domain/described-click.js';
import { VisitorKeys } from './visitor-keys.js';

/** Described in one go; between two goes visitors are answered. */
const SLICE = 100;

const nextTurn = promisify(setImmediate);

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
    let from = this.positions.get(spool.id) ?? (await this.store.positionOf(spool.id));
    for (let piece = await spool.read(from); piece; piece = await spool.read(from)) {
      if (piece.damagedBytes > 0) {
        this.logger.warn(`${piece.damagedBytes} bytes of recorded clicks can't be read; their write was cut off`);
      }
      const clicks = await this.describe(piece.clicks);
      from = await this.store.keep({ spoolId: spool.id, from, to: piece.to, clicks });
      this.positions.set(spool.id, from);
      await spool.discard(from);
    }
  }

  private async describe(clicks: readonly Click[]): Promise<DescribedClick[]> {
    await this.describer.prepare(clicks);
    const visitorOf = await this.visitors.forClicks(clicks);
    const described: DescribedClick[] = [];
    for (const [index, click] of clicks.entries()) {
      if (index % SLICE === SLICE - 1) await nextTurn();
      described.push(this.describer.describe(click, visitorOf(click)));
    }
    return described;
  }
}
