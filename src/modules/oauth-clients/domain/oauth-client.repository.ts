import { Page, PageRequest } from '../../../common/domain/page.js';
import { OAuthClient } from './oauth-client.js';

/** An application with what its owner watches. */
export interface ClientListing {
  client: OAuthClient;
  activeGrants: number;
  /** Different people behind the active grants. */
  people: number;
  lastUsedAt: Date | null;
  requestsIn30Days: number;
}

export interface ClientFilter {
  organizationId: string;
  /** Only those that this user has registered. */
  createdBy?: string;
}

export abstract class OAuthClientRepository {
  abstract add(client: OAuthClient): Promise<void>;
  /** As it is now; nobody else changes it or its secrets until the surrounding transaction ends. */
  abstract lock(id: string): Promise<OAuthClient | undefined>;
  /** Says false when somebody else has changed or deleted it since `before` was read. */
  abstract replace(before: OAuthClient, after: OAuthClient): Promise<boolean>;
  /** Its grants, codes and tokens go with it. false: somebody else has removed it meanwhile. */
  abstract remove(client: OAuthClient): Promise<boolean>;
  /** Everybody who has let it in is asked again. */
  abstract forgetApprovals(client: OAuthClient): Promise<void>;
  abstract findById(id: string): Promise<OAuthClient | undefined>;
  abstract list(filter: ClientFilter, page: PageRequest, now: Date): Promise<Page<ClientListing>>;
  abstract watch(client: OAuthClient, now: Date): Promise<ClientListing>;
  /** The name of the organization that runs it. */
  abstract operatorOf(client: OAuthClient): Promise<string>;
}
