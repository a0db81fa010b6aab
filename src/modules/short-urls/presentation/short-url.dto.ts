import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID } from 'class-validator';
import { IfGiven } from '../../../common/http/if-given.js';
import { NewShortUrl, ShortUrlChange } from '../application/short-url-orders.js';
import { DEFAULT_REDIRECT_TYPE, REDIRECT_TYPES, type RedirectType } from '../domain/short-url.js';
import { MOST_SLUG_CHARACTERS } from '../domain/standard-slug-policy.js';
import { ClearableSettingsDto, clearablesOf } from './clearable-settings.dto.js';

export class CreateShortUrlDto extends ClearableSettingsDto {
  @ApiProperty({
    description: 'http or https, up to 8 KiB; kept and sent as given',
    example: 'https://example.com/spring',
  })
  @IsString()
  destination_url!: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    maxLength: MOST_SLUG_CHARACTERS,
    description: 'The back-half; generated when left out',
    example: 'spring',
  })
  @IsOptional()
  @IsString()
  slug?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: "Host; the workspace's default domain when left out",
  })
  @IsOptional()
  @IsString()
  domain?: string | null;

  @ApiPropertyOptional({ type: Number, nullable: true, enum: REDIRECT_TYPES, default: DEFAULT_REDIRECT_TYPE })
  @IsOptional()
  @IsIn(REDIRECT_TYPES)
  redirect_type?: RedirectType | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    format: 'uuid',
    description: 'Where several workspaces are in reach; else the one in reach',
  })
  @IsOptional()
  @IsUUID()
  workspace_id?: string | null;

  @ApiPropertyOptional({
    type: Boolean,
    nullable: true,
    default: false,
    description:
      "true: the destination's own title where none is given. A page that can't be read in three seconds changes nothing",
  })
  @IsOptional()
  @IsBoolean()
  fetch_title?: boolean | null;

  toOrder(): NewShortUrl {
    return {
      ...clearablesOf(this),
      fetchTitle: this.fetch_title ?? false,
      destinationUrl: this.destination_url,
      slug: this.slug ?? undefined,
      domain: this.domain ?? undefined,
      redirectType: this.redirect_type ?? undefined,
      workspaceId: this.workspace_id?.toLowerCase(),
    };
  }
}

export class UpdateShortUrlDto extends ClearableSettingsDto {
  @ApiPropertyOptional()
  @IfGiven()
  @IsString()
  destination_url?: string;

  @ApiPropertyOptional({ maxLength: MOST_SLUG_CHARACTERS })
  @IfGiven()
  @IsString()
  slug?: string;

  @ApiPropertyOptional()
  @IfGiven()
  @IsString()
  domain?: string;

  @ApiPropertyOptional({ enum: REDIRECT_TYPES })
  @IfGiven()
  @IsIn(REDIRECT_TYPES)
  redirect_type?: RedirectType;

  @ApiPropertyOptional({ format: 'uuid', description: "The link's own; it can't be moved" })
  @IfGiven()
  @IsUUID()
  workspace_id?: string;

  @ApiPropertyOptional({ description: 'true hides it from the default list; it still redirects' })
  @IfGiven()
  @IsBoolean()
  archived?: boolean;

  toChange(): ShortUrlChange {
    return {
      ...clearablesOf(this),
      destinationUrl: this.destination_url,
      slug: this.slug,
      domain: this.domain,
      redirectType: this.redirect_type,
      workspaceId: this.workspace_id?.toLowerCase(),
      archived: this.archived,
    };
  }
}
