import { toLocation } from './destination-url.js';
import { locationOf } from './location.js';
import { CompiledRules, compileRules, Evaluation } from './routing/evaluate.js';
import { Visitor } from './routing/visitor.js';
import { ShortUrl } from './short-url.js';

const NO_RULES: Evaluation = { matchedRule: null, destinationUrl: null, rules: [] };

/** A link made ready for visits: what does not depend on the visitor is worked out once. */
export class CompiledLink {
  /** Where a visit goes that comes too late; null: nowhere. */
  readonly lateLocation: string | null;
  /** Where every visit goes that comes in time; null: that depends on the visitor. */
  readonly fixedLocation: string | null;
  private readonly rules: CompiledRules;

  constructor(readonly shortUrl: ShortUrl) {
    const { id, expiredUrl, routingRules, forwardQuery, destinationUrl, utm } = shortUrl;
    this.rules = compileRules(routingRules, id);
    this.lateLocation = expiredUrl === null ? null : toLocation(expiredUrl);
    const isFixed = routingRules.length === 0 && !forwardQuery;
    this.fixedLocation = isFixed ? locationOf(destinationUrl, { utm, forwardQuery }) : null;
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
