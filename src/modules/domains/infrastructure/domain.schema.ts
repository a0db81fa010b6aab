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
    rootRedirectUrl: { type: 'text', name: 'root_redirect_url', nullable: true },
    notFoundRedirectUrl: { type: 'text', name: 'not_found_redirect_url', nullable: true },
    isWorkspaceDefault: { type: 'boolean', name: 'is_workspace_default' },
    appleAppSiteAssociation: { type: 'jsonb', name: 'apple_app_site_association', nullable: true },
    assetlinks: { type: 'jsonb', nullable: true },
    lastCheck: { type: 'text', name: 'last_check', nullable: true },
    checkedAt: { type: 'timestamptz', name: 'checked_at', nullable: true },
    missingSince: { type: 'timestamptz', name: 'missing_since', nullable: true },
    missedChecks: { type: 'integer', name: 'missed_checks' },
    nextCheckAt: { type: 'timestamptz', name: 'next_check_at', nullable: true },
  },
});
