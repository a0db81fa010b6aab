/** One parameter of a query: its text as it stands, and the name that its reader makes of it. */
export interface QueryParameter {
  name: string;
  text: string;
}

/** Of `a=1&b`, without its question mark. Nothing between two `&` is no parameter (WHATWG URL §5.1). */
export function parametersOf(query: string): QueryParameter[] {
  const texts = query.split('&').filter((text) => text !== '');
  if (!/[%+]/.test(query)) return texts.map((text) => ({ name: nameOf(text), text }));
  // All at once: strangers may send thousands, and each parsing of its own takes a while.
  const names = [...new URLSearchParams(`&${query}`).keys()];
  return texts.map((text, index) => ({ name: names[index] ?? '', text }));
}

/** Decoded as a form is, so that `utm%5Fsource` is `utm_source`; in that, broken encodings are no error. */
export function nameOf(text: string): string {
  const [name = ''] = text.split('=', 1);
  if (!/[%+]/.test(name)) return name;
  const [decoded = ''] = new URLSearchParams(`&${name}`).keys();
  return decoded;
}
