import { setTimeout as delay } from 'node:timers/promises';
import { BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { EVENT_STREAM } from '../../../common/http/content-types.js';
import { hasEnded, LinkImport } from '../domain/link-import.js';
import { presentImport } from './link-import.presenter.js';

const LOOK_EVERY_MILLISECONDS = 500;
/** Proxies end connections that say nothing for a minute. */
const BEAT_EVERY_MILLISECONDS = 15_000;
/** Then a client comes again by itself, with its rights of then. */
const LONGEST_MILLISECONDS = 10 * 60_000;

/** Server-Sent Events (WHATWG HTML §9.2) of imports, wherever those are worked on. */
@Injectable()
export class ImportEvents implements BeforeApplicationShutdown {
  private readonly shutdown = new AbortController();

  beforeApplicationShutdown(): void {
    this.shutdown.abort();
  }

  /** Tells each change of what `look` finds, until the import ends, the client goes, or the server does. */
  async send(response: Response, look: () => Promise<LinkImport>): Promise<void> {
    const first = await look();
    const gone = new AbortController();
    response.once('close', () => {
      gone.abort();
    });
    response.set({ 'Content-Type': EVENT_STREAM, 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    if (response.req.method === 'HEAD') {
      response.end();
      return;
    }
    const stop = AbortSignal.any([gone.signal, this.shutdown.signal, AbortSignal.timeout(LONGEST_MILLISECONDS)]);
    const beat = setInterval(() => response.write(': still here\n\n'), BEAT_EVERY_MILLISECONDS);
    try {
      for await (const event of eventsOf(first, look, stop)) response.write(event);
    } finally {
      clearInterval(beat);
    }
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
