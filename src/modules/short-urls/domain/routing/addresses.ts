import { BlockList, isIP } from 'node:net';

type Family = 'ipv4' | 'ipv6';

interface Address {
  address: string;
  family: Family;
}

const BITS = { ipv4: 32, ipv6: 128 };
/** An IPv4 address within an IPv6 one (RFC 4291 §2.5.5.2), as the URL standard writes both. */
const MAPPED = /^\[::ffff:([\da-f]{1,4}):([\da-f]{1,4})\]$/;

/** `192.0.2.1`, `192.0.2.0/24`, `2001:db8::/32`. undefined: it is none. */
export function parseRange(text: string): (Address & { prefix: number }) | undefined {
  const [, written = '', prefixText] = /^([^/]+)(?:\/(0|[1-9]\d{0,2}))?$/.exec(text) ?? [];
  const address = parseAddress(written);
  if (!address) return undefined;
  const bits = BITS[address.family];
  const writtenBits = isIP(written) === 6 ? BITS.ipv6 : bits;
  const prefix = Number(prefixText ?? writtenBits) - (writtenBits - bits);
  return prefix >= 0 && prefix <= bits ? { ...address, prefix } : undefined;
}

/** Whether an address is in one of the ranges; undefined for what is no address. */
export function compileRanges(texts: readonly string[]): (text: string) => boolean | undefined {
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const range of texts.map(parseRange)) {
    if (range) lists[range.family].addSubnet(range.address, range.prefix, range.family);
  }
  return (text) => {
    const address = parseAddress(text);
    return address && lists[address.family].check(address.address, address.family);
  };
}

/** IPv4 in its own form. undefined: it is none, or has a zone (`fe80::1%eth0`), which means something on one machine only. */
export function parseAddress(text: string): Address | undefined {
  const version = text.includes('%') ? 0 : isIP(text);
  if (version === 0) return undefined;
  const mapped = version === 6 ? mappedAddress(text) : text;
  return mapped === undefined ? { address: text, family: 'ipv6' } : { address: mapped, family: 'ipv4' };
}

function mappedAddress(text: string): string | undefined {
  const [, ...halves] = MAPPED.exec(new URL(`http://[${text}]`).hostname) ?? [];
  if (halves.length === 0) return undefined;
  return halves.flatMap((half) => [Number.parseInt(half, 16) >> 8, Number.parseInt(half, 16) & 0xff]).join('.');
}
