/**
 * What DNS says about a name; nothing where there is no such record or no such name. A port: replace it to ask in another
 * way. Each method rejects when no answer is to be had, which says nothing about the name.
 */
export abstract class DnsLookup {
  /** Of each TXT record its strings, joined (RFC 7208 §3.3). */
  abstract texts(name: string): Promise<readonly string[]>;
  /** Where its CNAME leads. */
  abstract aliases(name: string): Promise<readonly string[]>;
  /** IPv4 and IPv6. */
  abstract addresses(name: string): Promise<readonly string[]>;
}
