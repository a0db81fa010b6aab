import { parseUrl } from '../../../common/domain/parse-url.js';

const SCHEMES: readonly string[] = ['http:', 'https:', 'android-app:'];
/** Of a host (RFC 1035 §2.3.4). */
const MOST_CHARACTERS = 253;

/** Host of a Referer header, or name of an Android app, and nothing else of it; null where there is none. */
export function referrerOf(header: string): string | null {
  const url = header === '' ? undefined : parseUrl(header);
  if (!url || !SCHEMES.includes(url.protocol)) return null;
  const host = url.hostname
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^www\./, '');
  return host === '' || host.length > MOST_CHARACTERS ? null : host;
}
