import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../common/domain/clock.js';
import { requestIdOf } from '../../../common/http/request-id.js';
import { STRICT_TRANSPORT_SECURITY } from '../../../common/http/strict-transport-security.js';
import { Configuration } from '../../../config/configuration.js';
import { isReserved } from '../../short-urls/index.js';
import { KnownLink } from '../application/known-link.js';
import { LinkCache } from '../application/link-cache.js';
import { QuickVisit, RedirectEngine } from '../application/redirect-engine.js';
import { VisitPlaces } from './visit-places.js';
import { VisitReader } from './visit-reader.js';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

interface Waiting {
  visit: QuickVisit;
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
    private readonly places: VisitPlaces,
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
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        handOn(request, response);
        return;
      }
      const now = this.clock.now().getTime();
      const known = this.links.recall(spellingOf(request), now);
      if (known) this.answer(request, response, known, now, handOn);
      else this.lookUp(request, response, handOn);
    });
  }

  private answer(
    request: IncomingMessage,
    response: ServerResponse,
    known: KnownLink,
    now: number,
    handOn: Listener,
  ): void {
    const visit = this.visit(request, known, now);
    if (visit) this.answerAfterTurn({ visit, request, response }, handOn);
    else handOn(request, response);
  }

  private visit(request: IncomingMessage, known: KnownLink, now: number): QuickVisit | undefined {
    try {
      const sighting = this.visits.sightingOf(request, now);
      return this.engine.visitAtOnce(known, sighting, () => this.visits.visitorOf(sighting));
    } catch {
      // Here it would end the process; on the longer way it ends in an answer, and in the log.
      return undefined;
    }
  }

  /** What is not known yet needs the database, but not Express. */
  private lookUp(request: IncomingMessage, response: ServerResponse, handOn: Listener): void {
    const { host, slug = '' } = this.places.of(request) ?? {};
    if (host === undefined || slug === '' || isReserved(slug)) {
      handOn(request, response);
      return;
    }
    this.links.find({ domain: host, slug }).then(
      (known) => {
        if (known.link) this.links.spell(spellingOf(request), known);
        this.answer(request, response, known, this.clock.now().getTime(), handOn);
      },
      () => {
        handOn(request, response);
      },
    );
  }

  /** Once its click is safe. Those of one turn share a promise, and so one callback. */
  private answerAfterTurn(one: Waiting, handOn: Listener): void {
    const { recorded } = one.visit;
    if (recorded !== this.turn) {
      const waiting: Waiting[] = [];
      this.turn = recorded;
      this.waiting = waiting;
      recorded.then(
        () => {
          for (const it of waiting) this.send(it);
        },
        () => {
          for (const { request, response } of waiting) handOn(request, response);
        },
      );
    }
    this.waiting.push(one);
  }

  private send({ request, response, visit: { status, location } }: Waiting): void {
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
