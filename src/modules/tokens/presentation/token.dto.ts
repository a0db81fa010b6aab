import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { ALL_SCOPES, GRANTABLE_SCOPES, GrantedScope } from '../../../common/domain/access/scope.js';
import { MOST_NAME_CHARACTERS } from '../../../common/domain/text-limits.js';
import { IsInstant } from '../../../common/http/is-instant.js';
import { PageQueryDto } from '../../../common/http/page-query.dto.js';
import { ApiTokenListing } from '../domain/api-token.repository.js';
import { MAX_LIFETIME_DAYS } from '../domain/token-lifetime.js';

export class GenerateTokenDto {
  @ApiProperty({ format: 'password', description: 'The account password, to confirm who asks' })
  @IsString()
  password!: string;

  @ApiPropertyOptional({ maxLength: MOST_NAME_CHARACTERS })
  @IsOptional()
  @IsString()
  @MaxLength(MOST_NAME_CHARACTERS)
  name?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: MAX_LIFETIME_DAYS, default: MAX_LIFETIME_DAYS })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_LIFETIME_DAYS)
  expires_in_days?: number;

  @ApiPropertyOptional({
    format: 'date-time',
    description: `In place of expires_in_days: up to ${MAX_LIFETIME_DAYS} days away`,
  })
  @IsOptional()
  @IsInstant()
  expires_at?: string;

  @ApiPropertyOptional({ enum: GRANTABLE_SCOPES, isArray: true, default: [ALL_SCOPES] })
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @IsIn(GRANTABLE_SCOPES, { each: true })
  scopes?: GrantedScope[];
}

export class TokenListQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  user_id?: string;
}

export class TokenAnswer {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() last_four!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'null: all workspaces' }) workspace_id!:
    string | null;
  @ApiProperty({ enum: GRANTABLE_SCOPES, isArray: true }) scopes!: readonly string[];
  @ApiProperty({ format: 'uuid' }) user_id!: string;
  @ApiProperty({ format: 'date-time' }) created_at!: string;
  @ApiProperty({ format: 'date-time' }) expires_at!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) last_used_at!: string | null;
  @ApiProperty({ type: String, nullable: true }) last_used_address!: string | null;
  @ApiProperty() uses_30_days!: number;
}

export class NewTokenAnswer extends TokenAnswer {
  @ApiProperty({ description: 'Shown only here' }) token!: string;
}

export const presentToken = ({ token, ...use }: ApiTokenListing): TokenAnswer => ({
  id: token.id,
  name: token.name,
  last_four: token.lastFour,
  workspace_id: token.workspaceId,
  scopes: token.scopes,
  user_id: token.userId,
  created_at: token.createdAt.toISOString(),
  expires_at: token.expiresAt.toISOString(),
  last_used_at: use.lastUsedAt?.toISOString() ?? null,
  last_used_address: use.lastUsedAddress,
  uses_30_days: use.usesIn30Days,
});
