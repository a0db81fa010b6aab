import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../common/domain/clock.js';
import { requestIdOf } from '../../../common/http/request-id.js';
import { STRICT_TRANSPORT_SECURITY } from '../../../common/http/strict-transport-security.js';
import { Configuration } from '../../../config/configuration.js';
import { KnownLink } from '../application/known-link.js';
import { LinkCache } from '../application/link-cache.js';
import { QuickVisit, RedirectEngine } from '../application/redirect-engine.js';
import { VisitReader } from './visit-reader.js';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

interface Waiting extends QuickVisit {
  request: IncomingMessage;
  response: ServerResponse;
}

/**
 * Answers visits of links that are known, before Express sees them: one look-up, one click, one answer. Whatever has to wait
 * for somebody, be it the database or the visitor, goes the longer way.
 */
@Injectable()
export class HotPath {
  /** How many visits it has answered. */
  readonly answered: Record<'GET' | 'HEAD', Map<number, number>> = { GET: new Map(), HEAD: new Map() };
  private readonly securityHeaders: readonly string[];
  private turn: Promise<void> | undefined;
  private waiting: Waiting[] = [];

  constructor(
    private readonly links: LinkCache,
    private readonly engine: RedirectEngine,
    private readonly visits: VisitReader,
    private readonly clock: Clock,
    { isHttps }: Configuration,
  ) {
    this.securityHeaders = isHttps ? ['Strict-Transport-Security', STRICT_TRANSPORT_SECURITY] : [];
  }

  /** Is asked before whatever has listened so far. */
  mountOn(server: Server): void {
    const others = server.listeners('request') as Listener[];
    const handOn: Listener = (request, response) => {
      for (const listener of others) listener.call(server, request, response);
    };
    server.removeAllListeners('request');
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const visit = this.visit(request);
      if (visit) this.answerAfterTurn({ ...visit, request, response }, handOn);
      else handOn(request, response);
    });
  }

  /** Remembers that a link is visited at this address, written like this. */
  learn(request: IncomingMessage, known: KnownLink): void {
    this.links.spell(spellingOf(request), known);
  }

  private visit(request: IncomingMessage): QuickVisit | undefined {
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
    const now = this.clock.now().getTime();
    const known = this.links.recall(spellingOf(request), now);
    if (!known) return undefined;
    const sighting = this.visits.sightingOf(request, now);
    return this.engine.visitAtOnce(known, sighting, () => this.visits.visitorOf(sighting));
  }

  /** Once its click is safe. Those of one turn share a promise, and so one callback. */
  private answerAfterTurn(visit: Waiting, handOn: Listener): void {
    if (visit.recorded !== this.turn) {
      const waiting: Waiting[] = [];
      this.turn = visit.recorded;
      this.waiting = waiting;
      visit.recorded.then(
        () => {
          for (const it of waiting) this.send(it);
        },
        () => {
          for (const { request, response } of waiting) handOn(request, response);
        },
      );
    }
    this.waiting.push(visit);
  }

  private send({ request, response, status, location }: Waiting): void {
    response.writeHead(status, [
      'Location',
      location,
      'Cache-Control',
      'private, max-age=0',
      'X-Request-Id',
      requestIdOf(request.headers['x-request-id']),
      'Content-Length',
      '0',
      ...this.securityHeaders,
    ]);
    response.end();
    const counts = this.answered[request.method === 'HEAD' ? 'HEAD' : 'GET'];
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
}

/** Host and path as they came. */
function spellingOf({ headers, url = '' }: IncomingMessage): string {
  const mark = url.indexOf('?');
  return `${headers.host ?? ''} ${mark < 0 ? url : url.slice(0, mark)}`;
}
