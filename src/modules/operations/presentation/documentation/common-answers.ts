import type { OpenAPIObject } from '@nestjs/swagger';
import { IdempotencyKeyInUseError, KEPT_HOURS, MOST_KEY_CHARACTERS } from '../../../idempotency/index.js';

type Responses = NonNullable<NonNullable<OpenAPIObject['components']>['responses']>;
type Parameter = NonNullable<NonNullable<OpenAPIObject['paths'][string]['post']>['parameters']>[number];
type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

const text = { type: 'string' } as const;
const number = { type: 'integer' } as const;
const errorsByField = { type: 'object', additionalProperties: { type: 'array', items: text } } as const;

export const ERROR_SCHEMAS: Schemas = {
  Error: {
    type: 'object',
    required: ['message', 'code', 'request_id'],
    properties: {
      message: { ...text, description: 'What went wrong, for people' },
      code: { ...text, description: 'What went wrong, for programs: stable snake_case' },
      errors: { ...errorsByField, description: 'Messages by field, with dots for nesting' },
      request_id: { ...text, description: 'Also in the X-Request-Id header and in the log' },
      support: { ...text, description: 'Whom to ask about a 500' },
    },
  },
  ProblemDetails: {
    type: 'object',
    description: 'RFC 9457, for `Accept: application/problem+json`',
    required: ['type', 'title', 'status', 'detail', 'code', 'request_id'],
    properties: {
      type: text,
      title: text,
      status: number,
      detail: text,
      code: text,
      errors: errorsByField,
      request_id: text,
    },
  },
};

const REQUEST_ID = '019ab3f2-6c41-7d0e-9b58-2f4e7a1c8d33';

interface ErrorExample {
  code: string;
  message: string;
  errors?: Record<string, string[]>;
}

/** One error in both forms. */
const errorContent = (status: number, { code, message, errors }: ErrorExample) => {
  const rest = { code, ...(errors && { errors }), request_id: REQUEST_ID };
  return {
    'application/json': { schema: { $ref: '#/components/schemas/Error' }, example: { message, ...rest } },
    'application/problem+json': {
      schema: { $ref: '#/components/schemas/ProblemDetails' },
      example: { type: 'about:blank', title: message, status, detail: message, ...rest },
    },
  };
};

const header = (description: string, schema: { type: 'string' } | { type: 'integer' } = number) => ({
  description,
  schema,
});

const LIMIT_HEADERS = {
  'X-RateLimit-Limit': header('Requests that the plan allows in a minute'),
  'X-RateLimit-Remaining': header('How many of them are left'),
  'X-RateLimit-Reset': header('When the minute is over, in Unix seconds'),
};

export const ERROR_ANSWERS = {
  BadRequest: {
    description: 'The body is not readable, or a query parameter is unknown or out of range',
    content: errorContent(400, { code: 'bad_query_parameter', message: 'per_page must not be greater than 100' }),
  },
  Unauthenticated: {
    description: 'No credential, or one that is unknown, expired or revoked',
    content: errorContent(401, { code: 'unauthenticated', message: 'Unauthenticated.' }),
    headers: { 'WWW-Authenticate': header('RFC 6750', text) },
  },
  Forbidden: {
    description: 'A scope, role or permission is lacking; `message` names it',
    content: errorContent(403, {
      code: 'insufficient_scope',
      message: 'This needs the scope short-urls:write.',
    }),
  },
  NotFound: {
    description: 'There is no such thing within reach',
    content: errorContent(404, { code: 'not_found', message: 'Not found.' }),
  },
  InFlight: {
    description: 'The first request with this `Idempotency-Key` is still running',
    content: errorContent(409, new IdempotencyKeyInUseError()),
  },
  Validation: {
    description: 'A field is not valid; `errors` has the messages by field',
    content: errorContent(422, {
      code: 'validation_failed',
      message: 'go.example.com/spring is taken. Choose another back-half.',
      errors: { slug: ['go.example.com/spring is taken. Choose another back-half.'] },
    }),
  },
  TooManyAttempts: {
    description: 'The plan allows no more requests in this minute, or too many attempts have failed',
    content: errorContent(429, { code: 'too_many_attempts', message: 'Too Many Attempts.' }),
    headers: { 'Retry-After': header('Seconds to wait'), ...LIMIT_HEADERS },
  },
  ServerError: {
    description: 'Our fault; the log has the rest under `request_id`',
    content: errorContent(500, { code: 'server_error', message: 'Server Error' }),
  },
  Unavailable: {
    description: 'The database is out of reach, or the service is busy',
    content: errorContent(503, {
      code: 'service_unavailable',
      message: 'The database is out of reach. Try again in a few seconds.',
    }),
    headers: { 'Retry-After': header('Seconds to wait') },
  },
} as const satisfies Responses;

export const IDEMPOTENCY_KEY: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  description: `Up to ${MOST_KEY_CHARACTERS} characters of your choice, bare or in quotes. The same request with the same key gets the first answer again for ${KEPT_HOURS} hours, with \`Idempotency-Replayed: true\`; another body or query with it gets 422 \`idempotency_key_reused\`.`,
  schema: { type: 'string', minLength: 1 },
  example: '6f0c1f8e-1c52-4d0a-9a55-1f7d2f3f6b11',
};

export type ErrorAnswer = keyof typeof ERROR_ANSWERS;
