import { parseAddress } from '../../../../common/domain/ip-address.js';
import { compileRanges } from './addresses.js';
import { Condition, FactCondition, TextType } from './routing-rule.js';
import { compileTimeWindow } from './time-window.js';
import { folded, VisitFacts } from './visitor.js';

export type Test = (facts: VisitFacts) => boolean;

/** A condition as a function. What isn't known of a visitor is in no list, so that only `not_in` holds of it. */
export function compileCondition(condition: Condition): Test {
  if (condition.type === 'time') {
    const isIn = compileTimeWindow(condition.value);
    return ({ visitor }) => isIn(visitor.at);
  }
  if (condition.type === 'date') {
    const [from, to] = condition.value;
    const [start, end] = [Date.parse(from), Date.parse(to)];
    return ({ visitor }) => visitor.at.getTime() >= start && visitor.at.getTime() < end;
  }
  return condition.type === 'ip' ? ipTest(condition) : textTest(condition, condition.type);
}

function ipTest(condition: FactCondition): Test {
  const wanted = wantedOf(condition);
  const isIn = compileRanges(condition.operator === 'exists' ? [] : [condition.value].flat());
  return ({ visitor: { ip } }) => {
    const address = parseAddress(ip ?? '');
    const isMet = address !== undefined && (condition.operator === 'exists' || isIn(address));
    return isMet === wanted;
  };
}

function textTest(condition: FactCondition, type: TextType): Test {
  const { key, operator, value } = condition;
  const wanted = wantedOf(condition);
  if (operator === 'exists') return (facts) => facts.textsOf(type, key).length > 0 === wanted;
  if (operator === 'contains') {
    const part = comparable(type, value);
    return (facts) => facts.searchableTextsOf(type, key).some((text) => text.includes(part));
  }
  const listed = new Set([value].flat().map((text) => (type === 'referrer' ? hostText(text) : comparable(type, text))));
  return (facts) => facts.textsOf(type, key).some((text) => listed.has(text)) === wanted;
}

const wantedOf = (condition: FactCondition): boolean =>
  condition.operator === 'exists' ? (condition.value ?? true) : condition.operator !== 'not_in';

/** A parameter may hold somebody else's code, in which case counts. */
const comparable = (type: TextType, text: string): string => (type === 'query' ? text : folded(text));

/** As the host of a referrer is written. */
const hostText = (text: string): string => new URL(`http://${text}`).host;
