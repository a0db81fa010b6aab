import { MOST_TITLE_CHARACTERS } from '../../../common/domain/text-limits.js';

/** What reorders or hides text around it, and what no text has. */
const MISLEADING = /[\p{Bidi_Control}\u200b\ufeff\p{Noncharacter_Code_Point}]/gu;

/** A page's title as a link's: one line, cut where it is too long. undefined: nothing is left of it. */
export function linkTitleOf(pageTitle: string): string | undefined {
  const line = pageTitle
    .toWellFormed()
    .replace(MISLEADING, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return Array.from(line).slice(0, MOST_TITLE_CHARACTERS).join('').trim() || undefined;
}
