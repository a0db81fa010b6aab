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
  const ipv6 = new BlockList();
  const ipv4: [first: number, last: number][] = [];
  for (const range of texts.map(parseRange)) {
    if (range?.family === 'ipv6') ipv6.addSubnet(range.address, range.prefix, 'ipv6');
    if (range?.family === 'ipv4') ipv4.push(boundsOf(range.address, range.prefix));
  }
  return (text) => {
    const address = parseAddress(text);
    if (address?.family !== 'ipv4') return address && ipv6.check(address.address, 'ipv6');
    // A BlockList would make an object for each address it is asked for, which costs more than all this.
    const number = numberOf(address.address);
    return ipv4.some(([first, last]) => number >= first && number <= last);
  };
}

function boundsOf(address: string, prefix: number): [first: number, last: number] {
  const size = 2 ** (BITS.ipv4 - prefix);
  const first = Math.floor(numberOf(address) / size) * size;
  return [first, first + size - 1];
}

const numberOf = (ipv4: string): number => ipv4.split('.').reduce((number, byte) => number * 256 + Number(byte), 0);
