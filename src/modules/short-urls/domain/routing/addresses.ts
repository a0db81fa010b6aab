import { BlockList, isIP } from 'node:net';
import { IpAddress, parseAddress } from '../../../../common/domain/ip-address.js';

const BITS = { ipv4: 32, ipv6: 128 };
const DOT = '.'.charCodeAt(0);
const ZERO = '0'.charCodeAt(0);

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

/** Whether an address is in one of the ranges. */
export function compileRanges(texts: readonly string[]): (address: IpAddress) => boolean {
  const ipv6 = new BlockList();
  const ipv4: [first: number, last: number][] = [];
  for (const range of texts.map(parseRange)) {
    if (range?.family === 'ipv6') ipv6.addSubnet(range.address, range.prefix, 'ipv6');
    if (range?.family === 'ipv4') ipv4.push(boundsOf(range.address, range.prefix));
  }
  return ({ address, family }) => {
    if (family === 'ipv6') return ipv6.check(address, family);
    // A BlockList would make an object for each address it is asked for, which costs more than all this.
    const number = numberOf(address);
    return ipv4.some(([first, last]) => number >= first && number <= last);
  };
}

function boundsOf(address: string, prefix: number): [first: number, last: number] {
  const size = 2 ** (BITS.ipv4 - prefix);
  const first = Math.floor(numberOf(address) / size) * size;
  return [first, first + size - 1];
}

function numberOf(ipv4: string): number {
  let number = 0;
  let byte = 0;
  for (let index = 0; index < ipv4.length; index += 1) {
    const code = ipv4.charCodeAt(index);
    if (code === DOT) {
      number = number * 256 + byte;
      byte = 0;
    } else {
      byte = byte * 10 + code - ZERO;
    }
  }
  return number * 256 + byte;
}
