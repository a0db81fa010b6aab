import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { GRANT_TYPES } from '../application/token-exchange.service.js';
import { IssuedTokens } from '../application/token-issuer.js';

/** Documents the body; it is read by `parametersOf`, since OAuth has rules of its own for faults. */
export class TokenRequestDoc {
  @ApiProperty({ enum: GRANT_TYPES }) grant_type!: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'Here or by HTTP Basic' }) client_id?: string;
  @ApiPropertyOptional({ description: 'Of confidential applications, here or by HTTP Basic' }) client_secret?: string;
  @ApiPropertyOptional({ description: 'With authorization_code' }) code?: string;
  @ApiPropertyOptional({ format: 'uri', description: 'With authorization_code' }) redirect_uri?: string;
  @ApiPropertyOptional({ description: 'With authorization_code, where PKCE was used' }) code_verifier?: string;
  @ApiPropertyOptional({ description: 'With refresh_token' }) refresh_token?: string;
  @ApiPropertyOptional({ description: 'With refresh_token, to narrow the new access token' }) scope?: string;
  @ApiPropertyOptional({ format: 'uri', description: 'RFC 8707' }) resource?: string;
}

const CREDENTIALS = { client_id: '01989f3e-7c11-7a52-b7a4-0f9d8d6c1f20', client_secret: 'YOUR_CLIENT_SECRET' };

export const TOKEN_REQUEST_EXAMPLES = {
  'A code for tokens': {
    value: {
      grant_type: 'authorization_code',
      ...CREDENTIALS,
      redirect_uri: 'https://planner.example.com/callback',
      code: 'AUTHORIZATION_CODE_FROM_CALLBACK',
    },
  },
  'A refresh token for new ones': {
    value: { grant_type: 'refresh_token', ...CREDENTIALS, refresh_token: 'YOUR_REFRESH_TOKEN' },
  },
};

export class IssuedTokensAnswer {
  @ApiProperty({ enum: ['Bearer'] }) token_type!: string;
  @ApiProperty({ example: 31_536_000 }) expires_in!: number;
  @ApiProperty({ description: 'A JWT (RFC 9068)' }) access_token!: string;
  @ApiProperty({ description: 'Single use: the next answer brings another' }) refresh_token!: string;
  @ApiPropertyOptional({ description: 'Where it is not the scope that was asked for' }) scope?: string;
}

export class OAuthErrorAnswer {
  @ApiProperty({ example: 'invalid_grant' }) error!: string;
  @ApiProperty() error_description!: string;
  @ApiPropertyOptional() hint?: string;
  @ApiProperty({ description: 'The same as error_description' }) message!: string;
}

export const presentTokens = (tokens: IssuedTokens): IssuedTokensAnswer => ({
  token_type: 'Bearer',
  expires_in: tokens.expiresInSeconds,
  access_token: tokens.accessToken,
  refresh_token: tokens.refreshToken,
  ...(tokens.scope !== undefined && { scope: tokens.scope }),
});
