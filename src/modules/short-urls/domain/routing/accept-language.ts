const MOST_CHARACTERS = 500;
const TAG = /^[a-z]{2,8}(-[a-z0-9]{1,8}){0,7}$/i;

export const isLanguageTag = (text: string): boolean => text.length <= 64 && TAG.test(text);

/** The language that an Accept-Language header prefers (RFC 9110 §12.5.4), in lower case: the first of the greatest weight. */
export function preferredLanguage(header: string): string | null {
  let best: { tag: string; weight: number } | undefined;
  for (const range of header.slice(0, MOST_CHARACTERS).split(',')) {
    const [tag = '', ...parameters] = range.split(';').map((text) => text.trim().toLowerCase());
    const weight = weightOf(parameters);
    if (isLanguageTag(tag) && weight > (best?.weight ?? 0)) best = { tag, weight };
  }
  return best?.tag ?? null;
}

/** The language that a header prefers, without its script and region: `fr` for `fr-CA`. */
export const primaryLanguage = (header: string): string | null => preferredLanguage(header)?.split('-')[0] ?? null;

/** `fr-ca` is `fr-ca` and `fr` (RFC 4647 §3.3.1). */
export const rangesOf = (tag: string): string[] =>
  tag.split('-').map((_part, index, parts) => parts.slice(0, index + 1).join('-'));

function weightOf(parameters: readonly string[]): number {
  const text = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
  return /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(text) ? Number(text) : 0;
}
