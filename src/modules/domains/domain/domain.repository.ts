import { Reach } from '../../../common/domain/access/reach.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { Domain } from './domain.js';

export abstract class DomainRepository {
  /** Stores it unless the hostname is in use; of several instances at once one succeeds. */
  abstract addIfFree(domain: Domain): Promise<void>;
  abstract findOfInstallation(hostname: string): Promise<Domain | undefined>;
  /** Whoever holds the proof for that hostname. */
  abstract findVerified(hostname: string): Promise<Domain | undefined>;
  /** So that `findVerified` need not ask for each of them before the surrounding transaction ends. */
  abstract lookAhead(hostnames: readonly string[]): Promise<void>;
  /** The hostnames that the workspace has proved. */
  abstract verifiedOf(workspaceId: string): Promise<string[]>;
  /** Of several hostnames those that somebody holds the proof for. */
  abstract findVerifiedAmong(hostnames: readonly string[]): Promise<Domain[]>;
  abstract findById(id: string): Promise<Domain | undefined>;
  /** Proved or not. */
  abstract findDefaultOf(workspaceId: string): Promise<Domain | undefined>;
  /** Of several, where they have chosen one. */
  abstract findDefaultsOf(workspaceIds: readonly string[]): Promise<Domain[]>;
  /** The reach's own and the installation's `defaultHostname`, which comes first. */
  abstract list(reach: Reach, defaultHostname: string, page: PageRequest): Promise<Page<Domain>>;
  /** Among the same as `list`. */
  abstract find(reach: Reach, defaultHostname: string, id: string): Promise<Domain | undefined>;

  /** How many of the organization's are not proved; nobody else adds one before the surrounding transaction ends. */
  abstract countUnproved(reach: Reach): Promise<number>;
  /** False where its workspace has the hostname already; nothing is written then. */
  abstract add(reach: Reach, domain: Domain): Promise<boolean>;
  /** Nobody else changes it before the surrounding transaction ends. */
  abstract findForChange(reach: Reach, id: string): Promise<Domain | undefined>;
  /** The workspace's default; nobody else sets another one before the surrounding transaction ends. */
  abstract lockDefaultOf(reach: Reach, workspaceId: string): Promise<Domain | undefined>;
  abstract save(reach: Reach, domain: Domain): Promise<void>;
  /** False where links stand on it; the transaction cannot go on then. */
  abstract remove(reach: Reach, domain: Domain): Promise<boolean>;

  /** For checks, which concern every organization's: the ids of those that are due, each taken by one caller until `until`. */
  abstract takeDue(now: Date, until: Date, most: number): Promise<string[]>;
  /** Nobody else changes it before the surrounding transaction ends. */
  abstract lock(id: string): Promise<Domain | undefined>;
  /** Somebody else has proved the same hostname. */
  abstract isHeldElsewhere(domain: Domain): Promise<boolean>;
  /** False where somebody else has proved the hostname meanwhile; the transaction cannot go on then. */
  abstract saveCheck(domain: Domain): Promise<boolean>;
}
