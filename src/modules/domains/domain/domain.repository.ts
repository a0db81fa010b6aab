import { Reach } from '../../../common/domain/access/reach.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { Domain } from './domain.js';

export abstract class DomainRepository {
  /** Stores it unless the hostname is in use; of several instances at once one succeeds. */
  abstract addIfFree(domain: Domain): Promise<void>;
  abstract findOfInstallation(hostname: string): Promise<Domain | undefined>;
  /** Whoever holds the proof for that hostname. */
  abstract findVerified(hostname: string): Promise<Domain | undefined>;
  abstract findById(id: string): Promise<Domain | undefined>;
  /** The reach's own and the installation's `defaultHostname`, which comes first. */
  abstract list(reach: Reach, defaultHostname: string, page: PageRequest): Promise<Page<Domain>>;
}
