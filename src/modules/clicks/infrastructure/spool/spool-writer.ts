import { closeSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Clock } from '../../../../common/domain/clock.js';
import { Click } from '../../domain/click.js';
import { SpoolPosition } from '../../domain/click-store.js';
import { BlockCipher } from './block-cipher.js';
import { MOST_RECORD_BYTES, writeRecord } from './click-record.js';
import { Disk } from './disk.js';
import { SpoolFolder } from './spool-folder.js';

const BUFFER_BYTES = 256 * 1024;
/** Who visited from where stays in a file until all of it is kept elsewhere. */
const LONGEST_SEGMENT_MILLISECONDS = 60_000;

export interface SpoolRules {
  /** What is recorded beyond them is lost, and counted. */
  mostBytes: number;
  /** Of one file, unless one block is longer. */
  segmentBytes: number;
  /** What clicks wait for that have to survive a loss of power, and not of the process only. */
  disk?: Disk;
}

/**
 * Writes the clicks of one turn of the event loop in one piece, before any of their visitors is answered. Where the disk
 * takes no more, clicks are lost and counted: redirects go on.
 */
export class SpoolWriter {
  private readonly buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  private used = 0;
  private buffered = 0;
  private turn: Promise<void> | undefined;
  private flushing: Promise<void> | undefined;
  private nextFlush: Promise<void> | undefined;
  private file: number | undefined;
  private begunAt = 0;
  /** Full, but open until they are flushed. */
  private readonly endedFiles: number[] = [];
  /** Folders with names that may not survive a loss of power yet. */
  private readonly changedFolders = new Set<string>();
  private blocks = 0;
  private segment = 0;
  private offset = 0;
  /** Of the files before this one that are not freed yet. */
  private readonly fullSegments = new Map<number, number>();
  private lost = 0;

  constructor(
    private readonly folder: SpoolFolder,
    private readonly cipher: BlockCipher,
    private readonly rules: SpoolRules,
    private readonly clock: Clock,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Up to where all is written. */
  get position(): SpoolPosition {
    return { segment: this.segment, offset: this.offset };
  }

  /** On the disk. */
  get bytes(): number {
    return [...this.fullSegments.values()].reduce((sum, bytes) => sum + bytes, this.offset);
  }

  get lostClicks(): number {
    return this.lost;
  }

  record(click: Click): Promise<void> {
    if (this.used + MOST_RECORD_BYTES > BUFFER_BYTES) this.write();
    this.used = writeRecord(click, this.buffer, this.used);
    this.buffered += 1;
    return (this.turn ??= this.endOfTurn());
  }

  /** Frees the files that end there or before. */
  async discard({ segment, offset }: SpoolPosition): Promise<void> {
    await this.endOldSegment();
    const freed = [...this.fullSegments]
      .filter(([it, bytes]) => it < segment || (it === segment && bytes <= offset))
      .map(([it]) => it);
    if (freed.length === 0) return;
    await this.folder.removeSegmentsBefore(Math.max(...freed) + 1);
    for (const it of freed) this.fullSegments.delete(it);
  }

  /** So that it goes when it is drained, however long it would take to become full. */
  private async endOldSegment(): Promise<void> {
    const age = this.clock.now().getTime() - this.begunAt;
    if (this.file === undefined || this.offset === 0 || age < LONGEST_SEGMENT_MILLISECONDS) return;
    this.beginSegment(this.file);
    if (this.rules.disk) await this.flush(this.rules.disk);
  }

  private endOfTurn(): Promise<void> {
    return new Promise((resolve, reject) => {
      setImmediate(() => {
        this.turn = undefined;
        this.write();
        if (this.rules.disk) this.flush(this.rules.disk).then(resolve, reject);
        else resolve();
      });
    });
  }

  private write(): void {
    const plain = this.buffer.subarray(0, this.used);
    const clicks = this.buffered;
    this.used = 0;
    this.buffered = 0;
    try {
      if (this.bytes >= this.rules.mostBytes) throw new Error(`there are ${this.bytes} bytes of them already`);
      this.append(this.cipher.seal(plain, (this.blocks += 1)));
    } catch (error) {
      this.lost += clicks;
      this.onFailure(error);
    }
  }

  private append(block: Buffer): void {
    if (this.file !== undefined && this.offset + block.length > this.rules.segmentBytes) this.beginSegment(this.file);
    this.file ??= this.open();
    try {
      for (let done = 0; done < block.length;) done += writeSync(this.file, block, done, undefined, this.offset + done);
    } catch (error) {
      // What came after half a block could not be read.
      ftruncateSync(this.file, this.offset);
      throw error;
    }
    this.offset += block.length;
  }

  private beginSegment(file: number): void {
    this.file = undefined;
    this.fullSegments.set(this.segment, this.offset);
    this.segment += 1;
    this.offset = 0;
    if (this.rules.disk) this.endedFiles.push(file);
    else closeSync(file);
  }

  private open(): number {
    const path = resolve(this.folder.path);
    const made = mkdirSync(path, { recursive: true, mode: 0o700 });
    this.changedFolders.add(path);
    if (made !== undefined) {
      for (let it = path; it.length >= resolve(made).length; it = dirname(it)) this.changedFolders.add(dirname(it));
    }
    this.begunAt = this.clock.now().getTime();
    return openSync(this.folder.segmentFile(this.segment), 'w', 0o600);
  }

  /** One under way may have begun before the last block was written: all who come meanwhile share the next. */
  private flush(disk: Disk): Promise<void> {
    if (this.flushing) {
      return (this.nextFlush ??= this.flushing.then(() => {
        this.nextFlush = undefined;
        return this.flush(disk);
      }));
    }
    return (this.flushing = this.flushFiles(disk)
      .catch(this.onFailure)
      .finally(() => {
        this.flushing = undefined;
      }));
  }

  /** One at a time, and files are closed here alone: so none is while it is flushed. */
  private async flushFiles(disk: Disk): Promise<void> {
    const ended = this.endedFiles.splice(0);
    try {
      for (const file of this.file === undefined ? ended : [...ended, this.file]) await disk.flush(file);
      for (const folder of this.changedFolders) {
        // Before: what is made meanwhile changes it anew.
        this.changedFolders.delete(folder);
        await disk.flushNames(folder);
      }
    } finally {
      for (const file of ended) closeSync(file);
    }
  }
}
