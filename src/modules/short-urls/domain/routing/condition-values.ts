import { parseUrl } from '../../../../common/domain/parse-url.js';
import { CONTINENTS, continentOf } from '../countries.js';
import { isLanguageTag } from './accept-language.js';
import { parseRange } from './addresses.js';
import { instantOf } from './instant.js';
import { ConditionType, DAYS, DEVICES, Operator } from './routing-rule.js';
import { isTimeZone, minuteOf } from './time-window.js';

/** What a condition compares with. */
export interface Kind {
  /** Goes on from "must be" and "must list". */
  words: string;
  /** What is wrong with a value, in words that go on from its place. */
  faultsOf: (value: unknown) => string[];
}

const CONTROL = /\p{Cc}/u;
const EXAMPLE_HOURS = '{"from": "09:00", "to": "17:30", "days": ["mon", "tue"], "timezone": "Europe/Berlin"}';

/** What a database can keep and people can read. */
export const isText = (value: unknown, least: number, most: number): value is string =>
  typeof value === 'string' &&
  value.length >= least &&
  value.length <= most &&
  value.isWellFormed() &&
  !CONTROL.test(value);

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const kindOf = (words: string, accepts: (value: unknown) => boolean): Kind => ({
  words,
  faultsOf: (value) => (accepts(value) ? [] : [`must be ${words}.`]),
});
const text = (least: number, most: number): Kind =>
  kindOf(`text of ${least} to ${most} characters`, (value) => isText(value, least, most));
const word = (words: string, accepts: (value: string) => boolean): Kind =>
  kindOf(words, (value) => isText(value, 1, 255) && accepts(value));
const oneOf = (choices: readonly string[]): Kind =>
  word(`one of ${choices.join(', ')}`, (value) =>
    choices.some((choice) => choice.toLowerCase() === value.toLowerCase()),
  );

const COUNTRY = word(
  'a country in two letters (ISO 3166-1), such as DE',
  (value) => continentOf(value.toUpperCase()) !== undefined,
);
const NAME = text(1, 100);
const LANGUAGE = word('a language tag, such as fr or fr-CA', isLanguageTag);
const HOST = word(
  'a host without a path, such as news.example.com',
  (value) => /^[^\s/?#@\\%]+$/.test(value) && parseUrl(`http://${value}`) !== undefined,
);
const RANGE = word('an IP address or a CIDR range, such as 192.0.2.0/24', (value) => parseRange(value) !== undefined);
const HOURS: Kind = {
  words: `hours, such as ${EXAMPLE_HOURS}`,
  faultsOf: (value) => (isRecord(value) ? faultsOfHours(value) : [`must be hours, such as ${EXAMPLE_HOURS}.`]),
};
const DATES = kindOf(
  'two times with their offsets, the earlier one first, such as ["2027-01-01T00:00:00Z", "2027-02-01T00:00:00Z"]',
  (value) => {
    if (!Array.isArray(value) || value.length !== 2) return false;
    const [from, to] = value.map(instantOf);
    return from !== undefined && to !== undefined && from < to;
  },
);

/** Of `contains`, whatever the type. */
export const CONTAINED = text(1, 255);

const KNOWN_VALUES: Operator[] = ['in', 'not_in', 'equals', 'exists'];
const ANY_TEXT: Operator[] = [...KNOWN_VALUES, 'contains'];

/** Of each type: the operators that make sense, and what it is compared with. */
export const CONDITION_RULES: Readonly<Record<ConditionType, { operators: readonly Operator[]; kind: Kind }>> = {
  country: { operators: KNOWN_VALUES, kind: COUNTRY },
  continent: { operators: KNOWN_VALUES, kind: oneOf(CONTINENTS) },
  region: { operators: ANY_TEXT, kind: NAME },
  city: { operators: ANY_TEXT, kind: NAME },
  device: { operators: KNOWN_VALUES, kind: oneOf(DEVICES) },
  os: { operators: ANY_TEXT, kind: NAME },
  browser: { operators: ANY_TEXT, kind: NAME },
  language: { operators: KNOWN_VALUES, kind: LANGUAGE },
  query: { operators: ANY_TEXT, kind: text(0, 500) },
  referrer: { operators: ANY_TEXT, kind: HOST },
  ip: { operators: KNOWN_VALUES, kind: RANGE },
  time: { operators: ['between'], kind: HOURS },
  date: { operators: ['between'], kind: DATES },
};

function faultsOfHours({ from, to, days, timezone, ...unknown }: Record<string, unknown>): string[] {
  const faults: [boolean, string][] = [
    [Object.keys(unknown).length > 0, 'must have no fields but from, to, days and timezone.'],
    [!isClock(from), 'must have a from between 00:00 and 23:59.'],
    [!isClock(to), 'must have a to between 00:00 and 23:59.'],
    [isClock(from) && from === to, 'must have a to other than its from.'],
    [days !== undefined && !areDays(days), `must have days out of ${DAYS.join(', ')}, each once, or none.`],
    [
      !isText(timezone, 1, 64) || !isTimeZone(timezone),
      'must have a timezone of the IANA list, such as Europe/Berlin.',
    ],
  ];
  return faults.flatMap(([isWrong, words]) => (isWrong ? [words] : []));
}

const isClock = (value: unknown): boolean => typeof value === 'string' && minuteOf(value) !== undefined;

const areDays = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  new Set(value).size === value.length &&
  value.every((day) => DAYS.some((known) => known === day));
