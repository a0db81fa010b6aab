import { MemberAccess } from '../../src/common/domain/access/member-access.js';
import { WorkspaceChoice } from '../../src/common/domain/access/reach.js';
import { Page, PageRequest } from '../../src/common/domain/page.js';
import { UserRepository } from '../../src/modules/users/domain/user.repository.js';
import { Member } from '../../src/modules/workspaces/domain/member.js';
import {
  ActiveMembership,
  MemberDetails,
  MemberRepository,
} from '../../src/modules/workspaces/domain/member.repository.js';
import { OrganizationRepository } from '../../src/modules/workspaces/domain/organization.repository.js';
import { InMemoryWorkspaceRepository } from './in-memory-workspace.repository.js';
import { pageOf } from './page-of.js';

/** Members without groups. */
export class InMemoryMemberRepository extends MemberRepository {
  private readonly members = new Map<string, Member>();
  private readonly assigned = new Map<string, readonly string[]>();
  private readonly lastUsed = new Map<string, WorkspaceChoice>();

  constructor(
    private readonly users: UserRepository,
    private readonly organizations: OrganizationRepository,
    private readonly workspaces: InMemoryWorkspaceRepository,
  ) {
    super();
  }

  override save(member: Member): Promise<void> {
    this.members.set(member.userId, member);
    return Promise.resolve();
  }

  override assignWorkspaces(userId: string, workspaceIds: readonly string[]): Promise<void> {
    this.assigned.set(userId, workspaceIds);
    return Promise.resolve();
  }

  override rememberWorkspace(userId: string, choice: WorkspaceChoice): Promise<void> {
    this.lastUsed.set(userId, choice);
    return Promise.resolve();
  }

  override async ownersWhoCanSignIn(organizationId: string): Promise<string[]> {
    const owners = this.of(organizationId).filter((member) => member.isActiveOwner);
    const people = await Promise.all(owners.map(({ userId }) => this.users.findById(userId)));
    return people.flatMap((user) => (user?.passwordHash ? [user.id] : []));
  }

  override findMany(organizationId: string, userIds: readonly string[]): Promise<Member[]> {
    return Promise.resolve(this.of(organizationId).filter(({ userId }) => userIds.includes(userId)));
  }

  override assignedTo(workspaceId: string): Promise<string[]> {
    return Promise.resolve([...this.members.keys()].filter((id) => this.workspaceIdsOf(id).includes(workspaceId)));
  }

  override setAssignedTo(workspaceId: string, userIds: readonly string[]): Promise<void> {
    for (const id of this.members.keys()) {
      const others = this.workspaceIdsOf(id).filter((it) => it !== workspaceId);
      this.assigned.set(id, userIds.includes(id) ? [...others, workspaceId] : others);
    }
    return Promise.resolve();
  }

  override async find(organizationId: string, userId: string): Promise<MemberDetails | undefined> {
    const member = this.of(organizationId).find((it) => it.userId === userId);
    return member && this.details(member);
  }

  override async list(organizationId: string, page: PageRequest): Promise<Page<MemberDetails>> {
    return pageOf(await Promise.all(this.of(organizationId).map((member) => this.details(member))), page);
  }

  override async activeMembership(userId: string): Promise<ActiveMembership | undefined> {
    const member = this.members.get(userId);
    const user = await this.users.findById(userId);
    const organization = member && (await this.organizations.findById(member.organizationId));
    if (!user || !organization || !member.isActive) return undefined;
    const access = new MemberAccess({
      userId,
      organizationId: organization.id,
      role: member.role,
      directPermissions: member.permissions,
      groupPermissions: [],
      workspaces: this.workspaces.of(organization.id).map(({ id, isDefault }) => ({
        id,
        isDefault,
        assigned: this.workspaceIdsOf(userId).includes(id),
      })),
    });
    return { access, organization, user, lastWorkspace: this.lastUsed.get(userId) ?? null };
  }

  private of(organizationId: string): Member[] {
    return [...this.members.values()].filter((member) => member.organizationId === organizationId);
  }

  private workspaceIdsOf(userId: string): string[] {
    return [...(this.assigned.get(userId) ?? [])];
  }

  private async details(member: Member): Promise<MemberDetails> {
    const { name = '', email = '' } = (await this.users.findById(member.userId)) ?? {};
    const { status, userId } = member;
    return {
      member,
      name,
      email,
      status,
      workspaceIds: this.workspaceIdsOf(userId),
      opensDeleted: false,
      groups: [],
      groupPermissions: [],
    };
  }
}
