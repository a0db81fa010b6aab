import { Permission } from '../../../common/domain/access/permission.js';
import { WorkspaceChoice } from '../../../common/domain/access/reach.js';
import { Role } from '../../../common/domain/access/role.js';
import { MemberStatus } from '../../users/index.js';

export interface MemberChange {
  role?: Role;
  status?: MemberStatus;
  permissions?: readonly Permission[];
}

/** A user's place in their organization. */
export class Member {
  private constructor(
    readonly userId: string,
    readonly organizationId: string,
    readonly role: Role,
    readonly status: MemberStatus,
    /** Direct grants; they hold in the workspaces that the member is assigned to directly. */
    readonly permissions: readonly Permission[],
    readonly lastWorkspace: WorkspaceChoice,
    readonly createdAt: Date,
  ) {}

  static join(
    organizationId: string,
    member: { userId: string; role: Role; permissions?: readonly Permission[] },
    now: Date,
  ): Member {
    return new Member(member.userId, organizationId, member.role, 'active', member.permissions ?? [], null, now);
  }

  get isActive(): boolean {
    return this.status === 'active';
  }

  get isActiveOwner(): boolean {
    return this.isActive && this.role === 'owner';
  }

  with(change: MemberChange): Member {
    const { role = this.role, status = this.status, permissions = this.permissions } = change;
    return new Member(this.userId, this.organizationId, role, status, permissions, this.lastWorkspace, this.createdAt);
  }
}
