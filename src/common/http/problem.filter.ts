import { ArgumentsHost, Catch, ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Configuration } from '../../config/configuration.js';
import { RootLogger } from '../logging/root-logger.js';
import { appPaths } from '../ui/app-paths.js';
import { ErrorPage } from '../ui/error.page.js';
import { AssetManifest } from '../ui/asset-manifest.js';
import { JSON_TYPES } from './content-types.js';
import { Problem, problemOf } from './problem.js';
import { sendPage } from './send-page.js';

/** Turns whatever was thrown into the contract's answer: JSON, RFC 9457 problem+json, or a page under /app. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly configuration: Configuration,
    private readonly assets: AssetManifest,
    private readonly logger: RootLogger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    this.answer(error, request, response);
  }

  answer(error: unknown, request: Request, response: Response): void {
    const problem = problemOf(error);
    if (problem.status >= 500) this.logger.pino.error({ err: error, request_id: request.requestId }, 'request failed');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (problem.status === 401 && isPage(request)) {
      response.redirect(303, request.method === 'GET' ? appPaths.loginFor(request.originalUrl) : appPaths.login);
      return;
    }
    response.status(problem.status).set(this.headers(problem, request));
    if (isPage(request)) this.sendPage(problem, request, response);
    else if (wantsProblemDetails(request))
      response.type('application/problem+json').send(this.details(problem, request));
    else response.json(this.body(problem, request));
  }

  private headers(problem: Problem, request: Request): Record<string, string> {
    if (problem.status !== 401) return problem.headers ?? {};
    return { 'WWW-Authenticate': bearerChallenge(request, this.configuration.publicUrl), ...problem.headers };
  }

  private body(problem: Problem, request: Request): Record<string, unknown> {
    const { message, code, errors } = problem;
    const support = problem.status === 500 ? this.configuration.supportEmail : undefined;
    return { message, code, ...(errors && { errors }), request_id: request.requestId, ...(support && { support }) };
  }

  private details(problem: Problem, request: Request): Record<string, unknown> {
    const { message, ...rest } = this.body(problem, request);
    return { type: 'about:blank', title: message, status: problem.status, detail: message, ...rest };
  }

  private sendPage(problem: Problem, request: Request, response: Response): void {
    sendPage(
      response,
      ErrorPage({
        status: problem.status,
        message: problem.message,
        requestId: request.requestId,
        host: this.configuration.publicHost,
        assets: this.assets.forPages,
        ...(problem.headers?.['Retry-After'] && { retryAfterSeconds: Number(problem.headers['Retry-After']) }),
        ...(this.configuration.supportEmail && { supportEmail: this.configuration.supportEmail }),
      }),
    );
  }
}

const isPage = (request: Request): boolean =>
  !request.path.startsWith('/api/') && request.accepts(['json', 'html']) === 'html';

const wantsProblemDetails = (request: Request): boolean => request.accepts(JSON_TYPES) === 'application/problem+json';

/** RFC 6750 §3: no error code where no credential was sent; RFC 9728 §5.1 names the metadata. */
function bearerChallenge(request: Request, publicUrl: string): string {
  const metadata = `resource_metadata="${publicUrl}/.well-known/oauth-protected-resource/api/1.0"`;
  const sent = /^bearer\b/i.test(request.headers.authorization ?? '');
  return sent ? `Bearer realm="trimlink", error="invalid_token", ${metadata}` : `Bearer realm="trimlink", ${metadata}`;
}
