import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { TokenState } from '../application/token-introspection.service.js';
import { apiResource } from '../domain/protected-resource.js';

/** Documents the body of revocation and introspection; it is read by `parametersOf`. */
export class TokenStateRequestDoc {
  @ApiProperty({ description: 'An access token or a refresh token' }) token!: string;
  @ApiPropertyOptional({ description: 'Not needed: tokens are told apart by themselves' }) token_type_hint?: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'Here or by HTTP Basic' }) client_id?: string;
  @ApiPropertyOptional({ description: 'Of confidential applications, here or by HTTP Basic' }) client_secret?: string;
}

/** Of a dead token there is `active` alone. */
export class TokenStateAnswer {
  @ApiProperty() active!: boolean;
  @ApiPropertyOptional({ format: 'uuid' }) client_id?: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'The user' }) sub?: string;
  @ApiPropertyOptional() scope?: string;
  @ApiPropertyOptional({ description: 'Unix seconds' }) exp?: number;
  @ApiPropertyOptional({ description: 'Unix seconds' }) iat?: number;
  @ApiPropertyOptional({ description: 'Unix seconds' }) nbf?: number;
  @ApiPropertyOptional({ format: 'uri' }) iss?: string;
  @ApiPropertyOptional({ format: 'uri', description: 'Of an access token' }) aud?: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'Of an access token' }) jti?: string;
  @ApiPropertyOptional({ enum: ['Bearer'], description: 'Of an access token' }) token_type?: string;
}

/** RFC 7662 §2.2. */
export function presentTokenState(state: TokenState | undefined, publicUrl: string): TokenStateAnswer {
  if (!state) return { active: false };
  const issuedAt = seconds(state.issuedAt);
  return {
    active: true,
    client_id: state.clientId,
    sub: state.userId,
    scope: state.scopes.toString(),
    exp: seconds(state.expiresAt),
    iat: issuedAt,
    nbf: issuedAt,
    iss: publicUrl,
    ...(state.kind === 'access_token' && { aud: apiResource(publicUrl), jti: state.id, token_type: 'Bearer' }),
  };
}

const seconds = (time: Date): number => Math.floor(time.getTime() / 1000);
