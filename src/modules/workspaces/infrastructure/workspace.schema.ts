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
    createdAt: { type: 'timestamptz', name: 'created_at' },
  },
});
