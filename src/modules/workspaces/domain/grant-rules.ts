import { MemberAccess } from '../../../common/domain/access/member-access.js';
import { isOrganizationWide, Permission } from '../../../common/domain/access/permission.js';
import { PERMISSIONS_OF_ROLE, reachesEveryWorkspace, Role } from '../../../common/domain/access/role.js';
import { ForbiddenError, NotFoundError } from '../../../common/domain/errors.js';

/**
 * Nobody grants, by role or direct grant, more than they hold; only owners make or change owners.
 * @throws ForbiddenError naming what the granter lacks.
 */
export function requireMayGrantRole(granter: MemberAccess, role: Role): void {
  if (role === 'owner' && !granter.isOwner) throw new ForbiddenError('Only an owner makes an owner.', 'owner_required');
  if (reachesEveryWorkspace(role) && !reachesEveryWorkspace(granter.role)) {
    throw new ForbiddenError(`Your role does not allow making an ${role}.`, 'role_too_low');
  }
  PERMISSIONS_OF_ROLE[role].forEach((permission) => {
    if (!granter.held.has(permission)) throw cannotGrant(permission);
  });
}

/** Direct grants hold in `workspaceIds`; the granter must hold each of them in each. */
export function requireMayGrantPermissions(
  granter: MemberAccess,
  permissions: readonly Permission[],
  workspaceIds: readonly string[],
): void {
  const reach = granter.reach('all');
  permissions.forEach((permission) => {
    const held = isOrganizationWide(permission)
      ? granter.organizationPermissions.has(permission)
      : granter.held.has(permission) && workspaceIds.every((id) => reach.allows(permission, id));
    if (!held) throw cannotGrant(permission);
  });
}

/** What the granter does not reach is not there for them. @throws NotFoundError */
export function requireMayAssign(granter: MemberAccess, workspaceIds: readonly string[]): void {
  if (!workspaceIds.every((id) => granter.reaches(id))) throw new NotFoundError();
}

/** Owners are changed by owners, admins by owners and admins. */
export function requireMayChange(granter: MemberAccess, role: Role): void {
  if (role === 'owner' && !granter.isOwner)
    throw new ForbiddenError('Only an owner changes an owner.', 'owner_required');
  if (role === 'admin' && !reachesEveryWorkspace(granter.role)) {
    throw new ForbiddenError('Only an owner or admin changes an admin.', 'role_too_low');
  }
}

const cannotGrant = (permission: Permission): ForbiddenError =>
  new ForbiddenError(`You cannot grant ${permission}, which you do not hold there.`, 'grant_exceeds_own');
