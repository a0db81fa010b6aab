import type { PinnedServer } from './pinned.js';

export interface CountedClicks {
  counted: number;
  lost: number;
  /** How long it took to count what was not counted yet. */
  seconds: number;
}

/** Whether each visit that the product answered became a click that is counted. */
export class RecordedClicks {
  private answered = 0;
  private last: CountedClicks = { counted: 0, lost: 0, seconds: 0 };

  constructor(private readonly server: PinnedServer<unknown>) {}

  /** After a turn: waits until all its clicks are counted, so that no other server's turn is disturbed; how long that was. */
  async settle(answered: number): Promise<number> {
    this.answered += answered;
    this.last = await this.server.order<CountedClicks>('clicks');
    return this.last.seconds;
  }

  get areComplete(): boolean {
    return this.last.counted === this.answered && this.last.lost === 0;
  }

  toString(): string {
    return `${this.answered} visits answered, ${this.last.counted} clicks counted, ${this.last.lost} lost`;
  }
}
