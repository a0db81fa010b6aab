import { isIPv4, isIPv6 } from 'node:net';

export interface DnsRecord {
  type: 'TXT' | 'CNAME' | 'A' | 'AAAA';
  name: string;
  value: string;
}

export const PROOF_PREFIX = '_trimlink.';

export const proofNameOf = (hostname: string): string => PROOF_PREFIX + hostname;

/** No secret: it says for whom its writer speaks, and that it stands in the host's DNS is what proves something. */
export const proofValueOf = (organizationId: string): string => `trimlink-verification=${organizationId}`;

/** What is to be set for the host so that it is proved and leads to `target`, a name or an address of ours. */
export const recordsFor = (hostname: string, organizationId: string, target: string): DnsRecord[] => [
  { type: 'TXT', name: proofNameOf(hostname), value: proofValueOf(organizationId) },
  { type: addressType(target) ?? 'CNAME', name: hostname, value: target },
];

/** A host as DNS and certificates know it: without its port, and an IPv6 address without its brackets. */
export const nameOfHost = (host: string): string => host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');

export const isAddress = (name: string): boolean => addressType(name) !== undefined;

function addressType(target: string): 'A' | 'AAAA' | undefined {
  if (isIPv4(target)) return 'A';
  return isIPv6(target) ? 'AAAA' : undefined;
}
