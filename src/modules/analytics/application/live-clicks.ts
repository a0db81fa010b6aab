import { Injectable } from '@nestjs/common';
import { CommittedChanges } from '../../../common/domain/committed-changes.js';
import { ClickQuestion, ClickReader, SingleClick } from '../../clicks/index.js';

/** Of one batch: nobody reads more at once. */
const MOST_SHOWN = 100;
/** Of those that somebody has not been shown yet. */
const MOST_WAITING = 20;

type Asked = Pick<ClickQuestion, 'scope' | 'filters'>;

/** Clicks as they come in, on whichever instance. */
@Injectable()
export class LiveClicks {
  private readonly followers = new Set<Follower>();

  constructor(
    private readonly reader: ClickReader,
    changes: CommittedChanges,
  ) {
    changes.onChange('clicks_kept', (batch) => {
      if (batch !== undefined) for (const follower of this.followers) follower.hear(batch);
    });
  }

  /** Until `stop`; of many at once only some. */
  async *of(asked: Asked, stop: AbortSignal): AsyncGenerator<SingleClick> {
    const follower = new Follower(stop);
    this.followers.add(follower);
    try {
      for (let batch = await follower.next(); batch !== undefined; batch = await follower.next()) {
        yield* (await this.reader.batch(asked, batch, MOST_SHOWN)).toReversed();
      }
    } finally {
      this.followers.delete(follower);
    }
  }
}

class Follower {
  private readonly waiting: string[] = [];
  private wake: (() => void) | undefined;

  constructor(private readonly stop: AbortSignal) {
    stop.addEventListener('abort', () => this.wake?.());
  }

  hear(batch: string): void {
    this.waiting.push(batch);
    if (this.waiting.length > MOST_WAITING) this.waiting.shift();
    this.wake?.();
  }

  /** undefined: stopped. */
  async next(): Promise<string | undefined> {
    while (this.waiting.length === 0 && !this.stop.aborted) {
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    return this.stop.aborted ? undefined : this.waiting.shift();
  }
}
