import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { Scope } from '../../../common/domain/access/scope.js';
import { ForbiddenError } from '../../../common/domain/errors.js';
import { ROUTE } from '../../../common/http/route.decorators.js';

/** What a bearer credential was narrowed to (RFC 6750 §3.1 `insufficient_scope`). */
@Injectable()
export class ScopeGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const { principal } = context.switchToHttp().getRequest<Request>();
    if (!principal?.credential) return true;
    const { scopes } = principal.credential;
    const needed =
      this.reflector.getAllAndOverride<Scope[] | undefined>(ROUTE.scopes, [context.getHandler(), context.getClass()]) ??
      [];
    const missing = needed.filter((scope) => !scopes.allows(scope));
    if (missing.length === 0) return true;
    context
      .switchToHttp()
      .getResponse<Response>()
      .setHeader(
        'WWW-Authenticate',
        `Bearer realm="trimlink", error="insufficient_scope", scope="${missing.join(' ')}"`,
      );
    throw new ForbiddenError(`This needs the scope ${missing.join(' ')}.`, 'insufficient_scope');
  }
}
