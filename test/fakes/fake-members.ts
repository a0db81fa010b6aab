import { MemberAccess } from '../../src/common/domain/access/member-access.js';
import { Permission } from '../../src/common/domain/access/permission.js';
import { Role } from '../../src/common/domain/access/role.js';
import { Page } from '../../src/common/domain/page.js';
import { GroupDetails } from '../../src/modules/workspaces/domain/group.repository.js';
import { Member } from '../../src/modules/workspaces/domain/member.js';
import {
  ActiveMembership,
  MemberDetails,
  MemberRepository,
} from '../../src/modules/workspaces/domain/member.repository.js';
import { InMemoryGroupRepository } from './in-memory-group.repository.js';

/** One organization in memory, with what its groups give. */
export class FakeMembers extends MemberRepository {
  private readonly members = new Map<string, Member>();
  private readonly assigned = new Map<string, readonly string[]>();

  constructor(
    private readonly organizationId: string,
    private readonly workspaces: readonly string[],
    private readonly groups: InMemoryGroupRepository,
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
    const groups = this.groupsOf(userId);
    return new MemberAccess({
      userId,
      organizationId: this.organizationId,
      role,
      directPermissions: permissions,
      groupPermissions: groups.flatMap(({ group }) => group.permissions),
      workspaces: this.workspaces.map((id, index) => {
        const given = groups.filter(({ workspaceIds }) => workspaceIds.includes(id));
        return {
          id,
          isDefault: index === 0,
          assigned: this.assigned.get(userId)?.includes(id) ?? false,
          ...(given.length > 0 && { groupPermissions: given.flatMap(({ group }) => group.permissions) }),
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

  override ownersWhoCanSignIn(): Promise<string[]> {
    const owners = [...this.members.values()].filter((member) => member.isActiveOwner);
    return Promise.resolve(owners.map(({ userId }) => userId));
  }

  override find(_organizationId: string, userId: string): Promise<MemberDetails | undefined> {
    const member = this.members.get(userId);
    if (!member) return Promise.resolve(undefined);
    const person = { name: 'N', email: 'n@example.com', status: member.status };
    const workspaceIds = [...(this.assigned.get(userId) ?? [])];
    const groups = this.groupsOf(userId).map(({ group }) => group);
    const groupPermissions = groups.flatMap(({ permissions }) => permissions);
    return Promise.resolve({ member, ...person, workspaceIds, opensDeleted: false, groups, groupPermissions });
  }

  override findMany(_organizationId: string, userIds: readonly string[]): Promise<Member[]> {
    return Promise.resolve([...this.members.values()].filter(({ userId }) => userIds.includes(userId)));
  }

  override assignedTo(workspaceId: string): Promise<string[]> {
    return Promise.resolve(this.userIds.filter((id) => this.assigned.get(id)?.includes(workspaceId)));
  }

  override setAssignedTo(workspaceId: string, userIds: readonly string[]): Promise<void> {
    for (const id of this.userIds) {
      const others = (this.assigned.get(id) ?? []).filter((it) => it !== workspaceId);
      this.assigned.set(id, userIds.includes(id) ? [...others, workspaceId] : others);
    }
    return Promise.resolve();
  }

  override list(): Promise<Page<MemberDetails>> {
    return Promise.resolve({ items: [] });
  }

  override activeMembership(userId: string): Promise<ActiveMembership | undefined> {
    return Promise.resolve({ access: this.accessOf(userId) } as ActiveMembership);
  }

  private groupsOf(userId: string): GroupDetails[] {
    return this.groups.all.filter(({ memberIds }) => memberIds.includes(userId));
  }
}
