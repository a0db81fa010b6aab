import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { Permission } from '../../../common/domain/access/permission.js';
import { missingPermission } from '../../../common/domain/access/reach.js';
import { ROUTE } from '../../../common/http/route.decorators.js';

/** What the user may do: over the organization, or in at least one workspace that the request reaches. */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const needed = this.reflector.getAllAndOverride<Permission | undefined>(ROUTE.permission, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!needed) return true;
    const { principal } = context.switchToHttp().getRequest<Request>();
    if (principal?.access.allows(needed, principal.workspaceChoice)) return true;
    throw missingPermission(needed);
  }
}
