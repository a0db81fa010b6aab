/**
 * Where to go after signing in: a path of this installation, never another site. A browser reads `//host`, `/\\host`
 * and control characters as parts of an absolute address.
 */
export function returnPath(sent: unknown): string | undefined {
  if (typeof sent !== 'string' || !/^\/app(?:[/?#]|$)/.test(sent) || !/^[\x21-\x5b\x5d-\x7e]*$/.test(sent))
    return undefined;
  const base = 'http://here.invalid';
  if (!URL.canParse(sent, base)) return undefined;
  const url = new URL(sent, base);
  return url.origin === base && /^\/app(\/|$)/.test(url.pathname)
    ? `${url.pathname}${url.search}${url.hash}`
    : undefined;
}
