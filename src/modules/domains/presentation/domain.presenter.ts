import { ApiProperty } from '@nestjs/swagger';
import { Domain, DOMAIN_STATUSES, ROUTING_STATUSES } from '../domain/domain.js';
import { displayedHost } from './displayed-host.js';

export class DnsRecordAnswer {
  @ApiProperty({ example: 'TXT' }) type!: string;
  @ApiProperty() name!: string;
  @ApiProperty() value!: string;
}

export class DomainAnswer {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'go.example.com' }) hostname!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: "null: the installation's own" })
  workspace_id!: string | null;
  @ApiProperty({ enum: DOMAIN_STATUSES }) status!: string;
  @ApiProperty({ enum: ROUTING_STATUSES }) routing_status!: string;
  @ApiProperty({ type: [DnsRecordAnswer], description: 'What to set; empty where nothing is to be proved' })
  dns_records!: DnsRecordAnswer[];
  @ApiProperty({ description: 'Takes the links that name no domain' }) is_default!: boolean;
  @ApiProperty({ format: 'date-time' }) created_at!: string;
}

export const presentDomain = (domain: Domain, isDefault: boolean): DomainAnswer => ({
  id: domain.id,
  hostname: displayedHost(domain.hostname),
  workspace_id: domain.workspaceId,
  status: domain.status,
  routing_status: domain.routingStatus,
  dns_records: [],
  is_default: isDefault,
  created_at: domain.createdAt.toISOString(),
});
