export { DomainsService } from './application/domains.service.js';
export { DnsLookup } from './domain/dns-lookup.js';
export { Domain } from './domain/domain.js';
export { normalHost, parseHost } from './domain/hostname.js';
export { RedirectAddressPolicy } from './domain/redirect-address-policy.js';
export { DomainsModule, domainsPorts } from './domains.module.js';
export { displayedHost } from './presentation/displayed-host.js';
