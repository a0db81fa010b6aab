import { CONDITION_RULES, CONTAINED, isRecord, isText, Kind } from './condition-values.js';
import { Faults } from './faults.js';
import { CONDITION_TYPES, ConditionType, Operator } from './routing-rule.js';

const MOST_LISTED = 500;
const MOST_KEY_CHARACTERS = 200;

export function checkCondition(condition: unknown, place: string, faults: Faults): void {
  if (!isRecord(condition)) {
    faults.add(place, 'must be an object.');
    return;
  }
  const { type, operator, value, key, ...unknown } = condition;
  faults.addUnknownFields(unknown, place);
  if (!isConditionType(type)) {
    faults.add(`${place}.type`, `must be one of ${CONDITION_TYPES.join(', ')}.`);
    return;
  }
  checkKey(type, key, `${place}.key`, faults);
  const { operators, kind } = CONDITION_RULES[type];
  const known = operators.find((name) => name === operator);
  if (known) checkValue(known, kind, value, `${place}.value`, faults);
  else faults.add(`${place}.operator`, `must be one of ${operators.join(', ')} for ${type}.`);
}

const isConditionType = (type: unknown): type is ConditionType => CONDITION_TYPES.includes(type as ConditionType);

function checkKey(type: ConditionType, key: unknown, place: string, faults: Faults): void {
  if (type !== 'query') {
    if (key !== undefined) faults.add(place, 'is for conditions on query only.');
  } else if (!isText(key, 1, MOST_KEY_CHARACTERS)) {
    faults.add(place, `must be the parameter's name, of 1 to ${MOST_KEY_CHARACTERS} characters.`);
  }
}

function checkValue(operator: Operator, kind: Kind, value: unknown, place: string, faults: Faults): void {
  switch (operator) {
    case 'exists':
      if (value !== undefined && typeof value !== 'boolean') faults.add(place, 'must be true or false, or left out.');
      return;
    case 'in':
    case 'not_in':
      checkList(kind, value, place, faults);
      return;
    case 'contains':
      checkKind(CONTAINED, value, place, faults);
      return;
    case 'equals':
    case 'between':
      checkKind(kind, value, place, faults);
  }
}

function checkList({ words, faultsOf }: Kind, value: unknown, place: string, faults: Faults): void {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_LISTED) {
    faults.add(place, `must be a list of 1 to ${MOST_LISTED} values.`);
    return;
  }
  const wrong = value.flatMap((item, index) => (faultsOf(item).length > 0 ? [index] : []));
  if (wrong.length > 0) faults.add(place, `must list ${words} each; not so at ${wrong.join(', ')} (counted from 0).`);
}

function checkKind({ faultsOf }: Kind, value: unknown, place: string, faults: Faults): void {
  for (const fault of faultsOf(value)) faults.add(place, fault);
}
