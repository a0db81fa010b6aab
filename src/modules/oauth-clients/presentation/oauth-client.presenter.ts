import { ApiProperty } from '@nestjs/swagger';
import { ALL_SCOPES, GRANTABLE_SCOPES } from '../../../common/domain/access/scope.js';
import { appPaths } from '../../../common/ui/app-paths.js';
import { OAuthClient } from '../domain/oauth-client.js';
import { ClientListing } from '../domain/oauth-client.repository.js';
import { presentSecret, SecretAnswer } from './client-secret.presenter.js';

export class ClientAnswer {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) client_id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ format: 'uri' }) link!: string;
  @ApiProperty() description!: string;
  @ApiProperty({ type: [String] }) redirect_uris!: string[];
  @ApiProperty() confidential!: boolean;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'null: all workspaces' })
  workspace_id!: string | null;
  @ApiProperty({ enum: GRANTABLE_SCOPES, isArray: true }) scopes!: readonly string[];
  @ApiProperty() require_pkce!: boolean;
  @ApiProperty() access_token_lifetime_seconds!: number;
  @ApiProperty({ format: 'uri', description: 'Where to send people; add a state of your own' })
  authorization_url!: string;
  @ApiProperty({ type: [SecretAnswer], description: 'Newest first, never with their values' })
  secrets!: SecretAnswer[];
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) user_id!: string | null;
  @ApiProperty() active_grants!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) last_used_at!: string | null;
  @ApiProperty() requests_30_days!: number;
  @ApiProperty({ format: 'date-time' }) created_at!: string;
  @ApiProperty({ format: 'date-time' }) updated_at!: string;
}

export class NewClientAnswer extends ClientAnswer {
  @ApiProperty({ required: false, description: 'Shown only here; public applications have none' })
  client_secret?: string;
}

export const presentClient = (
  { client, ...use }: ClientListing,
  publicUrl: string,
  secret?: string,
): NewClientAnswer => ({
  id: client.id,
  client_id: client.id,
  ...(secret !== undefined && { client_secret: secret }),
  name: client.name,
  link: client.link,
  description: client.description,
  redirect_uris: client.redirectUris.map(({ value }) => value),
  confidential: client.confidential,
  workspace_id: client.workspaceId,
  scopes: client.scopes.values,
  require_pkce: client.needsPkce,
  access_token_lifetime_seconds: client.accessTokenLifetimeSeconds,
  authorization_url: authorizationUrl(client, publicUrl),
  secrets: client.secretsNewestFirst.map(presentSecret),
  user_id: client.createdBy,
  active_grants: use.activeGrants,
  last_used_at: use.lastUsedAt?.toISOString() ?? null,
  requests_30_days: use.requestsIn30Days,
  created_at: client.createdAt.toISOString(),
  updated_at: client.updatedAt.toISOString(),
});

function authorizationUrl({ id, redirectUris }: OAuthClient, publicUrl: string): string {
  const query = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: id,
    redirect_uri: redirectUris[0]?.value ?? '',
    response_type: 'code',
    scope: ALL_SCOPES,
  });
  return `${publicUrl}${appPaths.authorize}?${query.toString()}`;
}
