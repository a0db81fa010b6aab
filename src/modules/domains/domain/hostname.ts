import { parseUrl } from '../../../common/domain/parse-url.js';

/** As a Host header is compared: in lower case, without port 80 or 443 and without a last dot. */
export const normalHost = (host: string): string =>
  host
    .toLowerCase()
    .replace(/:(80|443)$/, '')
    .replace(/\.(?=:\d+$|$)/, '');

/** A host that somebody typed, in the form in which it is stored: ASCII, with a port other than 80 and 443. */
export function parseHost(text: string): string | undefined {
  const url = /^[^\s/?#@\\%]+$/.test(text) ? parseUrl(`http://${text}`) : undefined;
  return url && normalHost(url.host);
}
