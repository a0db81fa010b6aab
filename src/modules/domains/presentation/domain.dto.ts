import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsArray, IsBoolean, IsObject, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import type { JsonObject } from '../../../common/domain/merge-patch.js';
import { IfGiven } from '../../../common/http/if-given.js';
import { NewDomain } from '../application/domain-claims.service.js';
import { DomainChange, MOST_FILE_BYTES } from '../application/domain-settings.service.js';

/** More than any name in DNS has, in whatever script. */
const MOST_TYPED_CHARACTERS = 1_000;
const MOST_ADDRESS_CHARACTERS = 8_192;
const FILE_SIZE = `${MOST_FILE_BYTES / 1024} KiB at most`;

export class CreateDomainDto {
  @ApiProperty({ description: 'A host name with a dot in it, without a port', example: 'go.example.com' })
  @IsString()
  @MaxLength(MOST_TYPED_CHARACTERS)
  hostname!: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    format: 'uuid',
    description: 'Where several workspaces are in reach; else the one in reach',
  })
  @IsOptional()
  @IsUUID()
  workspace_id?: string | null;

  toOrder(): NewDomain {
    return { hostname: this.hostname, workspaceId: this.workspace_id?.toLowerCase() };
  }
}

export class UpdateDomainDto {
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: "Where the host's own address leads, under the rules of `destination_url`; null: to a 404 page",
    example: 'https://www.example.com/',
  })
  @IsOptional()
  @IsString()
  @MaxLength(MOST_ADDRESS_CHARACTERS)
  root_redirect_url?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'Where an address without a link leads; null: to a 404 page',
    example: 'https://www.example.com/lost',
  })
  @IsOptional()
  @IsString()
  @MaxLength(MOST_ADDRESS_CHARACTERS)
  not_found_redirect_url?: string | null;

  @ApiPropertyOptional({
    description: "true: takes the workspace's links that name no domain, in place of the one that did",
  })
  @IfGiven()
  @IsBoolean()
  is_workspace_default?: boolean;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: `Served as /.well-known/apple-app-site-association; merged into the present one (RFC 7396); ${FILE_SIZE}`,
    example: { applinks: { details: [{ appIDs: ['ABCDE12345.com.example.app'], components: [{ '/': '/*' }] }] } },
  })
  @IsOptional()
  @IsObject()
  apple_app_site_association?: JsonObject | null;

  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    nullable: true,
    description: `Served as /.well-known/assetlinks.json; ${FILE_SIZE}`,
    example: [
      {
        relation: ['delegate_permission/common.handle_all_urls'],
        target: { namespace: 'android_app', package_name: 'com.example.app', sha256_cert_fingerprints: ['14:6D:E9'] },
      },
    ],
  })
  @IsOptional()
  @IsArray()
  @IsObject({ each: true })
  assetlinks?: JsonObject[] | null;

  toChange(): DomainChange {
    return {
      rootRedirectUrl: this.root_redirect_url,
      notFoundRedirectUrl: this.not_found_redirect_url,
      isWorkspaceDefault: this.is_workspace_default,
      appleAppSiteAssociation: this.apple_app_site_association,
      assetlinks: this.assetlinks,
    };
  }
}
