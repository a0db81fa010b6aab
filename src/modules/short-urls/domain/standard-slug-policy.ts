import { ValidationError } from '../../../common/domain/errors.js';
import { randomBase62 } from '../../../common/domain/secret.js';
import { isReserved } from './reserved-slugs.js';
import { SlugPolicy } from './slug-policy.js';

const GENERATED_LENGTH = 7;
export const MOST_SLUG_CHARACTERS = 128;

/**
 * The sequences of UTS #51. Joiners and variation selectors are invisible, so they are welcome inside an emoji alone.
 * Taken out before the other characters are looked at: one pattern over both would backtrack.
 */
const EMOJI = new RegExp(
  String.raw`\p{RGI_Emoji}|\p{Extended_Pictographic}\p{EMod}?\uFE0F?(?:\u200D\p{Extended_Pictographic}\p{EMod}?\uFE0F?)*`,
  'gv',
);
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;
const PART = /^[\p{L}\p{M}\p{Nd}._-]*$/u;

export class StandardSlugPolicy extends SlugPolicy {
  override generate(): string {
    const slug = randomBase62(GENERATED_LENGTH);
    return isReserved(slug) ? this.generate() : slug;
  }

  override accept(text: string): string {
    const slug = text.normalize('NFC');
    const fault = faultOf(slug);
    if (fault !== undefined) throw ValidationError.on('slug', fault);
    return slug;
  }
}

function faultOf(slug: string): string | undefined {
  const { length } = Array.from(slug);
  if (length < 1 || length > MOST_SLUG_CHARACTERS) return `slug must have 1 to ${MOST_SLUG_CHARACTERS} characters.`;
  if (isReserved(slug)) return `slug must not begin with ${slug.split('/', 1)[0] ?? ''}, which Trimlink itself uses.`;
  const parts = slug.split('/');
  if (parts.includes('')) return 'slug may have / between two parts only.';
  if (!parts.every(isReadable))
    return 'slug may hold letters, digits, emoji, -, _ and . only, with / between its parts.';
  if (parts.some((part) => /^\.|\.$/.test(part))) return 'slug may have . only inside its parts.';
  return undefined;
}

const isReadable = (part: string): boolean => {
  const text = part.replace(EMOJI, '');
  return PART.test(text) && !INVISIBLE.test(text);
};
