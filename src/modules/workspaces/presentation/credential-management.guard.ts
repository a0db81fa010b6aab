import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { ForbiddenError, UnauthenticatedError } from '../../../common/domain/errors.js';
import { missingPermission } from '../../../common/domain/access/reach.js';

/**
 * Making API tokens and registering applications is for owners, admins and holders of `credentials.create` in the
 * active workspace (under All Workspaces: in at least one).
 */
@Injectable()
export class CredentialManagementGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { principal } = context.switchToHttp().getRequest<Request>();
    if (!principal) throw new UnauthenticatedError();
    if (principal.workspaceChoice === null) {
      throw new ForbiddenError(
        'You reach no workspace, so there is nothing that a credential could reach.',
        'no_workspace',
      );
    }
    if (!principal.access.allows('credentials.create', principal.workspaceChoice))
      throw missingPermission('credentials.create');
    return true;
  }
}
