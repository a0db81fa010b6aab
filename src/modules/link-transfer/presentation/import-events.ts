import { setTimeout as delay } from 'node:timers/promises';
import { BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { EVENT_STREAM } from '../../../common/http/content-types.js';
import { ConflictError } from '../../../common/domain/errors.js';
import { hasEnded, LinkImport } from '../domain/link-import.js';
import { presentImport } from './link-import.presenter.js';

const LOOK_EVERY_MILLISECONDS = 1_000;
/** Then a client comes again by itself, with its rights of then; sooner than proxies tire of silence. */
const LONGEST_MILLISECONDS = 30_000;
/** An organization's, in this process. */
const MOST_STREAMS = 20;

/** Server-Sent Events (WHATWG HTML §9.2) of imports, wherever those are worked on. */
@Injectable()
export class ImportEvents implements BeforeApplicationShutdown {
  protected readonly longestMilliseconds: number = LONGEST_MILLISECONDS;
  private readonly shutdown = new AbortController();
  private readonly open = new Map<string, number>();

  beforeApplicationShutdown(): void {
    this.shutdown.abort();
  }

  /**
   * Tells each change of what `look` finds, until the import ends, the client goes, the server does, or the stream's time is
   * over. @throws ConflictError when the organization has many open.
   */
  async send(response: Response, look: () => Promise<LinkImport>): Promise<void> {
    const first = await look();
    const { organizationId } = first;
    const streams = this.open.get(organizationId) ?? 0;
    if (streams >= MOST_STREAMS)
      throw new ConflictError(`${MOST_STREAMS} event streams are open. Close one.`, 'too_many_streams');
    this.open.set(organizationId, streams + 1);
    try {
      await this.stream(response, first, look);
    } finally {
      const left = (this.open.get(organizationId) ?? 1) - 1;
      if (left > 0) this.open.set(organizationId, left);
      else this.open.delete(organizationId);
    }
  }

  private async stream(response: Response, first: LinkImport, look: () => Promise<LinkImport>): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => {
      gone.abort();
    });
    response.set({ 'Content-Type': EVENT_STREAM, 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    if (response.req.method === 'HEAD') {
      response.end();
      return;
    }
    const stop = AbortSignal.any([gone.signal, this.shutdown.signal, AbortSignal.timeout(this.longestMilliseconds)]);
    response.write('retry: 1000\n\n');
    for await (const event of eventsOf(first, look, stop)) response.write(event);
    response.end();
  }
}

async function* eventsOf(
  first: LinkImport,
  look: () => Promise<LinkImport>,
  stop: AbortSignal,
): AsyncGenerator<string> {
  let told = '';
  for (let current = first; !stop.aborted; current = await look()) {
    const data = JSON.stringify(presentImport(current));
    if (data !== told) yield `event: progress\ndata: ${data}\n\n`;
    told = data;
    if (hasEnded(current)) {
      yield `event: end\ndata: ${data}\n\n`;
      return;
    }
    await delay(LOOK_EVERY_MILLISECONDS, undefined, { signal: stop }).catch(() => undefined);
  }
}
