import { Click } from './click.js';
import { SpoolPosition } from './click-store.js';

export interface SpoolPiece {
  to: SpoolPosition;
  /** To be gone through once: each is read when its turn comes, as all at once would fill the memory. */
  clicks: Iterable<Click>;
  /** That can't be read: the end of a write that was cut off, or a disk that lies. */
  damagedBytes: number;
}

/** Clicks that one process has recorded, in their order, until they are kept elsewhere. */
export abstract class ClickSpool {
  abstract readonly id: string;
  /** Behind all that is recorded by now; undefined: nothing more comes, and whatever is there counts. */
  abstract readonly end: SpoolPosition | undefined;
  /** What stands at a position, up to a bound; undefined: nothing yet. */
  abstract read(from: SpoolPosition): Promise<SpoolPiece | undefined>;
  /** Frees what stands before a position. */
  abstract discard(before: SpoolPosition): Promise<void>;
}

/** Of a process that has ended: nothing more comes. */
export abstract class LeftClickSpool extends ClickSpool {
  abstract remove(): Promise<void>;
}

/** What this process has to empty. */
export abstract class ClickSpools {
  abstract readonly own: ClickSpool;
  abstract findLeft(): Promise<readonly LeftClickSpool[]>;
}
