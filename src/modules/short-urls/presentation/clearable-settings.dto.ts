import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { MOST_TITLE_CHARACTERS } from '../../../common/domain/text-limits.js';
import { IsInstant } from '../../../common/http/is-instant.js';
import { UtmChange } from '../application/short-url-orders.js';
import { IsLinkPassword } from './is-link-password.js';
import { AreTagNames } from './is-tag-name.js';
import { ROUTING_RULES_SCHEMA } from './routing-rules.schema.js';

const MOST_TAGS = 50;
export const MOST_EXTERNAL_ID_CHARACTERS = 255;

const MOST_UTM_CHARACTERS = 255;
const MOST_CLICKS = 2_147_483_647;

/** As ArrayUnique, whose time grows with the square of the list. */
const IsUniqueList = () =>
  ValidateBy({
    name: 'isUniqueList',
    validator: {
      validate: (value: unknown) => !Array.isArray(value) || new Set(value).size === value.length,
      defaultMessage: () => "All $property's elements must be unique",
    },
  });

export const IsTags = () => applyDecorators(AreTagNames(), IsUniqueList(), ArrayMaxSize(MOST_TAGS), IsArray());

const IsUtmValue = () => applyDecorators(IsOptional(), IsString(), MaxLength(MOST_UTM_CHARACTERS));

class UtmDto implements UtmChange {
  @ApiPropertyOptional({ type: String, nullable: true, example: 'newsletter' })
  @IsUtmValue()
  source?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'email' })
  @IsUtmValue()
  medium?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'spring' })
  @IsUtmValue()
  campaign?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsUtmValue()
  term?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsUtmValue()
  content?: string | null;
}

/** What null clears. */
export class ClearableSettingsDto {
  @ApiPropertyOptional({ type: String, nullable: true, maxLength: MOST_TITLE_CHARACTERS })
  @IsOptional()
  @IsString()
  @MaxLength(MOST_TITLE_CHARACTERS)
  title?: string | null;

  @ApiPropertyOptional({ type: [String], nullable: true, maxItems: MOST_TAGS })
  @IsOptional()
  @IsTags()
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

  @ApiPropertyOptional({
    type: Number,
    nullable: true,
    minimum: 1,
    maximum: MOST_CLICKS,
    description: 'People who may pass; then 410, or expired_url. Bots and link previews do not use it up',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_CLICKS)
  max_clicks?: number | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'Asked of every visitor; up to 72 bytes; never in an answer',
    writeOnly: true,
  })
  @IsOptional()
  @IsLinkPassword()
  password?: string | null;

  @ApiPropertyOptional({
    type: UtmDto,
    nullable: true,
    description: "Set on the destination's query; in a change, null takes a single one away",
  })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => UtmDto)
  utm?: UtmDto | null;

  @ApiPropertyOptional({ type: Boolean, nullable: true, description: "Whether a visit's own query goes on" })
  @IsOptional()
  @IsBoolean()
  forward_query?: boolean | null;

  @ApiPropertyOptional({
    ...ROUTING_RULES_SCHEMA,
    nullable: true,
    description: 'The first rule whose conditions all hold decides where a visit goes',
  })
  @IsOptional()
  @IsArray()
  routing_rules?: unknown[] | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    maxLength: MOST_EXTERNAL_ID_CHARACTERS,
    description: 'Your own id for it; unique within the workspace',
  })
  @IsOptional()
  @IsString()
  @Length(1, MOST_EXTERNAL_ID_CHARACTERS)
  external_id?: string | null;
}

export const clearablesOf = (it: ClearableSettingsDto) => ({
  title: it.title,
  tags: it.tags,
  startsAt: instantOf(it.starts_at),
  expiresAt: instantOf(it.expires_at),
  expiredUrl: it.expired_url,
  maxClicks: it.max_clicks,
  password: it.password,
  utm: it.utm,
  forwardQuery: it.forward_query,
  routingRules: it.routing_rules,
  externalId: it.external_id,
});

const instantOf = (text: string | null | undefined): Date | null | undefined =>
  typeof text === 'string' ? new Date(text) : text;
