import { domainToUnicode } from 'node:url';
import { parseUrl } from '../../../common/domain/parse-url.js';

/** As much as common clients take in one Location header. */
export const MOST_DESTINATION_BYTES = 8192;

const PARTS = /^(https?:\/\/)([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/is;
const CONTROL = /[\p{Cc}\p{Noncharacter_Code_Point}]/u;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;
/** What a parser would percent-encode: the ASCII members of the percent-encode sets of each part. */
const REPAIRED_IN_PATH = /[ "<>\\^`{}]/;
const REPAIRED_IN_QUERY = /[ "<>]/;
const REPAIRED_IN_FRAGMENT = /[ "<>`]/;

/**
 * Where a link leads: an absolute http(s) address that the WHATWG URL standard takes as it stands, so that every client
 * lands at the same place. Kept as it was given.
 */
export class DestinationUrl {
  private constructor(
    readonly text: string,
    private readonly url: URL,
  ) {}

  /** The address, or the reason why it can't be one. */
  static parse(text: string): DestinationUrl | string {
    if (!text.isWellFormed() || CONTROL.test(text)) return 'must not hold control characters.';
    const parts = PARTS.exec(text);
    if (!parts) return 'must be a whole http or https address, such as https://example.com/page.';
    const [, , authority = '', path = '', query = '', fragment = ''] = parts;
    const fault = faultOfAuthority(authority) ?? faultOfRest(path, query, fragment);
    if (fault !== undefined) return fault;
    const url = parseUrl(text);
    if (!url || hasBrokenPunycode(url)) return 'has a host or port that does not exist.';
    if (isRewritten(authority, url)) return `has a host that browsers rewrite. Write ${url.host} instead.`;
    return toLocation(text).length <= MOST_DESTINATION_BYTES
      ? new DestinationUrl(text, url)
      : `must have ${MOST_DESTINATION_BYTES} bytes or fewer.`;
  }

  /** In lower case and ASCII, with its port where the address names another than its scheme's own. */
  get host(): string {
    return this.url.host;
  }
}

/** As it goes out in a Location header (RFC 9110 §10.2.2): ASCII, and byte for byte where it was so already. */
export const toLocation = (text: string): string => (isAscii(text) ? text : encodeNonAscii(withAsciiHost(text)));

function faultOfAuthority(authority: string): string | undefined {
  if (authority === '') return 'must name a host after //.';
  if (authority.includes('@')) return 'must not hold a user name or password.';
  if (/[\\%\s]/.test(authority) || INVISIBLE.test(authority))
    return 'has a host with characters that a host cannot have.';
  return undefined;
}

function faultOfRest(path: string, query: string, fragment: string): string | undefined {
  const [bad] =
    REPAIRED_IN_PATH.exec(path) ?? REPAIRED_IN_QUERY.exec(query) ?? REPAIRED_IN_FRAGMENT.exec(fragment) ?? [];
  if (bad === undefined) return undefined;
  if (bad === '\\') return 'must be written with / in place of \\.';
  return `holds ${bad === ' ' ? 'a space' : bad}. Write ${encodeURIComponent(bad)} instead.`;
}

/** Some parsers let a label pass that decodes to nothing, others do not. */
const hasBrokenPunycode = ({ hostname }: URL): boolean => /(^|\.)xn--/.test(domainToUnicode(hostname));

/** IPv4 in shortened, octal, hexadecimal or full-width digits: the parser makes another text of it. */
const isRewritten = (authority: string, { hostname }: URL): boolean =>
  /^\d+(\.\d+){3}$/.test(hostname) && authority.replace(/:\d*$/, '') !== hostname;

/** The first match is the host, since nothing can stand before it. */
function withAsciiHost(text: string): string {
  const authority = PARTS.exec(text)?.[2] ?? '';
  if (isAscii(authority)) return text;
  const port = /:\d*$/.exec(authority)?.[0] ?? '';
  return text.replace(authority, () => new URL(text).hostname + port);
}

const isAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text);

const encodeNonAscii = (text: string): string => text.replace(/[^\0-\x7f]+/g, encodeURIComponent);
