import { EntitySchema } from 'typeorm';
import { ScopeSet } from '../../../common/domain/access/scope.js';
import { ClientSecret } from '../domain/client-secret.js';
import { OAuthClient } from '../domain/oauth-client.js';
import { RedirectUri } from '../domain/redirect-uri.js';

const scopeSet = { to: (set: ScopeSet) => set.values, from: (values: string[]) => ScopeSet.of(values) };
const redirectUris = {
  to: (uris: readonly RedirectUri[]) => uris.map(({ value }) => value),
  from: (values: string[]) => values.map((value) => RedirectUri.of(value)),
};

export const OAuthClientSchema = new EntitySchema<OAuthClient>({
  target: OAuthClient,
  name: 'OAuthClient',
  tableName: 'oauth_clients',
  columns: {
    id: { type: 'uuid', primary: true },
    organizationId: { type: 'uuid', name: 'organization_id' },
    workspaceId: { type: 'uuid', name: 'workspace_id', nullable: true },
    createdBy: { type: 'uuid', name: 'created_by', nullable: true },
    name: { type: 'text' },
    link: { type: 'text' },
    description: { type: 'text' },
    redirectUris: { type: 'text', array: true, name: 'redirect_uris', transformer: redirectUris },
    confidential: { type: 'boolean' },
    scopes: { type: 'text', array: true, transformer: scopeSet },
    requirePkce: { type: 'boolean', name: 'require_pkce' },
    accessTokenLifetimeSeconds: { type: 'integer', name: 'access_token_lifetime_seconds' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    updatedAt: { type: 'timestamptz', name: 'updated_at' },
  },
  relations: {
    secrets: { type: 'one-to-many', target: 'ClientSecret', inverseSide: 'client', cascade: true, eager: true },
  },
});

export const ClientSecretSchema = new EntitySchema<ClientSecret & { client: OAuthClient }>({
  target: ClientSecret,
  name: 'ClientSecret',
  tableName: 'oauth_client_secrets',
  columns: {
    id: { type: 'uuid', primary: true },
    secretHash: { type: 'bytea', name: 'secret_hash' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    expiresAt: { type: 'timestamptz', name: 'expires_at', nullable: true },
  },
  relations: {
    client: {
      type: 'many-to-one',
      target: 'OAuthClient',
      inverseSide: 'secrets',
      joinColumn: { name: 'oauth_client_id' },
      orphanedRowAction: 'delete',
      nullable: false,
    },
  },
});
