import { BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { ConflictError } from '../domain/errors.js';
import { EVENT_STREAM } from './content-types.js';

/** Then a client comes again by itself, with its rights of then; sooner than proxies tire of silence. */
const LONGEST_MILLISECONDS = 30_000;
/** An organization's, in this process. */
const MOST_STREAMS = 20;

/** Server-Sent Events (WHATWG HTML §9.2). */
@Injectable()
export class EventStreams implements BeforeApplicationShutdown {
  protected readonly longestMilliseconds: number = LONGEST_MILLISECONDS;
  private readonly shutdown = new AbortController();
  private readonly open = new Map<string, number>();

  beforeApplicationShutdown(): void {
    this.shutdown.abort();
  }

  /**
   * Sends events until they end, the client goes, the server does, or the stream's time is over, of which the signal tells.
   * @throws ConflictError when the organization has many open.
   */
  async send(
    response: Response,
    organizationId: string,
    events: (stop: AbortSignal) => AsyncGenerator<string>,
  ): Promise<void> {
    const streams = this.open.get(organizationId) ?? 0;
    if (streams >= MOST_STREAMS)
      throw new ConflictError(`${MOST_STREAMS} event streams are open. Close one.`, 'too_many_streams');
    this.open.set(organizationId, streams + 1);
    try {
      await this.stream(response, events);
    } finally {
      const left = (this.open.get(organizationId) ?? 1) - 1;
      if (left > 0) this.open.set(organizationId, left);
      else this.open.delete(organizationId);
    }
  }

  private async stream(response: Response, events: (stop: AbortSignal) => AsyncGenerator<string>): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => {
      gone.abort();
    });
    // While it was worked out whether it may have one.
    if (response.closed) gone.abort();
    response.set({ 'Content-Type': EVENT_STREAM, 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    if (response.req.method === 'HEAD') {
      response.end();
      return;
    }
    const stop = AbortSignal.any([gone.signal, this.shutdown.signal, AbortSignal.timeout(this.longestMilliseconds)]);
    response.write('retry: 1000\n\n');
    for await (const event of events(stop)) response.write(event);
    response.end();
  }
}
