import { CallHandler, ExecutionContext, Injectable, NestInterceptor, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { Observable } from 'rxjs';
import { ValidationError } from '../domain/errors.js';
import { JSON_TYPES } from './content-types.js';
import { CSRF_FIELD, CsrfTokens } from './csrf.js';
import { RequestFault } from './problem.js';
import { BODY_LIMIT, BodyKind, checkQuery, checkUntakenBody, readBody } from './request-content.js';
import { unstorableText } from './text-safety.js';

export interface ContentRules {
  bodies: readonly BodyKind[];
  /** In bytes. */
  bodyLimit: number;
  /** Pages and OAuth endpoints ignore parameters that they don't know (RFC 6749 §3.1); the API refuses them, in bodies too. */
  unknownQuery: 'refuse' | 'ignore';
  /** What the route can answer with. */
  answers: readonly string[];
  /** A form of ours, which carries its hidden `_csrf`. */
  csrf: boolean;
}

const CONTENT_RULES = 'trimlink:content';
const API_RULES: ContentRules = {
  bodies: ['json'],
  bodyLimit: BODY_LIMIT,
  unknownQuery: 'refuse',
  answers: JSON_TYPES,
  csrf: false,
};

/** What a route takes and gives, where that differs from the API's JSON. */
export const Content = (rules: Partial<ContentRules>) => SetMetadata(CONTENT_RULES, { ...API_RULES, ...rules });

/** For pages: forms in, HTML out. */
export const PageContent = () =>
  Content({ bodies: ['form'], unknownQuery: 'ignore', answers: ['text/html'], csrf: true });

/**
 * Reads and checks what a request brings. Here, and not in Express's chain, because authentication is answered before
 * content: interceptors run after the guards.
 */
@Injectable()
export class RequestContentInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly csrf: CsrfTokens,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Request>();
    const rules =
      this.reflector.getAllAndOverride<ContentRules | undefined>(CONTENT_RULES, [
        context.getHandler(),
        context.getClass(),
      ]) ?? API_RULES;
    if (!request.accepts([...rules.answers])) throw new RequestFault(406);
    if (rules.unknownQuery === 'refuse') checkQuery(context, request);
    await readBody(request, context.switchToHttp().getResponse<Response>(), rules.bodies, rules.bodyLimit);
    const faults = unstorableText(request.body);
    if (Object.keys(faults).length > 0) throw new ValidationError(faults);
    if (rules.unknownQuery === 'refuse' && !isSafe(request)) checkUntakenBody(context, request);
    if (rules.csrf && !isSafe(request)) this.takeCsrfToken(request);
    return next.handle();
  }

  private takeCsrfToken(request: Request): void {
    this.csrf.verify(request);
    const { [CSRF_FIELD]: _token, ...fields } = request.body as Record<string, unknown>;
    request.body = fields;
  }
}

/** RFC 9110 §9.3.1: a body that comes with them means nothing. */
const isSafe = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD';
