import { isAppScheme } from '../../../../common/domain/app-schemes.js';
import { parseUrl } from '../../../../common/domain/parse-url.js';
import { MOST_DESTINATION_BYTES, toLocation } from '../destination-url.js';

const PARTS = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)/i;
const UNPRINTABLE = /[\p{Cc}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}]/u;
const REPAIRED = /[ "<>\\^`{|}]/;

/** `myapp` of `MyApp://open`, in lower case; undefined: an address of the web, or none at all. */
export function appSchemeOf(text: string): string | undefined {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase();
  return scheme === 'http' || scheme === 'https' ? undefined : scheme;
}

/** What keeps an address from opening an app, in words that follow its place. */
export function faultOfAppDestination(text: string, allowedSchemes: readonly string[]): string | undefined {
  const scheme = appSchemeOf(text) ?? '';
  if (!isAppScheme(scheme)) return 'must be an http or https address, or one that opens an app.';
  if (!allowedSchemes.some((allowed) => allowed.toLowerCase() === scheme)) {
    return `must not begin with ${scheme}: as the workspace's allowed_schemes do not have it.`;
  }
  const [, , authority, path = ''] = PARTS.exec(text) ?? [];
  if (authority === undefined) return `must go on with // after ${scheme}:`;
  if (authority === '' && path === '') return `must say what to open after ${scheme}://.`;
  if (authority.includes('@')) return 'must not hold a user name or password.';
  if (!text.isWellFormed() || UNPRINTABLE.test(text)) return 'must not hold control characters.';
  if (REPAIRED.test(text) || !parseUrl(text)) return 'must have everything percent-encoded that a URL cannot hold.';
  return toLocation(text).length <= MOST_DESTINATION_BYTES
    ? undefined
    : `must have ${MOST_DESTINATION_BYTES} bytes or fewer.`;
}
