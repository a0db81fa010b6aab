import { EntitySchema } from 'typeorm';
import { Group } from '../domain/group.js';

export const GroupSchema = new EntitySchema({
  target: Group,
  name: 'Group',
  tableName: 'groups',
  columns: {
    id: { type: 'uuid', primary: true },
    organizationId: { type: 'uuid', name: 'organization_id' },
    name: { type: 'text' },
    description: { type: 'text' },
    permissions: { type: 'text', array: true },
    createdAt: { type: 'timestamptz', name: 'created_at' },
  },
});
