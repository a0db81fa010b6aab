import { applyDecorators } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiInternalServerErrorResponse,
  ApiServiceUnavailableResponse,
  ApiTooManyRequestsResponse,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import { OAuthErrorAnswer } from './token.dto.js';

/** How what applications call can fail, all in one form (RFC 6749 §5.2). */
export const ApiOAuthFailures = () =>
  applyDecorators(
    ApiBadRequestResponse({ type: OAuthErrorAnswer, description: '`error` says what is wrong' }),
    ApiUnauthorizedResponse({ type: OAuthErrorAnswer, description: '`invalid_client`' }),
    ApiTooManyRequestsResponse({ type: OAuthErrorAnswer, description: 'Too many failed client authentications' }),
    ApiInternalServerErrorResponse({ type: OAuthErrorAnswer, description: '`server_error`: our fault' }),
    ApiServiceUnavailableResponse({
      type: OAuthErrorAnswer,
      description: '`temporarily_unavailable`: the database is out of reach',
    }),
  );
