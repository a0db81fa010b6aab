import { open, stat } from 'node:fs/promises';
import { Click } from '../../domain/click.js';
import { SpoolPiece } from '../../domain/click-spools.js';
import { SpoolPosition } from '../../domain/click-store.js';
import { BlockCipher, blockBytesAt } from './block-cipher.js';
import { readRecords } from './click-record.js';
import { SpoolFolder } from './spool-folder.js';

/** More than the longest block. */
const MOST_BYTES = 1024 * 1024;

/** Reads what a SpoolWriter wrote, in this process or in one that has ended. */
export class SpoolReader {
  constructor(
    private readonly folder: SpoolFolder,
    /** Of each secret one: the first that opens a block is the right one. */
    private readonly ciphers: readonly BlockCipher[],
  ) {}

  /** Up to `end`, where the writer is; without it, up to the end of the files. undefined: there is nothing. */
  async read(from: SpoolPosition, end?: SpoolPosition): Promise<SpoolPiece | undefined> {
    const { segment, offset } = from;
    const size = end?.segment === segment ? end.offset : await this.sizeOf(segment);
    if (offset < size) return this.piece(from, await this.bytes(segment, offset, size), size);
    const next = await this.segmentAfter(segment, end);
    return next === undefined ? undefined : this.read({ segment: next, offset: 0 }, end);
  }

  private piece(from: SpoolPosition, buffer: Buffer, size: number): SpoolPiece {
    const blocks: Buffer[] = [];
    let done = 0;
    for (let bytes = blockBytesAt(buffer, done); bytes !== undefined; bytes = blockBytesAt(buffer, done)) {
      if (done + bytes > buffer.length) break;
      const plain = this.open(buffer.subarray(done, done + bytes));
      if (!plain) break;
      blocks.push(plain);
      done += bytes;
    }
    const { segment, offset } = from;
    if (done > 0) return { to: { segment, offset: offset + done }, clicks: clicksIn(blocks), damagedBytes: 0 };
    return { to: { segment, offset: size }, clicks: [], damagedBytes: size - offset };
  }

  private open(block: Buffer): Buffer | undefined {
    for (const cipher of this.ciphers) {
      const plain = cipher.open(block);
      if (plain) return plain;
    }
    return undefined;
  }

  private async bytes(segment: number, offset: number, size: number): Promise<Buffer> {
    const file = await open(this.folder.segmentFile(segment));
    try {
      const buffer = Buffer.allocUnsafe(Math.min(MOST_BYTES, size - offset));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, offset);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }

  private async sizeOf(segment: number): Promise<number> {
    return stat(this.folder.segmentFile(segment)).then(
      ({ size }) => size,
      () => 0,
    );
  }

  private async segmentAfter(segment: number, end: SpoolPosition | undefined): Promise<number | undefined> {
    const later = (await this.folder.segments()).find((it) => it > segment);
    return end !== undefined && later !== undefined && later > end.segment ? undefined : later;
  }
}

function* clicksIn(blocks: readonly Buffer[]): Generator<Click> {
  for (const block of blocks) yield* readRecords(block);
}
