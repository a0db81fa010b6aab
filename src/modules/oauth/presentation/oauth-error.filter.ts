import { ArgumentsHost, Catch, ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Problem, problemOf } from '../../../common/http/problem.js';
import { RootLogger } from '../../../common/logging/root-logger.js';
import { OAuthError } from '../domain/oauth-error.js';
import { OAuthErrorAnswer } from './token.dto.js';

/** Every fault of an OAuth endpoint in the form of RFC 6749 §5.2, also what guards, parsers and throttles throw. */
@Catch()
export class OAuthErrorFilter implements ExceptionFilter {
  constructor(private readonly logger: RootLogger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const problem = problemOf(error);
    if (problem.status >= 500) this.logger.pino.error({ err: error, request_id: request.requestId }, 'request failed');
    if (problem.status === 401 && /^basic\b/i.test(request.headers.authorization ?? '')) {
      response.set('WWW-Authenticate', 'Basic realm="trimlink"');
    }
    response
      .status(problem.status === 422 ? 400 : problem.status)
      .set({ ...problem.headers, 'Cache-Control': 'no-store', Pragma: 'no-cache' })
      .json(answerTo(error, problem));
  }
}

function answerTo(error: unknown, problem: Problem): OAuthErrorAnswer {
  const description = asErrorText(problem.message);
  const answer = { error: codeOf(error, problem), error_description: description, message: description };
  if (!(error instanceof OAuthError) || error.hint === undefined) return answer;
  return { ...answer, hint: asErrorText(error.hint) };
}

function codeOf(error: unknown, { status }: Problem): string {
  if (error instanceof OAuthError) return error.code;
  if (status === 429 || status === 503) return 'temporarily_unavailable';
  return status >= 500 ? 'server_error' : 'invalid_request';
}

/** RFC 6749 §5.2 allows no quotes, backslashes or characters outside ASCII. */
const asErrorText = (text: string): string => text.replaceAll('"', "'").replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '?');
