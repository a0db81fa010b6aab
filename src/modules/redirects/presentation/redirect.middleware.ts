import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { Clock } from '../../../common/domain/clock.js';
import { RequestFault } from '../../../common/http/problem.js';
import { readBody } from '../../../common/http/request-content.js';
import { sendPage } from '../../../common/http/send-page.js';
import { AssetManifest } from '../../../common/ui/asset-manifest.js';
import { displayedHost } from '../../domains/index.js';
import { HostAnswer, HostAnswers } from '../application/host-answers.js';
import { RedirectEngine } from '../application/redirect-engine.js';
import { FailedCheck } from '../application/link-passwords.js';
import { passwordAnswer } from './password-answer.js';
import { LinkExpiredPage } from './views/link-expired.page.js';
import { LinkNotFoundPage } from './views/link-not-found.page.js';
import { LinkPasswordPage } from './views/link-password.page.js';
import { visitHeadersOf } from './visit-headers.js';
import { VisitPlace, VisitPlaces } from './visit-places.js';
import { VisitReader } from './visit-reader.js';

const VISITING = ['GET', 'HEAD'];
/** As much of a mistyped address as a page repeats. */
const MOST_SHOWN = 200;
/** Phones ask rarely, and a change should not wait for them long. */
const FILE_CACHING = 'public, max-age=300';

interface Place extends VisitPlace {
  shown: { host: string; slug: string };
}

/** Answers visits of short links, and hands on whatever the server's own rooms serve. */
@Injectable()
export class RedirectMiddleware {
  constructor(
    private readonly engine: RedirectEngine,
    private readonly hosts: HostAnswers,
    private readonly places: VisitPlaces,
    private readonly visits: VisitReader,
    private readonly clock: Clock,
    private readonly assets: AssetManifest,
  ) {}

  handle(request: Request, response: Response, next: NextFunction): void {
    const place = this.places.of(request);
    if (!place) {
      next();
      return;
    }
    const { host, slug } = place.written;
    const shown = { host: displayedHost(host), slug: slug.slice(0, MOST_SHOWN) };
    this.answer(request, response, { ...place, shown }).catch(next);
  }

  private async answer(request: Request, response: Response, place: Place): Promise<void> {
    const { host, slug } = place;
    const isVisit = request.method === 'GET' || request.method === 'HEAD';
    const own = slug === undefined ? undefined : await this.hosts.at(host, slug);
    if (isVisit && own) {
      send(response, own);
    } else if (isVisit && slug !== undefined) {
      await this.answerVisit(request, response, place, slug);
    } else if (isVisit) {
      await this.answerUnknown(response, place);
    } else {
      await this.answerOtherMethod(request, response, place, own !== undefined);
    }
  }

  private async answerOtherMethod(request: Request, response: Response, place: Place, isOwn: boolean): Promise<void> {
    const { host, slug } = place;
    const link = slug === undefined || isOwn ? undefined : await this.engine.find(host, slug);
    const methods = link?.asksForPassword ? [...VISITING, 'POST'] : VISITING;
    const allow = [...methods, 'OPTIONS'].join(', ');
    if (!link && !isOwn) {
      this.sendNotFound(response, place);
    } else if (request.method === 'OPTIONS') {
      response.status(204).set('Allow', allow).end();
    } else if (slug !== undefined && methods.includes(request.method)) {
      await readBody(request, response, ['form']);
      const { password = '' } = request.body as { password?: unknown };
      await this.answerVisit(request, response, place, slug, String(password));
    } else {
      throw new RequestFault(405, { Allow: allow });
    }
  }

  private async answerVisit(
    request: Request,
    response: Response,
    place: Place,
    slug: string,
    password?: string,
  ): Promise<void> {
    const sighting = this.visits.sightingOf(request, visitHeadersOf(request), this.clock.now().getTime());
    const visitor = this.visits.visitorOf(sighting);
    const visit = await this.engine.visit({ host: place.host, slug, sighting, visitor, password });
    switch (visit.outcome) {
      case 'not_found':
        await this.answerUnknown(response, place);
        return;
      case 'expired':
        this.sendExpired(response, place, visit.expiredAt);
        return;
      case 'password':
        this.askForPassword(response, place, visit.check);
        return;
      case 'redirect':
        sendTo(response, visit.status, visit.location);
    }
  }

  private async answerUnknown(response: Response, place: Place): Promise<void> {
    const answer = await this.hosts.insteadOfNotFound(place.host);
    if (answer) send(response, answer);
    else this.sendNotFound(response, place);
  }

  private askForPassword(response: Response, { shown }: Place, check?: FailedCheck): void {
    const { status, headers, problem } = passwordAnswer(check, this.clock.now());
    const page = LinkPasswordPage({ assets: this.assets.forPages, ...shown, problem });
    sendPage(response.status(status).set(headers), page, { leavesSite: true });
  }

  private sendExpired(response: Response, { shown }: Place, expiredAt: Date | null): void {
    const page = LinkExpiredPage({ assets: this.assets.forPages, ...shown, expiredAt: expiredAt ?? undefined });
    sendPage(response.status(410), page);
  }

  private sendNotFound(response: Response, { shown }: Place): void {
    sendPage(response.status(404), LinkNotFoundPage({ assets: this.assets.forPages, ...shown }));
  }
}

function send(response: Response, answer: HostAnswer): void {
  if (answer.kind === 'redirect') sendTo(response, 302, answer.location);
  else response.set('Cache-Control', FILE_CACHING).json(answer.content);
}

/** Express's own `redirect` would encode the address anew. */
function sendTo(response: Response, status: number, location: string): void {
  response.status(status).set({ Location: location, 'Cache-Control': 'private, max-age=0' }).end();
}
