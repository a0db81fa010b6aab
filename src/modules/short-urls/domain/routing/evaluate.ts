import { compileCondition, Test } from './compile-condition.js';
import { RoutingRule } from './routing-rule.js';
import { compileSplit, pointOf } from './split.js';
import { VisitFacts, Visitor } from './visitor.js';

export interface RuleResult {
  index: number;
  matched: boolean;
  /** The first of its conditions that didn't hold. */
  failedCondition?: number;
}

export interface Evaluation {
  /** null: none did, and the link's own destination counts. */
  matchedRule: number | null;
  destinationUrl: string | null;
  /** Those that were tried: up to the first one that matched. */
  rules: RuleResult[];
}

export interface CompiledRules {
  evaluate: (visitor: Visitor) => Evaluation;
}

interface CompiledRule {
  tests: Test[];
  destinationFor: (visitor: Visitor) => string;
}

/** Made once for a link, so that a visit has nothing to parse. The rules are those that `parseRoutingRules` let through. */
export function compileRules(rules: readonly RoutingRule[], linkId: string): CompiledRules {
  const compiled = rules.map((rule) => compileRule(rule, linkId));
  return { evaluate: (visitor) => evaluate(compiled, visitor) };
}

function compileRule(rule: RoutingRule, linkId: string): CompiledRule {
  const tests = rule.conditions.map(compileCondition);
  if (rule.variants === undefined) return { tests, destinationFor: () => rule.destination_url };
  const { total, destinationAt } = compileSplit(rule.variants);
  return { tests, destinationFor: ({ key }) => destinationAt(pointOf(key, linkId, total)) };
}

function evaluate(compiled: readonly CompiledRule[], visitor: Visitor): Evaluation {
  const facts = new VisitFacts(visitor);
  const rules: RuleResult[] = [];
  for (const [index, { tests, destinationFor }] of compiled.entries()) {
    const failedCondition = tests.findIndex((test) => !test(facts));
    if (failedCondition < 0) {
      rules.push({ index, matched: true });
      return { matchedRule: index, destinationUrl: destinationFor(visitor), rules };
    }
    rules.push({ index, matched: false, failedCondition });
  }
  return { matchedRule: null, destinationUrl: null, rules };
}
