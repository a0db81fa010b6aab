import { fstatSync } from 'node:fs';
import { appendFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Click, SpoolPosition } from '../../../src/modules/clicks/index.js';
import { BlockCipher } from '../../../src/modules/clicks/infrastructure/spool/block-cipher.js';
import { Disk, DISK } from '../../../src/modules/clicks/infrastructure/spool/disk.js';
import { LeftSpool } from '../../../src/modules/clicks/infrastructure/spool/left-spool.js';
import { SpoolFolder } from '../../../src/modules/clicks/infrastructure/spool/spool-folder.js';
import { SpoolReader } from '../../../src/modules/clicks/infrastructure/spool/spool-reader.js';
import { SpoolRules, SpoolWriter } from '../../../src/modules/clicks/infrastructure/spool/spool-writer.js';
import { FakeClock } from '../../fakes/fake-clock.js';

const SECRET = 'a secret';
const START = { segment: 0, offset: 0 };
const RULES: SpoolRules = { mostBytes: 1e9, segmentBytes: 1e8 };

const click = (number: number, userAgent = 'Firefox'): Click => ({
  shortUrlId: '01900000-0000-7000-8000-000000000000',
  at: number,
  skipsMaxClicks: false,
  isHead: false,
  isPrefetch: false,
  isScan: false,
  wantsPrivacy: false,
  ip: '192.0.2.7',
  userAgent,
  referrer: '',
  language: '',
  query: '',
});

let root: string;
let folder: SpoolFolder;
let failures: unknown[];
let clock: FakeClock;

const writerOf = (rules = RULES): SpoolWriter =>
  new SpoolWriter(folder, new BlockCipher(SECRET, folder.id), rules, clock, (error) => failures.push(error));
const readerOf = (secret = SECRET): SpoolReader => new SpoolReader(folder, [new BlockCipher(secret, folder.id)]);

/** A disk that takes its time: until it is told to go on. */
class SlowDisk implements Disk {
  /** Each file as often as it was. */
  readonly flushed: number[] = [];
  readonly flushedFolders: string[] = [];
  private waiting: (() => void)[] = [];

  async flush(file: number): Promise<void> {
    this.flushed.push(file);
    await new Promise<void>((resolve) => this.waiting.push(resolve));
    await DISK.flush(file);
  }

  async flushNames(path: string): Promise<void> {
    await DISK.flushNames(path);
    this.flushedFolders.push(path);
  }

  goOn(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  async goOnUntil(end: Promise<unknown>): Promise<void> {
    const over = end.then(() => true);
    while ((await Promise.race([over, nextTurn()])) !== true) this.goOn();
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** All that can be read, by their numbers. */
async function readAll(reader: Pick<SpoolReader, 'read'>, end?: SpoolPosition) {
  const numbers: number[] = [];
  let damagedBytes = 0;
  for (let piece = await reader.read(START, end); piece; piece = await reader.read(piece.to, end)) {
    numbers.push(...[...piece.clicks].map(({ at }) => at));
    damagedBytes += piece.damagedBytes;
  }
  return { numbers, damagedBytes };
}

/** Each in a turn of its own, so in a block of its own. */
async function record(writer: SpoolWriter, ...numbers: number[]): Promise<void> {
  for (const number of numbers) await writer.record(click(number));
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'trimlink-spool-'));
  folder = await SpoolFolder.own(root);
  failures = [];
  clock = new FakeClock();
});
afterEach(() => rm(root, { recursive: true }));

test('clicks of one turn share a promise and a write; what is written is read in its order', async () => {
  const writer = writerOf();
  const [first, second] = [writer.record(click(1)), writer.record(click(2))];
  expect(second).toBe(first);
  await first;
  const { size } = await stat(folder.segmentFile(0));
  expect(size).toBe(writer.position.offset);
  await record(writer, 3);
  expect(await readAll(readerOf(), writer.position)).toEqual({ numbers: [1, 2, 3], damagedBytes: 0 });
});

test('a click is on the disk once its promise resolves', async () => {
  await writerOf().record(click(7));
  expect((await readAll(readerOf())).numbers).toEqual([7]);
});

test('more than one block holds goes into several', async () => {
  const writer = writerOf();
  const numbers = Array.from({ length: 1000 }, (_, index) => index);
  await Promise.all(numbers.map((number) => writer.record(click(number, 'x'.repeat(1000)))));
  expect((await readAll(readerOf(), writer.position)).numbers).toEqual(numbers);
});

test('files follow each other; those that are not needed any more go', async () => {
  const writer = writerOf({ ...RULES, segmentBytes: 250 });
  await record(writer, 1, 2, 3, 4, 5);
  expect(writer.position.segment).toBe(2);
  expect((await readAll(readerOf(), writer.position)).numbers).toEqual([1, 2, 3, 4, 5]);
  const { bytes } = writer;
  await writer.discard({ segment: 1, offset: 0 });
  expect(writer.bytes).toBeLessThan(bytes);
  expect(await folder.segments()).toEqual([1, 2]);
  expect((await readAll(readerOf(), writer.position)).numbers).toEqual([3, 4, 5]);
});

describe('a file ends after a minute, full or not', () => {
  test('and goes once all of it is drained, also where nothing more comes', async () => {
    const writer = writerOf();
    await record(writer, 1, 2);
    const end = writer.position;
    clock.advance(59);
    await writer.discard(end);
    expect(await folder.segments()).toEqual([0]);
    clock.advance(1);
    await writer.discard(end);
    expect(await folder.segments()).toEqual([]);
    expect(writer.bytes).toBe(0);
    await record(writer, 3);
    for (const until of [writer.position, undefined]) {
      const piece = await readerOf().read(end, until);
      expect([...(piece?.clicks ?? [])]).toMatchObject([{ at: 3 }]);
      expect(piece?.to).toEqual(writer.position);
    }
  });

  test('and stays until then, also where clicks come all the time', async () => {
    const writer = writerOf();
    await record(writer, 1);
    const first = writer.position;
    await record(writer, 2);
    const second = writer.position;
    clock.advance(60);
    await writer.discard(first);
    await record(writer, 3);
    expect(await folder.segments()).toEqual([0, 1]);
    expect((await readAll(readerOf(), writer.position)).numbers).toEqual([1, 2, 3]);
    await writer.discard(second);
    expect(await folder.segments()).toEqual([1]);
  });

  test('and is not held open, where clicks wait for the disk', async () => {
    const disk = new SlowDisk();
    const writer = writerOf({ ...RULES, disk });
    const answer = writer.record(click(1));
    await nextTurn();
    clock.advance(60);
    const discarded = writer.discard(writer.position);
    await disk.goOnUntil(Promise.all([answer, discarded]));
    expect(failures).toEqual([]);
    expect(await folder.segments()).toEqual([]);
    expect(() => fstatSync(disk.flushed[0]!)).toThrow('EBADF');
  });
});

test('nobody reads on the disk who visited what', async () => {
  const writer = writerOf();
  await record(writer, 1);
  const bytes = (await readFile(folder.segmentFile(0))).toString('latin1');
  expect(bytes).not.toMatch(/192\.0\.2\.7|Firefox|01900000/);
  expect((await readAll(readerOf('another secret'))).numbers).toEqual([]);
});

describe('of a process that has ended', () => {
  test.each([1, 9, 10, 30])(
    'a last write that lacks %i bytes is recognised, and all before it is read',
    async (bytes) => {
      const writer = writerOf();
      await record(writer, 1, 2, 3);
      await truncate(folder.segmentFile(0), writer.position.offset - bytes);
      const { numbers, damagedBytes } = await readAll(readerOf());
      expect(numbers).toEqual([1, 2]);
      expect(damagedBytes).toBeGreaterThan(0);
    },
  );

  test.each([
    ['zeros', Buffer.alloc(5000)],
    ['noise', Buffer.from('f'.repeat(5000))],
    ['one byte', Buffer.of(7)],
  ])('%s at the end are skipped', async (_what, noise) => {
    await record(writerOf(), 1, 2);
    await appendFile(folder.segmentFile(0), noise);
    expect(await readAll(readerOf())).toEqual({ numbers: [1, 2], damagedBytes: noise.length });
  });

  test('the spool is known as abandoned once nobody has its name, is read with any secret, and goes', async () => {
    await record(writerOf(), 1, 2);
    const [living] = await SpoolFolder.allIn(root);
    expect(await living?.isAbandoned()).toBe(false);
    const spool = new LeftSpool(folder, ['newer', SECRET]);
    expect((await readAll(spool)).numbers).toEqual([1, 2]);
    await spool.remove();
    expect(await readdir(root)).toEqual([]);
  });
});

describe('when the disk takes no more', () => {
  test('clicks are lost and counted, and later ones are written again', async () => {
    // A folder where the file should be.
    await writeFile(folder.path, 'in the way');
    const writer = writerOf();
    await record(writer, 1, 2);
    expect(writer.lostClicks).toBe(2);
    expect(failures).toHaveLength(2);
    await rm(folder.path);
    await record(writer, 3);
    expect(writer.lostClicks).toBe(2);
    expect((await readAll(readerOf())).numbers).toEqual([3]);
  });

  test('at the bound, too; what is freed is room again', async () => {
    const writer = writerOf({ ...RULES, mostBytes: 150, segmentBytes: 1 });
    await record(writer, 1, 2, 3);
    expect(writer.lostClicks).toBe(1);
    expect(failures).toEqual([new Error(`there are ${writer.bytes} bytes of them already`)]);
    await writer.discard({ segment: 1, offset: 0 });
    await record(writer, 4);
    expect((await readAll(readerOf(), writer.position)).numbers).toEqual([2, 4]);
  });
});

describe('to survive a loss of power', () => {
  test('clicks wait for the disk', async () => {
    const writer = writerOf({ ...RULES, disk: DISK });
    await Promise.all([record(writer, 1, 2), record(writer, 3)]);
    expect((await readAll(readerOf())).numbers.sort()).toEqual([1, 2, 3]);
  });

  test('those of many turns share one flush, which begins after the last of them', async () => {
    const disk = new SlowDisk();
    const writer = writerOf({ ...RULES, disk });
    const answered: number[] = [];
    const answers: Promise<unknown>[] = [];
    for (let number = 0; number < 100; number += 1) {
      answers.push(writer.record(click(number)).then(() => answered.push(number)));
      await nextTurn();
    }
    disk.goOn();
    await answers[0];
    await nextTurn();
    expect(answered).toEqual([0]);
    disk.goOn();
    await Promise.all(answers);
    expect(answered).toHaveLength(100);
    expect(disk.flushed).toHaveLength(2);
  });

  test('also for the name of each file, and of each folder that had to be made', async () => {
    folder = await SpoolFolder.own(join(root, 'data', 'clicks'));
    const disk = new SlowDisk();
    const writer = writerOf({ ...RULES, segmentBytes: 1, disk });
    await disk.goOnUntil(writer.record(click(1)));
    const made = [folder.path, join(root, 'data', 'clicks'), join(root, 'data'), root];
    expect(disk.flushedFolders.toSorted()).toEqual(made.toSorted());
    await disk.goOnUntil(writer.record(click(2)));
    expect(disk.flushedFolders.slice(made.length)).toEqual([folder.path]);
    expect(failures).toEqual([]);
  });

  test('also where the folder of all data has a name of one letter that is not absolute', async () => {
    const before = process.cwd();
    process.chdir(root);
    try {
      folder = await SpoolFolder.own(join('d', 'clicks'));
      await record(writerOf(), 1);
      expect((await readAll(readerOf())).numbers).toEqual([1]);
    } finally {
      process.chdir(before);
    }
  });

  test('no file is closed while it is flushed, and all are afterwards', async () => {
    const disk = new SlowDisk();
    const writer = writerOf({ ...RULES, segmentBytes: 1, disk });
    const answers = [writer.record(click(1))];
    await nextTurn();
    answers.push(writer.record(click(2)));
    await nextTurn();
    await disk.goOnUntil(Promise.all(answers));
    expect(failures).toEqual([]);
    const [first, second] = new Set(disk.flushed);
    expect(() => fstatSync(first!)).toThrow('EBADF');
    expect(fstatSync(second!).isFile()).toBe(true);
  });
});
