import { normalHost } from './hostname.js';

/** Whether the host's name in DNS leads to this installation; `pending`: it leads nowhere yet. */
export const ROUTING_STATUSES = ['pending', 'ok', 'failed'] as const;
export type RoutingStatus = (typeof ROUTING_STATUSES)[number];

/** Where a name leads, or under which names and addresses this installation is found. */
export interface Whereabouts {
  names: readonly string[];
  addresses: readonly string[];
}

/** At an apex there is no CNAME (RFC 1912 §2.4): equal addresses mean the same. One of somebody else's loses visitors. */
export function routingOf(host: Whereabouts, ours: Whereabouts): RoutingStatus {
  if (host.names.some((name) => ours.names.includes(normalHost(name)))) return 'ok';
  if (host.addresses.length === 0) return host.names.length === 0 ? 'pending' : 'failed';
  return host.addresses.every((address) => ours.addresses.includes(address)) ? 'ok' : 'failed';
}
