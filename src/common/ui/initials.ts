const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The first character as a reader sees it, emoji and marks included. */
export function initialOf(name: string): string {
  const [first] = segmenter.segment(name.trim());
  return first?.segment.toUpperCase() ?? '?';
}

/** `Campaign Planner` → `CP`. */
export const monogramOf = (name: string): string => name.trim().split(/\s+/).slice(0, 2).map(initialOf).join('');
