import { isOrganizationWide, Permission } from './permission.js';
import { Reach, WorkspaceChoice } from './reach.js';
import { PERMISSIONS_OF_ROLE, reachesEveryWorkspace, Role } from './role.js';

export interface WorkspaceStanding {
  id: string;
  isDefault: boolean;
  /** The member is assigned to it directly. */
  assigned: boolean;
  /** What the member's groups that are assigned to it give; undefined where no group is. */
  groupPermissions?: readonly Permission[];
}

export interface Standing {
  userId: string;
  organizationId: string;
  role: Role;
  directPermissions: readonly Permission[];
  /** Of all groups that the member is in, assigned to a workspace or not. */
  groupPermissions: readonly Permission[];
  /** All living workspaces of the organization, oldest first. */
  workspaces: readonly WorkspaceStanding[];
}

/** What a member may do now, and where: role, groups and direct grants brought together. */
export class MemberAccess {
  readonly userId: string;
  readonly organizationId: string;
  readonly role: Role;
  /** Permissions that hold over the organization. */
  readonly organizationPermissions: ReadonlySet<Permission>;
  private readonly permissionsByWorkspace: ReadonlyMap<string, ReadonlySet<Permission>>;
  readonly defaultWorkspaceId: string | undefined;

  constructor(standing: Standing) {
    this.userId = standing.userId;
    this.organizationId = standing.organizationId;
    this.role = standing.role;
    const ofRole = PERMISSIONS_OF_ROLE[standing.role];
    const everywhere = [...ofRole, ...standing.directPermissions, ...standing.groupPermissions];
    this.organizationPermissions = new Set(everywhere.filter(isOrganizationWide));
    const reached = standing.workspaces.filter(
      (it) => reachesEveryWorkspace(standing.role) || it.assigned || it.groupPermissions,
    );
    this.permissionsByWorkspace = new Map(
      reached.map((it) => {
        const direct = it.assigned ? standing.directPermissions : [];
        return [it.id, new Set([...ofRole, ...direct, ...(it.groupPermissions ?? [])])];
      }),
    );
    this.defaultWorkspaceId = standing.workspaces.find((it) => it.isDefault)?.id;
  }

  get isOwner(): boolean {
    return this.role === 'owner';
  }

  get workspaceIds(): readonly string[] {
    return [...this.permissionsByWorkspace.keys()];
  }

  reaches(workspaceId: string): boolean {
    return this.permissionsByWorkspace.has(workspaceId);
  }

  /** Where the active view starts: what was last used if it is still reached, else the default, else the first. */
  startingWorkspace(lastUsed: WorkspaceChoice): WorkspaceChoice {
    if (lastUsed === 'all' && this.workspaceIds.length > 0) return 'all';
    if (lastUsed && lastUsed !== 'all' && this.reaches(lastUsed)) return lastUsed;
    if (this.defaultWorkspaceId && this.reaches(this.defaultWorkspaceId)) return this.defaultWorkspaceId;
    return this.workspaceIds[0] ?? null;
  }

  /** The reach of something bound to `choice`; empty where that workspace is out of reach now. */
  reach(choice: WorkspaceChoice): Reach {
    const entries = [...this.permissionsByWorkspace].filter(([id]) => choice === 'all' || id === choice);
    return new Reach(this.organizationId, choice, new Map(entries), this.defaultWorkspaceId);
  }

  /** Every permission held anywhere: nobody grants more than this. */
  get held(): ReadonlySet<Permission> {
    return new Set([
      ...this.organizationPermissions,
      ...[...this.permissionsByWorkspace.values()].flatMap((set) => [...set]),
    ]);
  }

  /** Held over the organization for organization-wide permissions, else in at least one workspace of `choice`. */
  allows(permission: Permission, choice: WorkspaceChoice): boolean {
    if (isOrganizationWide(permission)) return this.organizationPermissions.has(permission);
    return this.reach(choice).allowsSomewhere(permission);
  }
}
