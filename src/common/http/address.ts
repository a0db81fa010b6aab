import type { Request } from 'express';
import { parseAddress } from '../domain/ip-address.js';

/** Some proxies name the port as well: `192.0.2.1:443`, `[2001:db8::1]:443` (RFC 7239 §6). */
const WITH_PORT = /^(?:([\d.]+)|\[([\da-f:.]+)\])(?::\d{1,5})?$/i;

/** In the form in which we know it: an IPv4 address as people write it, also within an IPv6 one, and no port. */
export function readableAddress(text: string): string {
  const known = parseAddress(text);
  if (known) return known.address;
  const [, ipv4 = '', ipv6 = ''] = WITH_PORT.exec(text) ?? [];
  return parseAddress(ipv4 || ipv6)?.address ?? text;
}

/** The client's, behind trusted proxies too. */
export const addressOf = ({ ip = '' }: Request): string => readableAddress(ip);
