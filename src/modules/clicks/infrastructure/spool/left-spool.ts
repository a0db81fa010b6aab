import { LeftClickSpool, SpoolPiece } from '../../domain/click-spools.js';
import { SpoolPosition } from '../../domain/click-store.js';
import { BlockCipher } from './block-cipher.js';
import { SpoolFolder } from './spool-folder.js';
import { SpoolReader } from './spool-reader.js';

/** What a process that has ended had recorded. */
export class LeftSpool extends LeftClickSpool {
  override readonly end = undefined;
  private readonly reader: SpoolReader;

  constructor(
    private readonly folder: SpoolFolder,
    secrets: readonly string[],
  ) {
    super();
    this.reader = new SpoolReader(
      folder,
      secrets.map((secret) => new BlockCipher(secret, folder.id)),
    );
  }

  override get id(): string {
    return this.folder.id;
  }

  override read(from: SpoolPosition): Promise<SpoolPiece | undefined> {
    return this.reader.read(from);
  }

  override discard(before: SpoolPosition): Promise<void> {
    return this.folder.removeSegmentsBefore(before.segment);
  }

  override remove(): Promise<void> {
    return this.folder.remove();
  }
}
