import { Injectable } from '@nestjs/common';
import { MemberAccess } from '../../../common/domain/access/member-access.js';
import { Permission } from '../../../common/domain/access/permission.js';
import { NotFoundError } from '../../../common/domain/errors.js';
import { requireMayGrantPermissions } from '../domain/grant-rules.js';
import { GroupRepository } from '../domain/group.repository.js';
import { MemberRepository } from '../domain/member.repository.js';

/** Who is let into a workspace, by group and directly. */
export interface Assigned {
  groupIds: readonly string[];
  memberIds: readonly string[];
}

interface Newcomer {
  id: string;
  permissions: readonly Permission[];
}

/** Whoever is let into a workspace has their permissions there: who lets them in must hold these there too. */
@Injectable()
export class WorkspaceAssignments {
  constructor(
    private readonly members: MemberRepository,
    private readonly groups: GroupRepository,
  ) {}

  async of(workspaceId: string): Promise<Assigned> {
    return {
      groupIds: await this.groups.assignedTo(workspaceId),
      memberIds: await this.members.assignedTo(workspaceId),
    };
  }

  /** @throws NotFoundError for groups and members that are not there, ForbiddenError. */
  async change(granter: MemberAccess, workspaceId: string, change: Partial<Assigned>): Promise<void> {
    const before = await this.of(workspaceId);
    const { groupIds, memberIds } = change;
    if (groupIds) {
      const found = await this.groups.find(granter.organizationId, groupIds);
      const groups = found.map(({ group }) => group);
      requireMayLetIn(granter, workspaceId, groupIds, before.groupIds, groups);
      await this.groups.setAssignedTo(workspaceId, groupIds);
    }
    if (memberIds) {
      const found = await this.members.findMany(granter.organizationId, memberIds);
      const members = found.map(({ userId, permissions }) => ({ id: userId, permissions }));
      requireMayLetIn(granter, workspaceId, memberIds, before.memberIds, members);
      await this.members.setAssignedTo(workspaceId, memberIds);
    }
  }
}

function requireMayLetIn(
  granter: MemberAccess,
  workspaceId: string,
  named: readonly string[],
  before: readonly string[],
  found: readonly Newcomer[],
): void {
  if (!named.every((id) => found.some((it) => it.id === id))) throw new NotFoundError();
  found
    .filter(({ id }) => !before.includes(id))
    .forEach(({ permissions }) => {
      requireMayGrantPermissions(granter, permissions, [workspaceId]);
    });
}
