import { isbot } from 'isbot';
import { BotKind } from '../domain/visitors/bot-kind.js';
import { BOT_NAMES } from './bot-names.js';
import { appOf } from './in-app-browsers.js';

/** All that the proxy of Apple's Mail Privacy Protection says. */
const BARE = 'mozilla/5.0';
/** Words in the agents of people that stand for bots elsewhere. */
const PEOPLE = ['google tv', 'googletv', 'cubot', 'yandexsearch', 'naver(inapp'];
const LETTER = /[a-z]/;

/** null: a person's. */
export function botKindOf(text: string): BotKind | null {
  const lower = text.toLowerCase();
  if (lower === BARE) return 'prefetch';
  if (!LETTER.test(lower)) return 'other';
  const marked = `^${lower}`;
  for (const [kind, names] of BOT_NAMES) if (names.some((name) => marked.includes(name))) return kind;
  if (!isbot(text)) return null;
  return lower.startsWith(`${BARE} (`) && (appOf(lower) || PEOPLE.some((name) => lower.includes(name)))
    ? null
    : 'other';
}
