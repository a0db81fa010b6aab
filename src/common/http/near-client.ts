import type { IncomingMessage } from 'node:http';
import { BlockList } from 'node:net';
import { parseAddress } from '../domain/ip-address.js';

/** Loopback (RFC 1122, 4291) and private addresses (RFC 1918, 4193). */
const NEAR = new BlockList();
NEAR.addSubnet('127.0.0.0', 8, 'ipv4');
NEAR.addSubnet('10.0.0.0', 8, 'ipv4');
NEAR.addSubnet('172.16.0.0', 12, 'ipv4');
NEAR.addSubnet('192.168.0.0', 16, 'ipv4');
NEAR.addAddress('::1', 'ipv6');
NEAR.addSubnet('fc00::', 7, 'ipv6');

/**
 * Whether a neighbour of this server asks for itself: connected directly, from an address that nobody has outside. What
 * a proxy passes on for somebody else has their address in a header.
 */
export function isFromNearby({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): boolean {
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false;
  const client = parseAddress(socket.remoteAddress ?? '');
  return client !== undefined && NEAR.check(client.address, client.family);
}
