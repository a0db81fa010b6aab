import { BlockList, isIP } from 'node:net';
import { IpAddress, parseAddress } from '../../../../common/domain/ip-address.js';

const BITS = { ipv4: 32, ipv6: 128 };

/** `192.0.2.1`, `192.0.2.0/24`, `2001:db8::/32`. undefined: it is none. */
export function parseRange(text: string): (IpAddress & { prefix: number }) | undefined {
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
