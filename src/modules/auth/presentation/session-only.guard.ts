import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { ForbiddenError } from '../../../common/domain/errors.js';
import { ROUTE, RouteAccess } from '../../../common/http/route.decorators.js';

/** Where credentials, members and the like are managed, a good bearer credential is not enough. */
@Injectable()
export class SessionOnlyGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const access = this.reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE.access, [
      context.getHandler(),
      context.getClass(),
    ]);
    const { principal } = context.switchToHttp().getRequest<Request>();
    if (access !== 'session' || !principal?.credential) return true;
    throw new ForbiddenError('This needs a signed-in session; a bearer credential is not enough.', 'session_required');
  }
}
