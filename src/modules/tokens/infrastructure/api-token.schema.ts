import { EntitySchema } from 'typeorm';
import { ApiToken } from '../domain/api-token.js';

export const ApiTokenSchema = new EntitySchema({
  target: ApiToken,
  name: 'ApiToken',
  tableName: 'api_tokens',
  columns: {
    id: { type: 'uuid', primary: true },
    organizationId: { type: 'uuid', name: 'organization_id' },
    userId: { type: 'uuid', name: 'user_id' },
    workspaceId: { type: 'uuid', name: 'workspace_id', nullable: true },
    name: { type: 'text' },
    tokenHash: { type: 'bytea', name: 'token_hash' },
    lastFour: { type: 'text', name: 'last_four' },
    scopes: { type: 'text', array: true },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    expiresAt: { type: 'timestamptz', name: 'expires_at' },
  },
});
