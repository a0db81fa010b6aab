import { ForbiddenError } from '../../../common/domain/errors.js';
import { newId } from '../../../common/domain/id.js';
import { JsonObject } from '../../../common/domain/merge-patch.js';
import { CheckResult, DomainStatus, newProof, Proof, proofAfter } from './proof.js';
import { RoutingStatus } from './routing.js';

/** What can be changed later on. */
export interface DomainSettings {
  /** Where the host's own address leads; null: to a 404 page. */
  rootRedirectUrl: string | null;
  /** Where an address without a link leads; null: to a 404 page. */
  notFoundRedirectUrl: string | null;
  /** Takes the workspace's links that name no domain. */
  isWorkspaceDefault: boolean;
  /** The files below /.well-known that let applications open the host's links; null: there is none. */
  appleAppSiteAssociation: JsonObject | null;
  assetlinks: readonly JsonObject[] | null;
}

export interface DomainOwner {
  organizationId: string;
  workspaceId: string;
}

export interface OwnedDomain {
  hostname: string;
  owner: DomainOwner;
}

type Fields = DomainSettings &
  Proof & {
    id: string;
    hostname: string;
    organizationId: string | null;
    workspaceId: string | null;
    routingStatus: RoutingStatus;
    createdAt: Date;
  };

const NO_SETTINGS: DomainSettings = {
  rootRedirectUrl: null,
  notFoundRedirectUrl: null,
  isWorkspaceDefault: false,
  appleAppSiteAssociation: null,
  assetlinks: null,
};

/** A host that serves short URLs: a workspace's, or the installation's own. */
export class Domain implements Fields {
  readonly id!: string;
  /** In ASCII; the installation's with its port where that is neither 80 nor 443. */
  readonly hostname!: string;
  readonly organizationId!: string | null;
  readonly workspaceId!: string | null;
  readonly routingStatus!: RoutingStatus;
  readonly createdAt!: Date;
  readonly rootRedirectUrl!: string | null;
  readonly notFoundRedirectUrl!: string | null;
  readonly isWorkspaceDefault!: boolean;
  readonly appleAppSiteAssociation!: JsonObject | null;
  readonly assetlinks!: readonly JsonObject[] | null;
  readonly status!: DomainStatus;
  readonly lastCheck!: CheckResult | null;
  readonly checkedAt!: Date | null;
  readonly missingSince!: Date | null;
  readonly missedChecks!: number;
  readonly nextCheckAt!: Date | null;

  private constructor(fields: Fields) {
    Object.assign(this, fields);
  }

  /** The operator names it, so there is nothing to prove. */
  static ofInstallation(hostname: string, now: Date): Domain {
    return new Domain({
      ...NO_SETTINGS,
      ...newProof(now),
      id: newId(),
      hostname,
      organizationId: null,
      workspaceId: null,
      routingStatus: 'ok',
      createdAt: now,
      status: 'verified',
      nextCheckAt: null,
    });
  }

  /** Serves nothing until it is proved. */
  static claim(hostname: string, owner: DomainOwner, now: Date): Domain {
    const proof = newProof(now);
    return new Domain({
      ...NO_SETTINGS,
      ...proof,
      ...owner,
      id: newId(),
      hostname,
      routingStatus: 'pending',
      createdAt: now,
    });
  }

  /** What is undefined in `change` stays. */
  with(change: Partial<DomainSettings>): Domain {
    const given = Object.fromEntries(
      Object.entries(change as Record<string, unknown>).filter(([, value]) => value !== undefined),
    );
    return new Domain({ ...(this as Fields), ...given });
  }

  /** `routing` is undefined where DNS did not say. */
  checked(result: CheckResult, routing: RoutingStatus | undefined, now: Date): Domain {
    const proof = proofAfter(this, this.createdAt, result, now);
    return new Domain({ ...(this as Fields), ...proof, routingStatus: routing ?? this.routingStatus });
  }

  get isVerified(): boolean {
    return this.status === 'verified';
  }

  get isOfInstallation(): boolean {
    return this.organizationId === null;
  }

  /** As a workspace's. @throws ForbiddenError for the installation's, which its operator decides about. */
  requireOwned(): OwnedDomain {
    const { organizationId, workspaceId, hostname } = this;
    if (organizationId !== null && workspaceId !== null) {
      return { hostname, owner: { organizationId, workspaceId } };
    }
    throw new ForbiddenError(
      'This domain is the installation’s, which only its operator changes.',
      'installation_domain',
    );
  }

  isDefault(defaultHostname: string): boolean {
    return this.isOfInstallation && this.hostname === defaultHostname;
  }
}
