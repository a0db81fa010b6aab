import { EntitySchema } from 'typeorm';
import { Organization } from '../domain/organization.js';

export const OrganizationSchema = new EntitySchema({
  target: Organization,
  name: 'Organization',
  tableName: 'organizations',
  columns: {
    id: { type: 'uuid', primary: true },
    name: { type: 'text' },
    plan: { type: 'text' },
    requestsPerMinute: { type: 'integer', name: 'requests_per_minute', nullable: true },
    createdAt: { type: 'timestamptz', name: 'created_at' },
  },
});
