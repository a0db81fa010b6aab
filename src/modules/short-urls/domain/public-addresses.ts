import { parseAddress } from '../../../common/domain/ip-address.js';
import { compileRanges } from './routing/addresses.js';

/** Of this host, its network or nobody (RFC 6890): no database of places knows about them. */
const PRIVATE = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
  '::/127',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
];

/** Where nobody serves the public, or where an address stands for another one, which may be private. */
const SPECIAL = [
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '::/3',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3ffe::/16',
  '3fff::/20',
  '4000::/2',
  '8000::/1',
];

export const isPrivateAddress = compileRanges(PRIVATE);

const isElsewhere = compileRanges([...PRIVATE, ...SPECIAL]);

/** Whether it is one that the public internet routes, so that asking it reveals nothing of our own network. */
export function isPublicAddress(text: string): boolean {
  const address = parseAddress(text);
  return address !== undefined && !isElsewhere(address);
}
