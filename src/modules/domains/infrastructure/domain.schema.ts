import { EntitySchema } from 'typeorm';
import { Domain } from '../domain/domain.js';

export const DomainSchema = new EntitySchema({
  target: Domain,
  name: 'Domain',
  tableName: 'domains',
  columns: {
    id: { type: 'uuid', primary: true },
    hostname: { type: 'text' },
    organizationId: { type: 'uuid', name: 'organization_id', nullable: true },
    workspaceId: { type: 'uuid', name: 'workspace_id', nullable: true },
    status: { type: 'text' },
    routingStatus: { type: 'text', name: 'routing_status' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
  },
});
