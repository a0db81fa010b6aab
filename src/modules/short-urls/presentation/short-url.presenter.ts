import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Configuration } from '../../../config/configuration.js';
import { displayedHost } from '../../domains/index.js';
import { ShortUrlListing } from '../domain/short-url-directory.js';
import { type Utm, UTM_NAMES } from '../domain/location.js';
import { type RoutingRule } from '../domain/routing/routing-rule.js';
import { REDIRECT_TYPES } from '../domain/short-url.js';
import { ROUTING_RULES_SCHEMA } from './routing-rules.schema.js';

export class ShortUrlAnswer {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) workspace_id!: string;
  @ApiProperty({ example: 'go.example.com' }) domain!: string;
  @ApiProperty({ example: 'spring' }) slug!: string;
  @ApiProperty({ example: 'https://go.example.com/spring' }) short_url!: string;
  @ApiProperty({ example: 'https://example.com/spring' }) destination_url!: string;
  @ApiProperty({ type: String, nullable: true }) title!: string | null;
  @ApiProperty({ type: [String] }) tags!: string[];
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) starts_at!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) expires_at!: string | null;
  @ApiProperty({ type: String, nullable: true }) expired_url!: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'People who may pass' }) max_clicks!: number | null;
  @ApiProperty() password_protected!: boolean;
  @ApiProperty({
    type: 'object',
    nullable: true,
    properties: Object.fromEntries(UTM_NAMES.map((name) => [name, { type: 'string' }])),
    description: "Set on the destination's query",
  })
  utm!: Utm | null;
  @ApiProperty({ description: "Whether a visit's own query goes on" }) forward_query!: boolean;
  @ApiProperty(ROUTING_RULES_SCHEMA) routing_rules!: readonly RoutingRule[];
  @ApiProperty({ type: String, nullable: true, description: 'Your own id for it' }) external_id!: string | null;
  @ApiProperty({ enum: REDIRECT_TYPES }) redirect_type!: number;
  @ApiProperty() archived!: boolean;
  @ApiProperty({ description: 'Every visit that was answered with a redirect' }) clicks!: number;
  @ApiProperty({ format: 'date-time' }) created_at!: string;
  @ApiProperty({ format: 'date-time' }) updated_at!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Its user; null: gone, or an operator' })
  created_by!: string | null;
}

@Injectable()
export class ShortUrlPresenter {
  constructor(private readonly configuration: Configuration) {}

  present(shortUrl: ShortUrlListing): ShortUrlAnswer {
    const domain = displayedHost(shortUrl.domain);
    return {
      id: shortUrl.id,
      workspace_id: shortUrl.workspaceId,
      domain,
      slug: shortUrl.slug,
      short_url: this.configuration.shortUrl(domain, shortUrl.slug),
      destination_url: shortUrl.destinationUrl,
      title: shortUrl.title,
      tags: shortUrl.tags,
      starts_at: shortUrl.startsAt?.toISOString() ?? null,
      expires_at: shortUrl.expiresAt?.toISOString() ?? null,
      expired_url: shortUrl.expiredUrl,
      max_clicks: shortUrl.maxClicks,
      password_protected: shortUrl.isPasswordProtected,
      utm: shortUrl.utm,
      forward_query: shortUrl.forwardQuery,
      routing_rules: shortUrl.routingRules,
      external_id: shortUrl.externalId,
      redirect_type: shortUrl.redirectType,
      archived: shortUrl.archived,
      clicks: shortUrl.clicks,
      created_at: shortUrl.createdAt.toISOString(),
      updated_at: shortUrl.updatedAt.toISOString(),
      created_by: shortUrl.createdBy,
    };
  }
}
