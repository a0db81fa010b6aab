import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
} from 'class-validator';
import { MOST_TAG_CHARACTERS } from '../../../common/domain/text-limits.js';
import { IfGiven } from '../../../common/http/if-given.js';
import { IsInstant } from '../../../common/http/is-instant.js';
import { NewShortUrl, ShortUrlChange } from '../application/short-url-orders.js';
import { DEFAULT_REDIRECT_TYPE, REDIRECT_TYPES, type RedirectType } from '../domain/short-url.js';
import { MOST_SLUG_CHARACTERS } from '../domain/standard-slug-policy.js';

/** Without commas, which part tags in CSV; without outer spaces and control characters, which nobody sees. */
const TAG = /^(?!\s)[^,\p{Cc}]+(?<!\s)$/u;
const TAG_RULE = 'each tag must be text without commas, control characters and outer spaces';
const MOST_TAGS = 50;

/** What null clears. */
class ClearableSettingsDto {
  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 500 })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  title?: string | null;

  @ApiPropertyOptional({ type: [String], nullable: true, maxItems: MOST_TAGS })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_TAGS)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(MOST_TAG_CHARACTERS, { each: true })
  @Matches(TAG, { each: true, message: TAG_RULE })
  tags?: string[] | null;

  @ApiPropertyOptional({ type: String, nullable: true, format: 'date-time', description: 'Before it: 404' })
  @IsOptional()
  @IsInstant()
  starts_at?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'From then on: 410; a past time makes a link that answers 410 at once',
  })
  @IsOptional()
  @IsInstant()
  expires_at?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Where an expired link leads in place of the 410' })
  @IsOptional()
  @IsString()
  expired_url?: string | null;
}

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

  toOrder(): NewShortUrl {
    return {
      ...clearablesOf(this),
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

const clearablesOf = ({ title, tags, starts_at, expires_at, expired_url }: ClearableSettingsDto) => ({
  title,
  tags,
  startsAt: instantOf(starts_at),
  expiresAt: instantOf(expires_at),
  expiredUrl: expired_url,
});

const instantOf = (text: string | null | undefined): Date | null | undefined =>
  typeof text === 'string' ? new Date(text) : text;
