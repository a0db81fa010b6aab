import { ValidationError } from '../../../../common/domain/errors.js';
import { MOST_NAME_CHARACTERS } from '../../../../common/domain/text-limits.js';
import { appSchemeOf, faultOfAppDestination } from './app-destination.js';
import { checkCondition } from './check-condition.js';
import { isRecord, isText } from './condition-values.js';
import { Faults } from './faults.js';
import { RoutingRule } from './routing-rule.js';
import { MOST_VARIANTS, MOST_WEIGHT } from './split.js';

const MOST_RULES = 50;
const MOST_CONDITIONS = 10;
const MOST_KIBIBYTES = 64;

export interface DestinationChecks {
  /** As for the destinations of links. @throws ValidationError on `field` */
  acceptDestination: (text: string, field: string) => Promise<unknown>;
  /** The workspace's, which may open apps. */
  allowedSchemes: readonly string[];
}

interface Destination {
  text: string;
  place: string;
}

/**
 * The rules that somebody sent.
 *
 * @throws ValidationError with every fault at its place, such as `routing_rules.2.conditions.0.value`
 */
export async function parseRoutingRules(input: unknown, checks: DestinationChecks): Promise<RoutingRule[]> {
  const faults = new Faults();
  const destinations = checkRules(input, 'routing_rules', faults);
  // Only now: what is nested too deeply to be written out has been refused.
  if (!faults.any && Buffer.byteLength(JSON.stringify(input)) > MOST_KIBIBYTES * 1024) {
    throw ValidationError.on('routing_rules', `routing_rules must have ${MOST_KIBIBYTES} KiB of JSON or fewer.`);
  }
  for (const destination of destinations) await checkDestination(destination, checks, faults);
  faults.throwAny();
  return input as RoutingRule[];
}

async function checkDestination({ text, place }: Destination, checks: DestinationChecks, faults: Faults) {
  if (appSchemeOf(text) !== undefined) {
    const fault = faultOfAppDestination(text, checks.allowedSchemes);
    if (fault !== undefined) faults.add(place, fault);
    return;
  }
  try {
    await checks.acceptDestination(text, place);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    faults.addAll(error);
  }
}

function checkRules(rules: unknown, place: string, faults: Faults): Destination[] {
  if (!isList(rules, 0, MOST_RULES)) {
    faults.add(place, `must be a list of up to ${MOST_RULES} rules.`);
    return [];
  }
  return rules.flatMap((rule, index) => checkRule(rule, `${place}.${index}`, faults));
}

function checkRule(rule: unknown, place: string, faults: Faults): Destination[] {
  if (!isRecord(rule)) {
    faults.add(place, 'must be an object.');
    return [];
  }
  const { name, conditions, destination_url, variants, ...unknown } = rule;
  faults.addUnknownFields(unknown, place);
  if (name !== undefined && !isText(name, 1, MOST_NAME_CHARACTERS)) {
    faults.add(`${place}.name`, `must be text of 1 to ${MOST_NAME_CHARACTERS} characters.`);
  }
  checkConditions(conditions, `${place}.conditions`, faults);
  if (variants === undefined) return checkText(destination_url, `${place}.destination_url`, faults);
  if (destination_url !== undefined) faults.add(`${place}.variants`, 'must not stand beside destination_url.');
  return checkVariants(variants, `${place}.variants`, faults);
}

/** None: the rule is for everybody. */
function checkConditions(conditions: unknown, place: string, faults: Faults): void {
  if (!isList(conditions, 0, MOST_CONDITIONS)) {
    faults.add(place, `must be a list of up to ${MOST_CONDITIONS} conditions.`);
    return;
  }
  for (const [index, condition] of conditions.entries()) checkCondition(condition, `${place}.${index}`, faults);
}

function checkVariants(variants: unknown, place: string, faults: Faults): Destination[] {
  if (!isList(variants, 1, MOST_VARIANTS)) {
    faults.add(place, `must be a list of 1 to ${MOST_VARIANTS} destinations with their weights.`);
    return [];
  }
  return variants.flatMap((variant, index) => checkVariant(variant, `${place}.${index}`, faults));
}

function checkVariant(variant: unknown, place: string, faults: Faults): Destination[] {
  if (!isRecord(variant)) {
    faults.add(place, 'must be an object.');
    return [];
  }
  const { destination_url, weight, ...unknown } = variant;
  faults.addUnknownFields(unknown, place);
  if (!Number.isInteger(weight) || Number(weight) < 1 || Number(weight) > MOST_WEIGHT) {
    faults.add(`${place}.weight`, `must be a whole number from 1 to ${MOST_WEIGHT}.`);
  }
  return checkText(destination_url, `${place}.destination_url`, faults);
}

function checkText(text: unknown, place: string, faults: Faults): Destination[] {
  if (typeof text === 'string') return [{ text, place }];
  faults.add(place, text === undefined ? 'is required.' : 'must be text.');
  return [];
}

const isList = (value: unknown, least: number, most: number): value is unknown[] =>
  Array.isArray(value) && value.length >= least && value.length <= most;
