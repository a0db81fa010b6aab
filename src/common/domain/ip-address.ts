export interface IpAddress {
  address: string;
  family: 'ipv4' | 'ipv6';
}

/** As the URL standard writes it; asking that itself takes ten times as long, and each visit asks. */
const DOTTED = /^(?:(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])(?:\.(?!$)|$)){4}$/;
/** How a server that listens to both families writes the addresses of those who came by IPv4. */
const DUAL = '::ffff:';
const COLONED = /^(?=.*:)[\da-f:.]+$/i;
/** An IPv4 address within an IPv6 one (RFC 4291 §2.5.5.2), as the URL standard writes both. */
const MAPPED = /^\[::ffff:([\da-f]{1,4}):([\da-f]{1,4})\]$/;

/** IPv4 in its own form. undefined: it is none, or has a zone (`fe80::1%eth0`), which means something on one machine only. */
export function parseAddress(text: string): IpAddress | undefined {
  const plain = withoutDual(text);
  if (DOTTED.test(plain)) return { address: plain, family: 'ipv4' };
  const host = COLONED.test(text) ? hostOf(`[${text}]`) : undefined;
  if (host === undefined) return undefined;
  const [, ...halves] = MAPPED.exec(host) ?? [];
  if (halves.length === 0) return { address: text, family: 'ipv6' };
  const bytes = halves.map((half) => Number.parseInt(half, 16)).flatMap((half) => [half >> 8, half & 0xff]);
  return { address: bytes.join('.'), family: 'ipv4' };
}

/** As a socket has it: `192.0.2.1` for `::ffff:192.0.2.1`. */
export const withoutDual = (text: string): string =>
  text.startsWith(DUAL) && text.includes('.') ? text.slice(DUAL.length) : text;

/** As the URL standard writes it; undefined: it is no host. */
function hostOf(text: string): string | undefined {
  try {
    return new URL(`http://${text}`).hostname;
  } catch {
    return undefined;
  }
}
