import { isIPv4, isIPv6 } from 'node:net';

/** Readers of single values. What they throw is the end of a sentence that begins with the variable's name. */

export function integer(text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(value >= least && value <= most)) throw new Error(`must be a whole number from ${least} to ${most}`);
  return value;
}

export function oneOf<const T extends readonly string[]>(choices: T, text: string): T[number] {
  if (!choices.includes(text)) throw new Error(`must be one of ${choices.join(', ')}`);
  return text;
}

/** An http(s) origin without path, as `URL.origin` writes it. */
export function origin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash;
  if (!isOrigin || url.username || url.password) {
    throw new Error('must be an http or https origin without a path, such as https://links.example.com');
  }
  return url.origin;
}

/** A host in lower case, with its port where that is neither 80 nor 443. */
export function host(text: string): string {
  const url = URL.canParse(`http://${text}`) ? new URL(`http://${text}`) : undefined;
  if (!url || url.pathname !== '/' || url.search || url.hash || url.username || /[/@?#]/.test(text)) {
    throw new Error('must be a host name, such as go.example.com');
  }
  return url.host.replace(/:443$/, '');
}

export function postgresUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) throw new Error('must be a postgres:// address');
  if (!isPercentEncoded(url.href)) throw new Error('must write a % in its password as %25');
  return text;
}

export function redisUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^rediss?:$/.test(url.protocol) || !url.hostname || !/^\/?\d*$/.test(url.pathname)) {
    throw new Error('must be a redis:// or rediss:// address');
  }
  if (!isPercentEncoded(url.href)) throw new Error('must write a % in its password as %25');
  return text;
}

function isPercentEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

export function secrets(text: string): string[] {
  const list = text.split(',').map((secret) => secret.trim());
  if (list.some((secret) => secret.length < 32)) throw new Error('must have 32 characters or more in each secret');
  return list;
}

export function trustProxy(text: string): number | string[] {
  if (/^\d+$/.test(text)) return Number(text);
  const list = text.split(',').map((entry) => entry.trim());
  if (!list.every((entry) => /^(loopback|linklocal|uniquelocal|[\d.:a-f]+(\/\d{1,3})?)$/i.test(entry))) {
    throw new Error('must be a hop count or a list of addresses and CIDR ranges');
  }
  return list;
}

/** As `dns.Resolver.setServers` takes them. */
export function dnsServers(text: string): string[] {
  const list = text.split(',').map((entry) => entry.trim());
  if (!list.every(isServerAddress)) {
    throw new Error('must be a list of IP addresses, such as 9.9.9.9, 127.0.0.1:5353, [2620:fe::fe]:53');
  }
  return list;
}

function isServerAddress(text: string): boolean {
  const [, inBrackets, plain = '', port = '53'] = /^(?:\[(.+)\]|([^[\]:]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const isAddress = isIPv6(text) || (inBrackets === undefined ? isIPv4(plain) : isIPv6(inBrackets));
  return isAddress && Number(port) >= 1 && Number(port) <= 65_535;
}

export function email(text: string): string {
  if (!/^[^\s@]+@[^\s@]+$/.test(text)) throw new Error('must be an e-mail address');
  return text;
}
