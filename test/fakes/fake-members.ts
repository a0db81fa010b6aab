import { MemberAccess } from '../../src/common/domain/access/member-access.js';
import { Permission } from '../../src/common/domain/access/permission.js';
import { Role } from '../../src/common/domain/access/role.js';
import { Page } from '../../src/common/domain/page.js';
import { Member } from '../../src/modules/workspaces/domain/member.js';
import {
  ActiveMembership,
  MemberDetails,
  MemberRepository,
} from '../../src/modules/workspaces/domain/member.repository.js';

export interface Group {
  permissions: readonly Permission[];
  members: readonly string[];
  workspaces: readonly string[];
}

/** One organization in memory, with what its groups give. */
export class FakeMembers extends MemberRepository {
  private readonly members = new Map<string, Member>();
  private readonly assigned = new Map<string, readonly string[]>();

  constructor(
    private readonly organizationId: string,
    private readonly workspaces: readonly string[],
    private readonly groups: readonly Group[],
  ) {
    super();
  }

  put(userId: string, role: Role, permissions: readonly Permission[], workspaceIds: readonly string[]): void {
    this.members.set(userId, Member.join(this.organizationId, { userId, role, permissions }, new Date()));
    this.assigned.set(userId, workspaceIds);
  }

  get userIds(): string[] {
    return [...this.members.keys()];
  }

  accessOf(userId: string): MemberAccess {
    const { role, permissions } = this.members.get(userId) as Member;
    const groups = this.groups.filter(({ members }) => members.includes(userId));
    return new MemberAccess({
      userId,
      organizationId: this.organizationId,
      role,
      directPermissions: permissions,
      groupPermissions: groups.flatMap((group) => group.permissions),
      workspaces: this.workspaces.map((id, index) => {
        const given = groups.filter(({ workspaces }) => workspaces.includes(id));
        return {
          id,
          isDefault: index === 0,
          assigned: this.assigned.get(userId)?.includes(id) ?? false,
          ...(given.length > 0 && { groupPermissions: given.flatMap((group) => group.permissions) }),
        };
      }),
    });
  }

  override save(member: Member): Promise<void> {
    this.members.set(member.userId, member);
    return Promise.resolve();
  }

  override assignWorkspaces(userId: string, workspaceIds: readonly string[]): Promise<void> {
    this.assigned.set(userId, workspaceIds);
    return Promise.resolve();
  }

  override rememberWorkspace(): Promise<void> {
    return Promise.resolve();
  }

  override lockOwners(): Promise<Member[]> {
    return Promise.resolve([...this.members.values()].filter(({ role }) => role === 'owner'));
  }

  override find(_organizationId: string, userId: string): Promise<MemberDetails | undefined> {
    const member = this.members.get(userId);
    const workspaceIds = [...(this.assigned.get(userId) ?? [])];
    return Promise.resolve(member && { member, name: 'N', email: 'n@example.com', workspaceIds, groups: [] });
  }

  override list(): Promise<Page<MemberDetails>> {
    return Promise.resolve({ items: [] });
  }

  override activeMembership(userId: string): Promise<ActiveMembership | undefined> {
    return Promise.resolve({ access: this.accessOf(userId) } as ActiveMembership);
  }
}
