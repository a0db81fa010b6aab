import { Page, PageRequest } from '../../../common/domain/page.js';
import { Group } from './group.js';

/** A group with who is in it, and the living workspaces in which its permissions hold. */
export interface GroupDetails {
  group: Group;
  memberIds: string[];
  workspaceIds: string[];
  /** Also in one that is deleted and may be restored. */
  opensDeleted: boolean;
}

export abstract class GroupRepository {
  /** @throws ValidationError on `name` when another group of the organization has it. */
  abstract save(group: Group): Promise<void>;
  abstract remove(group: Group): Promise<void>;
  abstract find(organizationId: string, ids: readonly string[]): Promise<GroupDetails[]>;
  abstract list(organizationId: string, page: PageRequest): Promise<Page<GroupDetails>>;
  abstract setMembers(groupId: string, userIds: readonly string[]): Promise<void>;
  /** Where a deleted workspace is among its own, it stays: a restored one is as it was. */
  abstract setWorkspaces(groupId: string, workspaceIds: readonly string[]): Promise<void>;
  /** The ids of those that are. */
  abstract assignedTo(workspaceId: string): Promise<string[]>;
  abstract setAssignedTo(workspaceId: string, groupIds: readonly string[]): Promise<void>;
  abstract setGroupsOf(userId: string, groupIds: readonly string[]): Promise<void>;
}
