import { EntitySchema } from 'typeorm';
import { ShortUrl } from '../domain/short-url.js';

export const ShortUrlSchema = new EntitySchema({
  target: ShortUrl,
  name: 'ShortUrl',
  tableName: 'short_urls',
  columns: {
    id: { type: 'uuid', primary: true },
    workspaceId: { type: 'uuid', name: 'workspace_id' },
    domainId: { type: 'uuid', name: 'domain_id' },
    slug: { type: 'text' },
    destinationUrl: { type: 'text', name: 'destination_url' },
    title: { type: 'text', nullable: true },
    tags: { type: 'text', array: true },
    startsAt: { type: 'timestamptz', name: 'starts_at', nullable: true },
    expiresAt: { type: 'timestamptz', name: 'expires_at', nullable: true },
    expiredUrl: { type: 'text', name: 'expired_url', nullable: true },
    maxClicks: { type: 'integer', name: 'max_clicks', nullable: true },
    passwordHash: { type: 'text', name: 'password_hash', nullable: true },
    utm: { type: 'jsonb', nullable: true },
    forwardQuery: { type: 'boolean', name: 'forward_query' },
    routingRules: { type: 'jsonb', name: 'routing_rules' },
    externalId: { type: 'text', name: 'external_id', nullable: true },
    redirectType: { type: 'smallint', name: 'redirect_type' },
    archived: { type: 'boolean' },
    createdBy: { type: 'uuid', name: 'created_by', nullable: true },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    updatedAt: { type: 'timestamptz', name: 'updated_at' },
  },
});
