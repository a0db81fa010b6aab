import { toLocation } from './destination-url.js';
import { locationOf } from './location.js';
import { CompiledRules, compileRules, Evaluation } from './routing/evaluate.js';
import { Visitor } from './routing/visitor.js';
import { ShortUrl, ShortUrlState, stateAt } from './short-url.js';

const NO_RULES: Evaluation = { matchedRule: null, destinationUrl: null, rules: [] };

/** Most links have no rules: one of it for all of them. */
const WITHOUT_RULES = compileRules([], '');

/** What visits ask of a link, without what is only written about it: a million of them may be remembered. */
export type ServedLink = Pick<
  ShortUrl,
  | 'id'
  | 'workspaceId'
  | 'destinationUrl'
  | 'startsAt'
  | 'expiresAt'
  | 'expiredUrl'
  | 'maxClicks'
  | 'passwordHash'
  | 'utm'
  | 'forwardQuery'
  | 'routingRules'
  | 'redirectType'
>;

/** A link made ready for visits: what does not depend on the visitor is worked out once. */
export class CompiledLink {
  /** Where a visit goes that comes too late; null: nowhere. */
  readonly lateLocation: string | null;
  /** Where every visit goes that comes in time; null: that depends on the visitor. */
  readonly fixedLocation: string | null;
  readonly shortUrl: ServedLink;
  private readonly rules: CompiledRules;

  constructor(shortUrl: ServedLink) {
    const { id, expiredUrl, routingRules, forwardQuery, destinationUrl, utm } = shortUrl;
    this.rules = routingRules.length === 0 ? WITHOUT_RULES : compileRules(routingRules, id);
    this.lateLocation = expiredUrl === null ? null : toLocation(expiredUrl);
    const isFixed = routingRules.length === 0 && !forwardQuery;
    const fixed = isFixed ? locationOf(destinationUrl, { utm, forwardQuery }) : null;
    // One text where both are the same.
    this.fixedLocation = fixed === destinationUrl ? destinationUrl : fixed;
    const { workspaceId, startsAt, expiresAt, maxClicks, passwordHash, redirectType } = shortUrl;
    this.shortUrl = {
      id,
      workspaceId,
      destinationUrl,
      startsAt,
      expiresAt,
      expiredUrl,
      maxClicks,
      passwordHash,
      utm,
      forwardQuery,
      routingRules,
      redirectType,
    };
  }

  stateAt(now: number): ShortUrlState {
    return stateAt(this.shortUrl, now);
  }

  /** Where a visit goes that comes in time, and what each rule said. */
  landingOf(visitor: Visitor): { evaluation: Evaluation; location: string } {
    if (this.fixedLocation !== null) return { evaluation: NO_RULES, location: this.fixedLocation };
    const { destinationUrl, utm, forwardQuery } = this.shortUrl;
    const evaluation = this.rules.evaluate(visitor);
    const additions = { utm, forwardQuery, visitorQuery: visitor.query ?? undefined };
    return { evaluation, location: locationOf(evaluation.destinationUrl ?? destinationUrl, additions) };
  }
}
