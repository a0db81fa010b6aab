import { MemberAccess, WorkspaceStanding } from '../../../common/domain/access/member-access.js';
import { Permission } from '../../../common/domain/access/permission.js';
import { WorkspaceChoice } from '../../../common/domain/access/reach.js';
import { Role } from '../../../common/domain/access/role.js';
import { ActiveMembership } from '../domain/member.repository.js';

/** One round trip for everything that decides what a user may do. $1 = user id, $2 = a deleted workspace that counts too. */
export const ACTIVE_MEMBERSHIP = `
  SELECT m.role, m.permissions, m.last_workspace,
    json_build_object('id', o.id, 'name', o.name, 'plan', o.plan, 'requestsPerMinute', o.requests_per_minute) AS organization,
    json_build_object('id', u.id, 'name', u.name, 'email', u.email, 'theme', u.theme, 'timezone', u.timezone) AS "user",
    ARRAY(SELECT DISTINCT unnest(g.permissions) FROM group_members gm JOIN groups g ON g.id = gm.group_id
      WHERE gm.user_id = m.user_id) AS group_permissions,
    COALESCE((SELECT json_agg(json_build_object(
        'id', w.id,
        'isDefault', w.is_default,
        'assigned', EXISTS (SELECT FROM member_workspaces mw WHERE mw.user_id = m.user_id AND mw.workspace_id = w.id),
        'groupPermissions', (SELECT json_agg(DISTINCT p) FROM group_members gm
          JOIN group_workspaces gw ON gw.group_id = gm.group_id AND gw.workspace_id = w.id
          JOIN groups g ON g.id = gm.group_id
          LEFT JOIN LATERAL unnest(g.permissions) AS p ON true
          WHERE gm.user_id = m.user_id)
      ) ORDER BY w.created_at, w.id)
      FROM workspaces w WHERE w.organization_id = m.organization_id AND (w.deleted_at IS NULL OR w.id = $2)), '[]') AS workspaces
  FROM members m JOIN users u ON u.id = m.user_id JOIN organizations o ON o.id = m.organization_id
  WHERE m.user_id = $1 AND m.status = 'active'`;

export interface ActiveMembershipRow {
  role: Role;
  permissions: Permission[];
  last_workspace: WorkspaceChoice;
  organization: ActiveMembership['organization'];
  user: ActiveMembership['user'];
  group_permissions: Permission[];
  /** An assigned group without permissions comes as `[null]`: it still opens the workspace. */
  workspaces: (Omit<WorkspaceStanding, 'groupPermissions'> & { groupPermissions: (Permission | null)[] | null })[];
}

export const membershipOf = (row: ActiveMembershipRow): ActiveMembership => ({
  organization: row.organization,
  user: row.user,
  lastWorkspace: row.last_workspace,
  access: new MemberAccess({
    userId: row.user.id,
    organizationId: row.organization.id,
    role: row.role,
    directPermissions: row.permissions,
    groupPermissions: row.group_permissions,
    workspaces: row.workspaces.map(({ groupPermissions, ...workspace }) => ({
      ...workspace,
      groupPermissions: groupPermissions?.filter((it) => it !== null),
    })),
  }),
});
