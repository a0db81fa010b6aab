import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { EventStreams } from '../../../common/http/event-streams.js';
import { hasEnded, LinkImport } from '../domain/link-import.js';
import { presentImport } from './link-import.presenter.js';

const LOOK_EVERY_MILLISECONDS = 1_000;

/** Tells of imports, wherever those are worked on. */
@Injectable()
export class ImportEvents {
  constructor(private readonly streams: EventStreams) {}

  /** Each change of what `look` finds, until the import ends. @throws ConflictError as EventStreams */
  async send(response: Response, look: () => Promise<LinkImport>): Promise<void> {
    const first = await look();
    await this.streams.send(response, first.organizationId, (stop) => eventsOf(first, look, stop));
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
