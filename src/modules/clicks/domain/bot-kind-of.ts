import { BotKind } from '../../short-urls/index.js';
import { Click } from './click.js';

/**
 * What kind of bot has visited; null: a person, who alone counts towards `max_clicks`. Browsers that load a page in advance
 * look like people but for a header; who asks with HEAD wants to know of the link, not to follow it.
 *
 * @param told what the user agent says
 */
export function botKindOf(
  { isHead, isPrefetch }: Pick<Click, 'isHead' | 'isPrefetch'>,
  told: BotKind | null,
): BotKind | null {
  if (isPrefetch) return 'prefetch';
  return told ?? (isHead ? 'other' : null);
}
