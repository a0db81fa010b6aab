import { Page, PageRequest } from '../../src/common/domain/page.js';
import { Group } from '../../src/modules/workspaces/domain/group.js';
import { GroupDetails, GroupRepository } from '../../src/modules/workspaces/domain/group.repository.js';
import { pageOf } from './page-of.js';

export class InMemoryGroupRepository extends GroupRepository {
  private readonly groups = new Map<string, GroupDetails>();

  put(details: GroupDetails): void {
    this.groups.set(details.group.id, details);
  }

  get all(): GroupDetails[] {
    return [...this.groups.values()];
  }

  override save(group: Group): Promise<void> {
    this.put({ memberIds: [], workspaceIds: [], opensDeleted: false, ...this.groups.get(group.id), group });
    return Promise.resolve();
  }

  override remove({ id }: Group): Promise<void> {
    this.groups.delete(id);
    return Promise.resolve();
  }

  override find(organizationId: string, ids: readonly string[]): Promise<GroupDetails[]> {
    return Promise.resolve(this.of(organizationId).filter(({ group }) => ids.includes(group.id)));
  }

  override list(organizationId: string, page: PageRequest): Promise<Page<GroupDetails>> {
    return Promise.resolve(pageOf(this.of(organizationId), page));
  }

  override setMembers(groupId: string, userIds: readonly string[]): Promise<void> {
    return this.change(groupId, { memberIds: [...userIds] });
  }

  override setWorkspaces(groupId: string, workspaceIds: readonly string[]): Promise<void> {
    return this.change(groupId, { workspaceIds: [...workspaceIds] });
  }

  override assignedTo(workspaceId: string): Promise<string[]> {
    const assigned = this.all.filter(({ workspaceIds }) => workspaceIds.includes(workspaceId));
    return Promise.resolve(assigned.map(({ group }) => group.id));
  }

  override async setAssignedTo(workspaceId: string, groupIds: readonly string[]): Promise<void> {
    for (const { group, workspaceIds } of this.all) {
      const others = workspaceIds.filter((id) => id !== workspaceId);
      await this.setWorkspaces(group.id, groupIds.includes(group.id) ? [...others, workspaceId] : others);
    }
  }

  override async setGroupsOf(userId: string, groupIds: readonly string[]): Promise<void> {
    for (const { group, memberIds } of this.all) {
      const others = memberIds.filter((id) => id !== userId);
      await this.setMembers(group.id, groupIds.includes(group.id) ? [...others, userId] : others);
    }
  }

  private of(organizationId: string): GroupDetails[] {
    return this.all.filter(({ group }) => group.organizationId === organizationId);
  }

  private change(groupId: string, change: Partial<GroupDetails>): Promise<void> {
    const before = this.groups.get(groupId);
    if (before) this.put({ ...before, ...change });
    return Promise.resolve();
  }
}
