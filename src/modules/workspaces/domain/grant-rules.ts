import { MemberAccess } from '../../../common/domain/access/member-access.js';
import { isOrganizationWide, Permission } from '../../../common/domain/access/permission.js';
import { PERMISSIONS_OF_ROLE, reachesEveryWorkspace, Role } from '../../../common/domain/access/role.js';
import { ForbiddenError, NotFoundError } from '../../../common/domain/errors.js';
import { GroupDetails } from './group.repository.js';
import { MemberDetails } from './member.repository.js';

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

/**
 * Direct grants hold in `workspaceIds`; the granter must hold each of them in each. Where a deleted one is among the
 * places, which a restoration opens again, only those who reach every workspace can.
 */
export function requireMayGrantPermissions(
  granter: MemberAccess,
  permissions: readonly Permission[],
  workspaceIds: readonly string[],
  opensDeleted = false,
): void {
  const holdsInDeleted = !opensDeleted || reachesEveryWorkspace(granter.role);
  const reach = granter.reach('all');
  permissions.forEach((permission) => {
    const held = isOrganizationWide(permission)
      ? granter.organizationPermissions.has(permission)
      : granter.held.has(permission) && holdsInDeleted && workspaceIds.every((id) => reach.allows(permission, id));
    if (!held) throw cannotGrant(permission);
  });
}

/** What the granter does not reach is not there for them. @throws NotFoundError */
export function requireMayAssign(granter: MemberAccess, workspaceIds: readonly string[]): void {
  if (!workspaceIds.every((id) => granter.reaches(id))) throw new NotFoundError();
}

/** What a group gives: its permissions in its workspaces, and the way into them. */
export interface GroupGift {
  permissions: readonly Permission[];
  workspaceIds: readonly string[];
  opensDeleted: boolean;
}

/** @throws ForbiddenError where membership would give more than the granter holds. */
export function requireMayGrantGroup(
  granter: MemberAccess,
  { permissions, workspaceIds, opensDeleted }: GroupGift,
): void {
  if (!workspaceIds.every((id) => granter.reaches(id))) {
    throw new ForbiddenError('The group opens a workspace that you do not reach.', 'grant_exceeds_own');
  }
  requireMayGrantPermissions(granter, permissions, workspaceIds, opensDeleted);
}

/**
 * Whatever is added to a group is granted: a permission in all of its workspaces, a workspace with all of its
 * permissions, a member with both. Taking away takes no more than the right to change groups.
 * @throws ForbiddenError
 */
export function requireMayChangeGroup(granter: MemberAccess, before: GroupDetails, after: GroupDetails): void {
  const { permissions } = after.group;
  const { workspaceIds, opensDeleted } = after;
  const newPermissions = added(before.group.permissions, permissions);
  const newWorkspaces = added(before.workspaceIds, workspaceIds);
  if (newPermissions.length > 0) requireMayGrantPermissions(granter, newPermissions, workspaceIds, opensDeleted);
  if (newWorkspaces.length > 0)
    requireMayGrantGroup(granter, { permissions, workspaceIds: newWorkspaces, opensDeleted: false });
  if (added(before.memberIds, after.memberIds).length > 0)
    requireMayGrantGroup(granter, { permissions, workspaceIds, opensDeleted });
}

const added = <T>(before: readonly T[], after: readonly T[]): T[] => after.filter((it) => !before.includes(it));

/** Owners are changed by owners, admins by owners and admins. */
export function requireMayChange(granter: MemberAccess, role: Role): void {
  if (role === 'owner' && !granter.isOwner)
    throw new ForbiddenError('Only an owner changes an owner.', 'owner_required');
  if (role === 'admin' && !reachesEveryWorkspace(granter.role)) {
    throw new ForbiddenError('Only an owner or admin changes an admin.', 'role_too_low');
  }
}

/**
 * Whoever sets a password is that person from then on: owners let anybody back in, admins those below them who hold
 * nothing that they don't. One's own password takes the one before it. @throws ForbiddenError
 */
export function requireMayResetPassword(granter: MemberAccess, { member, groupPermissions }: MemberDetails): void {
  if (member.userId === granter.userId) {
    throw new ForbiddenError('Change your own password with the one that you have.', 'own_password');
  }
  if (granter.isOwner) return;
  if (!reachesEveryWorkspace(granter.role) || reachesEveryWorkspace(member.role)) {
    throw new ForbiddenError('Only an owner, or an admin for members, resets a password.', 'role_too_low');
  }
  [...member.permissions, ...groupPermissions].forEach((permission) => {
    if (!granter.held.has(permission)) throw cannotGrant(permission);
  });
}

const cannotGrant = (permission: Permission): ForbiddenError =>
  new ForbiddenError(`You cannot grant ${permission}, which you do not hold there.`, 'grant_exceeds_own');
