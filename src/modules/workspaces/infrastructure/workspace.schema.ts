import { EntitySchema } from 'typeorm';
import { Workspace } from '../domain/workspace.js';

export const WorkspaceSchema = new EntitySchema({
  target: Workspace,
  name: 'Workspace',
  tableName: 'workspaces',
  columns: {
    id: { type: 'uuid', primary: true },
    organizationId: { type: 'uuid', name: 'organization_id' },
    name: { type: 'text' },
    description: { type: 'text' },
    isDefault: { type: 'boolean', name: 'is_default' },
    allowedSchemes: { type: 'text', name: 'allowed_schemes', array: true },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    deletedAt: { type: 'timestamptz', name: 'deleted_at', nullable: true },
  },
});
