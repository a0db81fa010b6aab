import { Injectable } from '@nestjs/common';
import { isScan, ShortUrl, ShortUrlsService, Visitor } from '../../short-urls/index.js';
import { ClickSink } from '../domain/click-sink.js';
import { FailedCheck, LinkPasswords } from './link-passwords.js';

export interface VisitRequest {
  host: string;
  slug: string;
  visitor: Visitor;
  /** Neither a bot nor a preview. */
  isPerson: boolean;
  /** That was typed into the link's form. */
  password?: string;
}

export type Visit =
  | { outcome: 'redirect'; status: number; location: string }
  | { outcome: 'not_found' }
  /** null: not by date, but by the number of people. */
  | { outcome: 'expired'; expiredAt: Date | null }
  | { outcome: 'password'; check?: FailedCheck };

/** After a form: what was posted must not go on to the destination (RFC 9110 §15.4.4). */
const AFTER_FORM = 303;
const TO_EXPIRED_URL = 302;

/** What a visitor of a short link's address gets. */
@Injectable()
export class RedirectEngine {
  constructor(
    private readonly shortUrls: ShortUrlsService,
    private readonly passwords: LinkPasswords,
    private readonly clicks: ClickSink,
  ) {}

  async visit(request: VisitRequest): Promise<Visit> {
    const visited = await this.shortUrls.findByAddress(request.host, request.slug);
    const state = visited?.shortUrl.stateAt(request.visitor.at) ?? 'not_started';
    if (!visited || state === 'not_started') return { outcome: 'not_found' };
    const { shortUrl, isUsedUp } = visited;
    if (state === 'expired') return this.refuse(shortUrl, request, shortUrl.expiresAt);
    if (isUsedUp) return this.refuse(shortUrl, request, null);
    return (await this.lock(shortUrl, request)) ?? this.pass(shortUrl, request);
  }

  /** Whether a link stands there, and whether it takes a form. */
  async find(host: string, slug: string): Promise<{ asksForPassword: boolean } | undefined> {
    const visited = await this.shortUrls.findByAddress(host, slug);
    return visited && { asksForPassword: visited.shortUrl.passwordHash !== null };
  }

  /** undefined: it stands open to this visitor. */
  private async lock(shortUrl: ShortUrl, { visitor, password }: VisitRequest): Promise<Visit | undefined> {
    const { passwordHash } = shortUrl;
    if (passwordHash === null) return undefined;
    if (password === undefined) return { outcome: 'password' };
    const check = await this.passwords.check(shortUrl, passwordHash, password, visitor.ip ?? '');
    return check && { outcome: 'password', check };
  }

  private async pass(shortUrl: ShortUrl, request: VisitRequest): Promise<Visit> {
    const isBounded = shortUrl.maxClicks !== null && request.isPerson;
    if (isBounded && !(await this.shortUrls.admit(shortUrl))) return this.refuse(shortUrl, request, null);
    const { location } = shortUrl.landingOf(request.visitor);
    const status = request.password === undefined ? shortUrl.redirectType : AFTER_FORM;
    return this.redirect(shortUrl, request, status, location);
  }

  /** Too late: by its date, or because as many as may pass have passed. */
  private async refuse(shortUrl: ShortUrl, request: VisitRequest, expiredAt: Date | null): Promise<Visit> {
    const { lateLocation } = shortUrl;
    if (lateLocation === null) return { outcome: 'expired', expiredAt };
    const status = request.password === undefined ? TO_EXPIRED_URL : AFTER_FORM;
    return this.redirect(shortUrl, request, status, lateLocation);
  }

  private async redirect(
    { id: shortUrlId }: ShortUrl,
    { visitor, isPerson }: VisitRequest,
    status: number,
    location: string,
  ): Promise<Visit> {
    await this.clicks.record({ shortUrlId, at: visitor.at, isPerson, isScan: isScan(visitor.query) });
    return { outcome: 'redirect', status, location };
  }
}
