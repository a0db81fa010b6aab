/** The path of a request target (RFC 9112 §3.2), still encoded: of `/spring?x` and of `http://host/spring?x`. */
export const pathOfTarget = (target: string): string =>
  target.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '') || '/';

/** Of `http://host/spring`, before which the Host header does not count (RFC 9112 §3.2.2). */
export const hostOfTarget = (target: string): string | undefined => /^https?:\/\/([^/?#]*)/i.exec(target)?.[1];

/** What a path names, decoded once; `/slug/` is `/slug`. undefined: no slug can be written like this. */
export function slugOfPath(path: string): string | undefined {
  try {
    const slug = decodeURIComponent(path.replace(/^\//, '').replace(/\/$/, '')).normalize('NFC');
    return slug.includes('\0') ? undefined : slug;
  } catch {
    return undefined;
  }
}
