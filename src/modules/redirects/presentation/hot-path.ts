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
import { VisitHeaders, visitHeadersOf } from './visit-headers.js';
import { VisitPlaces } from './visit-places.js';
import { VisitReader } from './visit-reader.js';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** A request with what of it tells about a visit. */
interface Asking {
  request: IncomingMessage;
  headers: VisitHeaders;
  response: ServerResponse;
}

interface Waiting extends Asking {
  visit: QuickVisit;
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
      const asking = { request, headers: visitHeadersOf(request), response };
      const now = this.clock.now().getTime();
      const known = this.links.recall(spellingOf(asking), now);
      if (known) this.answer(asking, known, now, handOn);
      else this.lookUp(asking, handOn);
    });
  }

  private answer(asking: Asking, known: KnownLink, now: number, handOn: Listener): void {
    const visit = this.visit(asking, known, now);
    const { request, headers, response } = asking;
    if (visit) this.answerAfterTurn({ visit, request, headers, response }, handOn);
    else handOn(request, response);
  }

  private visit({ request, headers }: Asking, known: KnownLink, now: number): QuickVisit | undefined {
    try {
      const sighting = this.visits.sightingOf(request, headers, now);
      return this.engine.visitAtOnce(known, sighting, () => this.visits.visitorOf(sighting));
    } catch {
      // Here it would end the process; on the longer way it ends in an answer, and in the log.
      return undefined;
    }
  }

  /** What is not known yet needs the database, but not Express. */
  private lookUp(asking: Asking, handOn: Listener): void {
    const { request, response } = asking;
    const { host, slug = '' } = this.places.of(request) ?? {};
    if (host === undefined || slug === '' || isReserved(slug)) {
      handOn(request, response);
      return;
    }
    this.links.find({ domain: host, slug }).then(
      (known) => {
        if (known.link) this.links.spell(spellingOf(asking), known);
        this.answer(asking, known, this.clock.now().getTime(), handOn);
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

  private send({ request, headers, response, visit: { status, location } }: Waiting): void {
    response.writeHead(status, [
      'Location',
      location,
      'Cache-Control',
      'private, max-age=0',
      'X-Request-Id',
      requestIdOf(headers.requestId),
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
function spellingOf({ request: { url = '' }, headers: { host = '' } }: Asking): string {
  const mark = url.indexOf('?');
  return `${host} ${mark < 0 ? url : url.slice(0, mark)}`;
}
