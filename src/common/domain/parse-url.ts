/**
 * undefined: it is no URL. Not by `URL.canParse`, which on Node 20 and 22 refuses hosts such as `münchen.example` once it
 * has been called some thousand times.
 */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
