import { CompiledLink } from './compiled-link.js';
import { RuleResult } from './routing/evaluate.js';
import { Visitor } from './routing/visitor.js';
import { DEFAULT_REDIRECT_TYPE } from './short-url.js';
import { VisitedLink } from './short-url.repository.js';

/** What a visit would be answered with. */
export interface Simulation {
  status: number;
  /** null: it would lead nowhere. */
  destinationUrl: string | null;
  matchedRule: number | null;
  /** Those that would be tried. */
  rules: RuleResult[];
}

/** undefined: its domain serves nothing now. */
export function simulate(visited: VisitedLink | undefined, visitor: Visitor): Simulation {
  const nowhere = { destinationUrl: null, matchedRule: null, rules: [] };
  const state = visited?.shortUrl.stateAt(visitor.at.getTime()) ?? 'not_started';
  if (!visited || state === 'not_started') return { ...nowhere, status: 404 };
  const link = new CompiledLink(visited.shortUrl);
  if (state === 'open' && !visited.isUsedUp) {
    const { evaluation, location } = link.landingOf(visitor);
    const { matchedRule, rules } = evaluation;
    return { status: link.shortUrl.redirectType, destinationUrl: location, matchedRule, rules };
  }
  const { lateLocation } = link;
  return lateLocation === null
    ? { ...nowhere, status: 410 }
    : { ...nowhere, status: DEFAULT_REDIRECT_TYPE, destinationUrl: lateLocation };
}
