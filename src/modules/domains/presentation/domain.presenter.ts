import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { JsonObject } from '../../../common/domain/merge-patch.js';
import { Configuration } from '../../../config/configuration.js';
import { nameOfHost, recordsFor } from '../domain/dns-records.js';
import { Domain } from '../domain/domain.js';
import { CHECK_RESULTS, DOMAIN_STATUSES } from '../domain/proof.js';
import { ROUTING_STATUSES } from '../domain/routing.js';
import { displayedHost } from './displayed-host.js';

export class DnsRecordAnswer {
  @ApiProperty({ enum: ['TXT', 'CNAME', 'A', 'AAAA'], example: 'TXT' }) type!: string;
  @ApiProperty({ example: '_trimlink.go.example.com' }) name!: string;
  @ApiProperty({ example: 'trimlink-verification=0193b6f0-0000-7000-8000-00000000000a' }) value!: string;
}

export class DomainAnswer {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'go.example.com' }) hostname!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: "null: the installation's own" })
  workspace_id!: string | null;
  @ApiProperty({ enum: DOMAIN_STATUSES, description: 'Links stand on verified domains only' }) status!: string;
  @ApiProperty({ enum: ROUTING_STATUSES, description: "Whether the host's name in DNS leads here" })
  routing_status!: string;
  @ApiProperty({ type: [DnsRecordAnswer], description: 'What to set; empty where nothing is to be proved' })
  dns_records!: DnsRecordAnswer[];
  @ApiProperty({
    type: String,
    enum: [...CHECK_RESULTS, null],
    nullable: true,
    description: 'What the last look for the TXT record came to; null: there was none yet',
  })
  last_check!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) checked_at!: string | null;
  @ApiProperty({
    description: "The installation's, which takes links that name no domain where their workspace has no default",
  })
  is_default!: boolean;
  @ApiProperty({ description: "Takes the workspace's links that name no domain" }) is_workspace_default!: boolean;
  @ApiProperty({ type: String, nullable: true, example: 'https://www.example.com/' }) root_redirect_url!: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'https://www.example.com/lost' })
  not_found_redirect_url!: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  apple_app_site_association!: JsonObject | null;
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true }, nullable: true })
  assetlinks!: readonly JsonObject[] | null;
  @ApiProperty({ format: 'date-time' }) created_at!: string;
}

@Injectable()
export class DomainPresenter {
  constructor(private readonly configuration: Configuration) {}

  present(domain: Domain): DomainAnswer {
    const { defaultDomain } = this.configuration;
    const { hostname, organizationId } = domain;
    return {
      id: domain.id,
      hostname: displayedHost(hostname),
      workspace_id: domain.workspaceId,
      status: domain.status,
      routing_status: domain.routingStatus,
      dns_records: organizationId === null ? [] : recordsFor(hostname, organizationId, nameOfHost(defaultDomain)),
      last_check: domain.lastCheck,
      checked_at: domain.checkedAt?.toISOString() ?? null,
      is_default: domain.isDefault(defaultDomain),
      is_workspace_default: domain.isWorkspaceDefault,
      root_redirect_url: domain.rootRedirectUrl,
      not_found_redirect_url: domain.notFoundRedirectUrl,
      apple_app_site_association: domain.appleAppSiteAssociation,
      assetlinks: domain.assetlinks,
      created_at: domain.createdAt.toISOString(),
    };
  }
}
