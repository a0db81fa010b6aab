import { runInThisContext } from 'node:vm';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { VisitorKeys } from '../../../src/modules/clicks/application/visitor-keys.js';
import { DailySalts } from '../../../src/modules/clicks/domain/daily-salts.js';
import { ClickDescriber } from '../../../src/modules/clicks/application/click-describer.js';
import { ClickDrain } from '../../../src/modules/clicks/application/click-drain.js';
import {
  ClickSpool,
  ClickSpools,
  LeftClickSpool,
  SpoolPiece,
} from '../../../src/modules/clicks/domain/click-spools.js';
import { Click, ClickBatch, ClickStore, SpoolPosition } from '../../../src/modules/clicks/index.js';
import { GeoReader, NOWHERE } from '../../../src/modules/short-urls/index.js';
import { ParsingUserAgentReader } from '../../../src/modules/short-urls/infrastructure/parsing-user-agent-reader.js';

const click = (shortUrlId: string, more: Partial<Click> = {}): Click => ({
  ...{ shortUrlId, at: 0, skipsMaxClicks: false, isHead: false, isPrefetch: false, isScan: false, wantsPrivacy: false },
  ...{ ip: '', userAgent: 'Firefox', referrer: '', language: '', query: '' },
  ...more,
});

/** A click at each place of one file. */
class FakeSpool extends LeftClickSpool {
  readonly clicks: Click[] = [];
  discarded = 0;
  isRemoved = false;

  constructor(
    readonly id: string,
    ...clicks: Click[]
  ) {
    super();
    this.clicks.push(...clicks);
  }

  override get end(): SpoolPosition {
    return { segment: 0, offset: this.clicks.length };
  }

  override read({ offset }: SpoolPosition): Promise<SpoolPiece | undefined> {
    const clicks = this.clicks.slice(offset, offset + 2);
    const to = { segment: 0, offset: offset + clicks.length };
    return Promise.resolve(clicks.length === 0 ? undefined : { to, clicks, damagedBytes: 0 });
  }

  override discard({ offset }: SpoolPosition): Promise<void> {
    this.discarded = offset;
    return Promise.resolve();
  }

  override remove(): Promise<void> {
    this.isRemoved = true;
    return Promise.resolve();
  }
}

class FakeSpools extends ClickSpools {
  readonly own: FakeSpool & ClickSpool = new FakeSpool('own');
  left: FakeSpool[] = [];

  override findLeft(): Promise<readonly LeftClickSpool[]> {
    return Promise.resolve(this.left.filter(({ isRemoved }) => !isRemoved));
  }
}

class FakeStore extends ClickStore {
  readonly kept: string[] = [];
  readonly positions = new Map<string, SpoolPosition>();
  /** How many of the next batches are kept without the answer getting back, and how many are not kept at all. */
  unanswered = 0;
  refused = 0;

  override positionOf(spoolId: string): Promise<SpoolPosition> {
    return Promise.resolve(this.positions.get(spoolId) ?? { segment: 0, offset: 0 });
  }

  override async keep({ spoolId, from, to, clicks }: ClickBatch): Promise<SpoolPosition> {
    if (this.refused > 0) {
      this.refused -= 1;
      throw new Error('The database is out of reach');
    }
    const position = await this.positionOf(spoolId);
    if (position.offset !== from.offset) return position;
    this.kept.push(...clicks.map(({ shortUrlId }) => shortUrlId));
    this.positions.set(spoolId, to);
    if (this.unanswered > 0) {
      this.unanswered -= 1;
      throw new Error('The connection was lost');
    }
    return to;
  }

  override forget(spoolId: string): Promise<void> {
    this.positions.delete(spoolId);
    return Promise.resolve();
  }
}

class FixedSalt extends DailySalts {
  override of = () => Promise.resolve('salt');
}

class Nowhere extends GeoReader {
  override locate = () => NOWHERE;
}

describe('the drain', () => {
  let spools: FakeSpools;
  let store: FakeStore;
  let drain: ClickDrain;

  beforeEach(() => {
    spools = new FakeSpools();
    store = new FakeStore();
    const describer = new ClickDescriber(new ParsingUserAgentReader(), new Nowhere());
    drain = new ClickDrain(spools, store, describer, new VisitorKeys(new FixedSalt()));
  });

  test('brings all to where it is kept, in its order, and frees it', async () => {
    spools.own.clicks.push(...['a', 'b', 'c', 'd', 'e'].map((id) => click(id)));
    await drain.run();
    expect(store.kept).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(spools.own.discarded).toBe(5);
    spools.own.clicks.push(click('f'));
    await drain.run();
    expect(store.kept.at(-1)).toBe('f');
    expect(store.kept).toHaveLength(6);
  });

  test('lets a spool free what was kept before, when nothing more comes', async () => {
    store.positions.set('own', { segment: 0, offset: 1 });
    spools.own.clicks.push(click('a'));
    await drain.run();
    expect(spools.own.discarded).toBe(1);
  });

  test('keeps a long backlog in few batches, and none of it twice where another process was faster', async () => {
    for (let id = 0; id < 130_000; id += 1) spools.own.clicks.push(click(String(id)));
    const keep = store.keep.bind(store);
    let batches = 0;
    store.keep = async (batch) => {
      batches += 1;
      // The other has kept this one and some of the next.
      if (batches === 2) store.positions.set('own', { segment: 0, offset: batch.to.offset + 10 });
      return keep(batch);
    };
    await drain.run();
    expect(batches).toBeLessThan(6);
    expect(store.kept).toHaveLength(spools.own.clicks.length - 60_010);
    expect(new Set(store.kept).size).toBe(store.kept.length);
  });

  test('leaves to the next time what comes meanwhile, so that visitors may come first', async () => {
    spools.own.clicks.push(click('a'), click('b'));
    const read = spools.own.read.bind(spools.own);
    spools.own.read = async (from) => {
      const piece = await read(from);
      if (spools.own.clicks.length < 10) spools.own.clicks.push(click('late'));
      return piece;
    };
    await drain.run();
    expect(store.kept).toEqual(['a', 'b']);
    await drain.run();
    expect(store.kept).toEqual(['a', 'b', 'late']);
  });

  test('empties what ended processes have left, and removes it', async () => {
    const left = new FakeSpool('left', click('x'), click('y'), click('z'));
    spools.left = [left];
    await drain.run();
    expect(store.kept).toEqual(['x', 'y', 'z']);
    expect(left.isRemoved).toBe(true);
    expect(store.positions.has('left')).toBe(false);
  });

  test('goes on where another process had stopped', async () => {
    store.positions.set('left', { segment: 0, offset: 2 });
    spools.left = [new FakeSpool('left', click('x'), click('y'), click('z'))];
    await drain.run();
    expect(store.kept).toEqual(['z']);
  });

  test('keeps nothing twice where an answer got lost, and loses nothing where none was kept', async () => {
    spools.own.clicks.push(...['a', 'b', 'c', 'd'].map((id) => click(id)));
    store.unanswered = 1;
    await expect(drain.run()).rejects.toThrow('lost');
    spools.own.clicks.push(click('e'));
    store.refused = 1;
    await expect(drain.run()).rejects.toThrow('out of reach');
    await drain.run();
    expect(store.kept).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('reads nothing in vain while the store is out of reach', async () => {
    spools.own.clicks.push(click('a'));
    store.refused = 1;
    await expect(drain.run()).rejects.toThrow('out of reach');
    const [positionOf, read] = [store.positionOf.bind(store), spools.own.read.bind(spools.own)];
    let reads = 0;
    store.positionOf = () => Promise.reject(new Error('still away'));
    spools.own.read = (from) => {
      reads += 1;
      return read(from);
    };
    await expect(drain.run()).rejects.toThrow('still away');
    expect(reads).toBe(0);
    store.positionOf = positionOf;
    await drain.run();
    expect(store.kept).toEqual(['a']);
  });

  test.each([
    ['is told where that is kept', false],
    ['counts for nothing where another process has kept it', true],
  ])('a spool that fails while a batch is kept %s, and ends nothing', async (_what, isKeptByAnother) => {
    // Jest's own `process` hears nothing of them.
    const node = runInThisContext('process') as NodeJS.Process;
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    node.on('unhandledRejection', note);
    spools.own.clicks.push(...Array.from({ length: 60_002 }, (_, id) => click(String(id))));
    const [keep, read] = [store.keep.bind(store), spools.own.read.bind(spools.own)];
    spools.own.read = (from) => (from.offset === 60_000 ? Promise.reject(new Error('The disk is gone')) : read(from));
    store.keep = async (batch) => {
      await new Promise((resolve) => setImmediate(resolve));
      if (isKeptByAnother) store.positions.set('own', { segment: 0, offset: 60_001 });
      return keep(batch);
    };
    const running = drain.run();
    if (isKeptByAnother) await running;
    else await expect(running).rejects.toThrow('gone');
    node.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
    expect(store.kept).toHaveLength(isKeptByAnother ? 1 : 60_000);
  });

  test('resolves for whoever waits only once all is kept that was recorded before', async () => {
    spools.own.clicks.push(click('a'));
    const first = drain.run();
    spools.own.clicks.push(click('b'));
    await Promise.all([first, drain.run()]);
    expect(store.kept).toEqual(['a', 'b']);
  });
});
