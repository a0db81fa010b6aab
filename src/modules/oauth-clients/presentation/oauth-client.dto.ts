import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { GRANTABLE_SCOPES, GrantedScope, ScopeSet } from '../../../common/domain/access/scope.js';
import { MOST_DESCRIPTION_CHARACTERS, MOST_NAME_CHARACTERS } from '../../../common/domain/text-limits.js';
import { IfGiven } from '../../../common/http/if-given.js';
import { PageQueryDto } from '../../../common/http/page-query.dto.js';
import {
  CLIENT_DEFAULTS,
  ClientInput,
  LONGEST_ACCESS_SECONDS,
  MAX_REDIRECT_URIS,
  SHORTEST_ACCESS_SECONDS,
} from '../domain/client-details.js';

/** A name stands on the page where people decide, so it must not be able to rearrange it. */
const ONE_LINE = /^(?=[^]*\S)[^\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+$/u;
const ONE_LINE_MESSAGE = 'Give a name, on one line.';

/** What may be said at registration and changed later; null means the default. */
class ClientOptionsDto {
  @ApiPropertyOptional({ description: 'Exactly as the application sends it; this or `redirect_uris`' })
  @IfGiven()
  @IsString()
  redirect_uri?: string;

  @ApiPropertyOptional({ type: [String], maxItems: MAX_REDIRECT_URIS })
  @IfGiven()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(MAX_REDIRECT_URIS)
  @IsString({ each: true })
  redirect_uris?: string[];

  @ApiPropertyOptional({ default: CLIENT_DEFAULTS.confidential, description: 'false: keeps no secret, proves by PKCE' })
  @IfGiven()
  @IsBoolean()
  confidential?: boolean;

  @ApiPropertyOptional({ enum: GRANTABLE_SCOPES, isArray: true, default: CLIENT_DEFAULTS.scopes.values })
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @IsIn(GRANTABLE_SCOPES, { each: true })
  scopes?: GrantedScope[] | null;

  @ApiPropertyOptional({ default: CLIENT_DEFAULTS.requirePkce, description: 'Public applications always need it' })
  @IsOptional()
  @IsBoolean()
  require_pkce?: boolean | null;

  @ApiPropertyOptional({
    minimum: SHORTEST_ACCESS_SECONDS,
    maximum: LONGEST_ACCESS_SECONDS,
    default: CLIENT_DEFAULTS.accessTokenLifetimeSeconds,
  })
  @IsOptional()
  @IsInt()
  @Min(SHORTEST_ACCESS_SECONDS)
  @Max(LONGEST_ACCESS_SECONDS)
  access_token_lifetime_seconds?: number | null;
}

export class RegisterClientDto extends ClientOptionsDto {
  @ApiProperty({ format: 'password', description: 'The account password, to confirm who asks' })
  @IsString()
  password!: string;

  @ApiProperty({ maxLength: MOST_NAME_CHARACTERS, example: 'Acme Corp Integration' })
  @IsString()
  @Matches(ONE_LINE, { message: ONE_LINE_MESSAGE })
  @MaxLength(MOST_NAME_CHARACTERS)
  name!: string;

  @ApiProperty({ format: 'uri', example: 'https://www.example.com' })
  @IsString()
  link!: string;

  @ApiProperty({ maxLength: MOST_DESCRIPTION_CHARACTERS })
  @IsString()
  @MaxLength(MOST_DESCRIPTION_CHARACTERS)
  description!: string;
}

export class UpdateClientDto extends ClientOptionsDto {
  @ApiPropertyOptional({
    format: 'password',
    description: 'Needed when `redirect_uris`, `scopes` or `confidential` change',
  })
  @IfGiven()
  @IsString()
  password?: string;

  @ApiPropertyOptional({ maxLength: MOST_NAME_CHARACTERS })
  @IfGiven()
  @IsString()
  @Matches(ONE_LINE, { message: ONE_LINE_MESSAGE })
  @MaxLength(MOST_NAME_CHARACTERS)
  name?: string;

  @ApiPropertyOptional({ format: 'uri' })
  @IfGiven()
  @IsString()
  link?: string;

  @ApiPropertyOptional({ maxLength: MOST_DESCRIPTION_CHARACTERS, type: String, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(MOST_DESCRIPTION_CHARACTERS)
  description?: string | null;
}

export class ClientListQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  user_id?: string;
}

/** The body in the product's words. */
export const clientInput = (body: UpdateClientDto): ClientInput => ({
  name: body.name,
  link: body.link,
  description: orDefault(body.description, CLIENT_DEFAULTS.description),
  redirectUri: body.redirect_uri,
  redirectUris: body.redirect_uris,
  confidential: body.confidential,
  scopes: body.scopes ? ScopeSet.of(body.scopes) : orDefault(body.scopes, CLIENT_DEFAULTS.scopes),
  requirePkce: orDefault(body.require_pkce, CLIENT_DEFAULTS.requirePkce),
  accessTokenLifetimeSeconds: orDefault(body.access_token_lifetime_seconds, CLIENT_DEFAULTS.accessTokenLifetimeSeconds),
});

const orDefault = <T, D>(value: T | null, fallback: D): T | D => (value === null ? fallback : value);
