import { newId } from '../../../common/domain/id.js';

export const DOMAIN_STATUSES = ['pending', 'verified', 'failed'] as const;
export type DomainStatus = (typeof DOMAIN_STATUSES)[number];

/** Whether the host's name in DNS leads to this installation. */
export const ROUTING_STATUSES = ['pending', 'ok', 'failed'] as const;
export type RoutingStatus = (typeof ROUTING_STATUSES)[number];

/** A host that serves short URLs: a workspace's, or the installation's own. */
export class Domain {
  private constructor(
    readonly id: string,
    /** In ASCII, with its port where that is neither 80 nor 443. */
    readonly hostname: string,
    readonly organizationId: string | null,
    readonly workspaceId: string | null,
    readonly status: DomainStatus,
    readonly routingStatus: RoutingStatus,
    readonly createdAt: Date,
  ) {}

  /** The operator names it, so there is nothing to prove. */
  static ofInstallation(hostname: string, now: Date): Domain {
    return new Domain(newId(), hostname, null, null, 'verified', 'ok', now);
  }

  get isOfInstallation(): boolean {
    return this.organizationId === null;
  }

  isDefault(defaultHostname: string): boolean {
    return this.isOfInstallation && this.hostname === defaultHostname;
  }
}
