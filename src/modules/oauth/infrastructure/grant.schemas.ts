import { EntitySchema } from 'typeorm';
import { AuthorizationCode } from '../domain/authorization-code.js';
import { Grant } from '../domain/grant.js';
import { AccessToken, RefreshToken } from '../domain/tokens.js';
import { scopeSetColumn } from './scope-set.column.js';

export const GrantSchema = new EntitySchema({
  target: Grant,
  name: 'Grant',
  tableName: 'oauth_grants',
  columns: {
    id: { type: 'uuid', primary: true },
    clientId: { type: 'uuid', name: 'oauth_client_id' },
    organizationId: { type: 'uuid', name: 'organization_id' },
    userId: { type: 'uuid', name: 'user_id' },
    workspaceId: { type: 'uuid', name: 'workspace_id', nullable: true },
    scopes: scopeSetColumn,
    createdAt: { type: 'timestamptz', name: 'created_at' },
    expiresAt: { type: 'timestamptz', name: 'expires_at' },
    revokedAt: { type: 'timestamptz', name: 'revoked_at', nullable: true },
  },
});

export const AuthorizationCodeSchema = new EntitySchema({
  target: AuthorizationCode,
  name: 'AuthorizationCode',
  tableName: 'oauth_authorization_codes',
  columns: {
    codeHash: { type: 'bytea', name: 'code_hash', primary: true },
    grantId: { type: 'uuid', name: 'grant_id' },
    redirectUri: { type: 'text', name: 'redirect_uri' },
    requestedScope: { type: 'text', name: 'requested_scope', nullable: true },
    codeChallenge: { type: 'text', name: 'code_challenge', nullable: true },
    expiresAt: { type: 'timestamptz', name: 'expires_at' },
    consumedAt: { type: 'timestamptz', name: 'consumed_at', nullable: true },
  },
});

export const AccessTokenSchema = new EntitySchema({
  target: AccessToken,
  name: 'AccessToken',
  tableName: 'oauth_access_tokens',
  columns: {
    id: { type: 'uuid', primary: true },
    grantId: { type: 'uuid', name: 'grant_id' },
    scopes: scopeSetColumn,
    createdAt: { type: 'timestamptz', name: 'created_at' },
    expiresAt: { type: 'timestamptz', name: 'expires_at' },
    revokedAt: { type: 'timestamptz', name: 'revoked_at', nullable: true },
  },
});

export const RefreshTokenSchema = new EntitySchema({
  target: RefreshToken,
  name: 'RefreshToken',
  tableName: 'oauth_refresh_tokens',
  columns: {
    tokenHash: { type: 'bytea', name: 'token_hash', primary: true },
    grantId: { type: 'uuid', name: 'grant_id' },
    accessTokenId: { type: 'uuid', name: 'access_token_id' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    consumedAt: { type: 'timestamptz', name: 'consumed_at', nullable: true },
  },
});
