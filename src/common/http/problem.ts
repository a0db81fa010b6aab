import { HttpException } from '@nestjs/common';
import { DomainError, FieldErrors, TooManyAttemptsError, UnavailableError, ValidationError } from '../domain/errors.js';

/** What a failed request tells: the one shape behind the JSON, problem+json, OAuth and HTML answers. */
export interface Problem {
  status: number;
  code: string;
  message: string;
  errors?: FieldErrors;
  headers?: Record<string, string>;
}

const STATUS_OF_KIND: Record<DomainError['kind'], number> = {
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  validation: 422,
  too_many_attempts: 429,
  unavailable: 503,
};

/** Errors of Express, its body parsers and Node, by status. */
const PUBLIC_TEXT: Record<number, { code: string; message: string }> = {
  400: { code: 'bad_request', message: 'The request could not be read.' },
  404: { code: 'not_found', message: 'Not found.' },
  405: { code: 'method_not_allowed', message: 'This address does not know that method.' },
  406: { code: 'not_acceptable', message: 'The answer is JSON; the Accept header excludes it.' },
  413: { code: 'content_too_large', message: 'The body is larger than this address takes.' },
  415: { code: 'unsupported_media_type', message: 'Send the body as application/json.' },
  431: { code: 'headers_too_large', message: 'The request headers are larger than 16 KiB.' },
  500: { code: 'server_error', message: 'Server Error' },
  503: { code: 'service_unavailable', message: 'The database is out of reach. Try again in a few seconds.' },
};

export const RETRY_AFTER_OUTAGE_SECONDS = 5;
const RETRY_SOON = { 'Retry-After': String(RETRY_AFTER_OUTAGE_SECONDS) };

export const problemOfStatus = (status: number): Problem => {
  const text = PUBLIC_TEXT[status] ?? (status < 500 ? PUBLIC_TEXT[400] : PUBLIC_TEXT[500]);
  return { status, code: text?.code ?? 'error', message: text?.message ?? 'Error' };
};

export function problemOf(error: unknown): Problem {
  if (error instanceof DomainError) return problemOfDomainError(error);
  if (error instanceof HttpException) {
    const { message } = error instanceof RequestFault ? error : problemOfStatus(error.getStatus());
    return { ...problemOfStatus(error.getStatus()), message, headers: headersOf(error) };
  }
  if (isDatabaseOutage(error)) return { ...problemOfStatus(503), headers: RETRY_SOON };
  const status = (error as { status?: unknown } | null)?.status;
  return problemOfStatus(typeof status === 'number' && status >= 400 && status < 500 ? status : 500);
}

/** An HTTP fault that the product's own errors do not cover: wrong method, content type, size. */
export class RequestFault extends HttpException {
  constructor(
    status: 400 | 404 | 405 | 406 | 413 | 415,
    readonly headers: Record<string, string> = {},
    message = problemOfStatus(status).message,
  ) {
    super(message, status);
  }
}

const headersOf = (error: HttpException): Record<string, string> =>
  error instanceof RequestFault ? error.headers : {};

function problemOfDomainError(error: DomainError): Problem {
  const problem: Problem = { status: STATUS_OF_KIND[error.kind], code: error.code, message: error.message };
  if (error instanceof ValidationError) problem.errors = error.errors;
  if (error instanceof TooManyAttemptsError) problem.headers = rateLimitHeaders(error.limit, 0, error.resetAt, true);
  if (error instanceof UnavailableError) problem.headers = RETRY_SOON;
  return problem;
}

export function rateLimitHeaders(
  limit: number,
  remaining: number,
  resetAt: Date,
  refused = false,
): Record<string, string> {
  const headers = {
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Reset': String(Math.ceil(resetAt.getTime() / 1000)),
  };
  if (!refused) return headers;
  const seconds = Math.max(1, Math.ceil((resetAt.getTime() - Date.now()) / 1000));
  return { ...headers, 'Retry-After': String(seconds) };
}

/** Connection refused or lost, shut down, or no free connection in time (PostgreSQL classes 08, 53 and 57P). */
function isDatabaseOutage(error: unknown): boolean {
  const cause = (error as { driverError?: unknown } | null)?.driverError ?? error;
  const code = (cause as { code?: unknown } | null)?.code;
  if (typeof code === 'string') return /^(ECONN|ENOTFOUND|EPIPE|08|53|57P)/.test(code);
  const message = cause instanceof Error ? cause.message : '';
  return /Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
    message,
  );
}
