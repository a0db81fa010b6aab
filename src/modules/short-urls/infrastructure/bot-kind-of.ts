import { isbot } from 'isbot';
import { BotKind } from '../domain/visitors/bot-kind.js';
import { appOf } from './in-app-browsers.js';
import { BOT_NAMES } from './bot-names.js';

/** What Mail Privacy Protection and a few other proxies of Apple send, and nobody else who has something to hide. */
const BARE = 'mozilla/5.0';
/** Words in the agents of people that stand for bots elsewhere. */
const PEOPLE = ['google tv', 'googletv', 'cubot', 'yandexsearch', 'naver(inapp'];

/** null: a person's. `text` is not empty. */
export function botKindOf(text: string): BotKind | null {
  const lower = text.toLowerCase();
  if (lower === BARE) return 'prefetch';
  const marked = `^${lower}`;
  for (const [kind, names] of BOT_NAMES) if (names.some((name) => marked.includes(name))) return kind;
  if (!isbot(text)) return null;
  return lower.startsWith(`${BARE} (`) && (appOf(lower) || PEOPLE.some((name) => lower.includes(name)))
    ? null
    : 'other';
}
