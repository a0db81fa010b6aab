import { MemberAccess } from '../../../common/domain/access/member-access.js';
import { Permission } from '../../../common/domain/access/permission.js';
import { missingPermission } from '../../../common/domain/access/reach.js';
import { NotFoundError } from '../../../common/domain/errors.js';
import { OAuthClient } from '../domain/oauth-client.js';

/** One's own, and with a right over others' the organization's. @throws NotFoundError. */
export function requireVisible(access: MemberAccess, client: OAuthClient | undefined): OAuthClient {
  if (!client || !maySee(access, client)) throw new NotFoundError();
  return client;
}

/** Somebody else's takes the permission in its workspace; under All Workspaces, in at least one. @throws ForbiddenError. */
export function requireMay(access: MemberAccess, permission: Permission, client: OAuthClient): void {
  if (isOwn(access, client) || access.allows(permission, client.workspaceId ?? 'all')) return;
  throw missingPermission(permission);
}

const isOwn = (access: MemberAccess, client: OAuthClient): boolean => client.createdBy === access.userId;

function maySee(access: MemberAccess, client: OAuthClient): boolean {
  if (client.organizationId !== access.organizationId) return false;
  return (
    isOwn(access, client) || access.allows('credentials.view', 'all') || access.allows('credentials.delete', 'all')
  );
}
