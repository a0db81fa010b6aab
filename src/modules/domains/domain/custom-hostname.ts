import { isIP } from 'node:net';
import { domainToUnicode } from 'node:url';
import { ValidationError } from '../../../common/domain/errors.js';
import { PROOF_PREFIX } from './dns-records.js';
import { parseHost } from './hostname.js';

/** RFC 1035 §2.3.4; the name of the proof's record is the longest that is made of it. */
export const MOST_HOSTNAME_CHARACTERS = 253 - PROOF_PREFIX.length;

const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
/** What no DNS server answers for (RFC 6761, 6762 and 7686), so that nothing can be proved there. */
const WITHOUT_DNS: ReadonlySet<string> = new Set(['invalid', 'local', 'localhost', 'onion']);

/** A host that a workspace wants to serve links on, in the form in which it is stored: ASCII. @throws ValidationError on `hostname`. */
export function customHostname(text: string): string {
  const hostname = parseHost(text);
  const fault = hostname === undefined ? 'must be a host name, such as go.example.com.' : faultOf(text, hostname);
  if (hostname === undefined || fault !== undefined) throw ValidationError.on('hostname', `hostname ${fault}`);
  return hostname;
}

function faultOf(text: string, hostname: string): string | undefined {
  const labels = hostname.split('.');
  if (isIP(hostname) || hostname.startsWith('[')) return 'must be a name, not an address.';
  if (text.includes(':')) return 'must not hold a port.';
  if (labels.length < 2) return 'must have a dot in it, such as go.example.com.';
  if (!labels.every((label) => LABEL.test(label)) || /(^|\.)xn--/.test(domainToUnicode(hostname))) {
    return 'must consist of letters, digits and hyphens, with dots between its parts.';
  }
  if (WITHOUT_DNS.has(labels.at(-1) ?? '')) return `must be found in DNS, where nothing ends in .${labels.at(-1)}.`;
  if (hostname.length > MOST_HOSTNAME_CHARACTERS) return `must have ${MOST_HOSTNAME_CHARACTERS} characters or fewer.`;
  return undefined;
}
