export { DomainsService } from './application/domains.service.js';
export { Domain } from './domain/domain.js';
export { normalHost, parseHost } from './domain/hostname.js';
export { DomainsModule } from './domains.module.js';
export { displayedHost } from './presentation/displayed-host.js';
