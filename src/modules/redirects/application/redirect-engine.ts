import { Injectable } from '@nestjs/common';
import { botKindOf, ClickSink } from '../../clicks/index.js';
import { CompiledLink, ShortUrlsService, Visitor } from '../../short-urls/index.js';
import { clickOf, Sighting } from '../domain/sighting.js';
import { KnownLink } from './known-link.js';
import { LinkCache } from './link-cache.js';
import { FailedCheck, LinkPasswords } from './link-passwords.js';

export interface VisitRequest {
  host: string;
  slug: string;
  sighting: Sighting;
  visitor: Visitor;
  /** That was typed into the link's form. */
  password?: string;
}

export type Visit =
  | { outcome: 'redirect'; status: number; location: string }
  | { outcome: 'not_found' }
  /** null: not by date, but by the number of people. */
  | { outcome: 'expired'; expiredAt: Date | null }
  | { outcome: 'password'; check?: FailedCheck };

/** A redirect that may be answered once `recorded` resolves. */
export interface QuickVisit {
  status: number;
  location: string;
  recorded: Promise<void>;
}

type Passing = Pick<VisitRequest, 'sighting' | 'visitor' | 'password'> & { link: CompiledLink };

/** After a form: what was posted must not go on to the destination (RFC 9110 §15.4.4). */
const AFTER_FORM = 303;
const TO_EXPIRED_URL = 302;

/** What a visitor of a short link's address gets. */
@Injectable()
export class RedirectEngine {
  constructor(
    private readonly links: LinkCache,
    private readonly shortUrls: ShortUrlsService,
    private readonly passwords: LinkPasswords,
    private readonly clicks: ClickSink,
  ) {}

  /** Of a link that is known: undefined where there is something to be asked, of the visitor or of the database. */
  visitAtOnce({ link }: KnownLink, sighting: Sighting, visitorOf: () => Visitor): QuickVisit | undefined {
    if (!link || link.shortUrl.maxClicks !== null || link.shortUrl.passwordHash !== null) return undefined;
    if (link.stateAt(sighting.at) !== 'open') return undefined;
    const location = link.fixedLocation ?? link.landingOf(visitorOf()).location;
    const recorded = this.clicks.record(clickOf(sighting, link.shortUrl.id, false));
    return { status: link.shortUrl.redirectType, location, recorded };
  }

  async visit({ host, slug, ...request }: VisitRequest): Promise<Visit> {
    const known = await this.links.find({ domain: host, slug });
    const { link } = known;
    const state = link?.stateAt(request.sighting.at) ?? 'not_started';
    if (!link || state === 'not_started') return { outcome: 'not_found' };
    const passing = { ...request, link };
    if (state === 'expired') return this.refuse(passing, link.shortUrl.expiresAt);
    if (known.isUsedUp) return this.refuse(passing, null);
    return (await this.lock(passing)) ?? this.pass(passing);
  }

  /** Whether a link stands there, and whether it takes a form. */
  async find(host: string, slug: string): Promise<{ asksForPassword: boolean } | undefined> {
    const { link } = await this.links.find({ domain: host, slug });
    return link && { asksForPassword: link.shortUrl.passwordHash !== null };
  }

  /** undefined: it stands open to this visitor. */
  private async lock({ link: { shortUrl }, sighting, password }: Passing): Promise<Visit | undefined> {
    const { passwordHash } = shortUrl;
    if (passwordHash === null) return undefined;
    if (password === undefined) return { outcome: 'password' };
    const check = await this.passwords.check(shortUrl, passwordHash, password, sighting.ip);
    return check && { outcome: 'password', check };
  }

  private async pass(passing: Passing): Promise<Visit> {
    const { link, visitor, password } = passing;
    const isBounded = link.shortUrl.maxClicks !== null && isPerson(passing);
    if (isBounded && !(await this.shortUrls.admit(link.shortUrl))) return this.refuse(passing, null);
    const status = password === undefined ? link.shortUrl.redirectType : AFTER_FORM;
    return this.redirect(passing, status, link.landingOf(visitor).location, isBounded);
  }

  /** Too late: by its date, or because as many as may pass have passed. */
  private async refuse(passing: Passing, expiredAt: Date | null): Promise<Visit> {
    const { lateLocation } = passing.link;
    if (lateLocation === null) return { outcome: 'expired', expiredAt };
    const status = passing.password === undefined ? TO_EXPIRED_URL : AFTER_FORM;
    return this.redirect(passing, status, lateLocation, true);
  }

  private async redirect(
    { link, sighting }: Passing,
    status: number,
    location: string,
    skipsMaxClicks: boolean,
  ): Promise<Visit> {
    await this.clicks.record(clickOf(sighting, link.shortUrl.id, skipsMaxClicks));
    return { outcome: 'redirect', status, location };
  }
}

const isPerson = ({ sighting, visitor }: Passing): boolean => botKindOf(sighting, visitor.botKind) === null;
