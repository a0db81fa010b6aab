import { MEMBER_PERMISSIONS, Permission, PERMISSIONS } from './permission.js';

export const ROLES = ['owner', 'admin', 'member'] as const;
export type Role = (typeof ROLES)[number];

/** What a role brings by itself, before groups and direct grants. */
export const PERMISSIONS_OF_ROLE: Record<Role, readonly Permission[]> = {
  owner: PERMISSIONS,
  admin: PERMISSIONS.filter((permission) => !permission.startsWith('billing.')),
  member: MEMBER_PERMISSIONS,
};

/** Owners and admins reach every workspace of the organization; members those that are given to them. */
export const reachesEveryWorkspace = (role: Role): boolean => role !== 'member';
