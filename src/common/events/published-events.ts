/**
 * The facts that Trimlink publishes after they are committed: name → payload. Part of the public surface
 * (semantic versioning); docs/events.md describes each. Listen with Nest's `@OnEvent('short_url.created')`.
 */
export interface PublishedEvents {
  'organization.registered': { organizationId: string; ownerId: string };
  'workspace.created': { organizationId: string; workspaceId: string };
  'workspace.updated': { organizationId: string; workspaceId: string };
  'workspace.deleted': { organizationId: string; workspaceId: string };
  'workspace.restored': { organizationId: string; workspaceId: string };
  'member.created': { organizationId: string; userId: string };
  'member.updated': { organizationId: string; userId: string };
  'member.removed': { organizationId: string; userId: string };
  'group.created': { organizationId: string; groupId: string };
  'group.updated': { organizationId: string; groupId: string };
  'group.deleted': { organizationId: string; groupId: string };
  'api_token.created': { tokenId: string; userId: string; workspaceId: string | null };
  'api_token.deleted': { tokenId: string; userId: string };
  'oauth_client.registered': { clientId: string; organizationId: string };
  'oauth_client.deleted': { clientId: string; organizationId: string };
  'oauth_client_secret.created': { secretId: string; clientId: string; organizationId: string };
  'oauth_client_secret.deleted': { secretId: string; clientId: string; organizationId: string };
  'oauth_grant.approved': { grantId: string; clientId: string; userId: string };
  'oauth_grant.revoked': { grantId: string; clientId: string };
  'domain.created': DomainEvent;
  'domain.updated': DomainEvent;
  'domain.verified': DomainEvent;
  'domain.failed': DomainEvent;
  'domain.deleted': DomainEvent;
  'short_url.created': ShortUrlEvent;
  'short_url.updated': ShortUrlEvent;
  'short_url.deleted': ShortUrlEvent;
  'tag.created': TagEvent;
  'tag.updated': TagEvent;
  'tag.merged': { tagId: string; workspaceId: string; intoId: string };
  'tag.deleted': TagEvent;
}

export interface DomainEvent {
  domainId: string;
  organizationId: string;
  workspaceId: string;
  /** In ASCII. */
  hostname: string;
}

export interface ShortUrlEvent {
  shortUrlId: string;
  workspaceId: string;
  domain: string;
  slug: string;
  destinationUrl: string;
}

export interface TagEvent {
  tagId: string;
  workspaceId: string;
}
