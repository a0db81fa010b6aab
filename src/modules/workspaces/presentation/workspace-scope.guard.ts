import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { ForbiddenError } from '../../../common/domain/errors.js';

/** A credential whose workspace is out of its user's reach now opens nothing. */
@Injectable()
export class WorkspaceScopeGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { principal } = context.switchToHttp().getRequest<Request>();
    if (principal?.credential && principal.reach.workspaceIds.length === 0) {
      throw new ForbiddenError(
        'Your user no longer reaches the workspace of this credential.',
        'workspace_out_of_reach',
      );
    }
    return true;
  }
}
