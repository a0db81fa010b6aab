import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { MemberAccess } from '../../../common/domain/access/member-access.js';
import { AuditTrail } from '../../../common/domain/audit-trail.js';
import { differences } from '../../../common/domain/changes.js';
import { Clock } from '../../../common/domain/clock.js';
import { NotFoundError } from '../../../common/domain/errors.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { EventPublisher } from '../../../common/events/event-publisher.js';
import { requireMayAssign, requireMayChangeGroup } from '../domain/grant-rules.js';
import { Group, GroupSettings } from '../domain/group.js';
import { GroupDetails, GroupRepository } from '../domain/group.repository.js';
import { MemberRepository } from '../domain/member.repository.js';
import { AccessTurns } from './access-turns.js';
import { reassigned } from './reassigned.js';

export interface GroupChange extends Partial<GroupSettings> {
  memberIds?: readonly string[];
  workspaceIds?: readonly string[];
}

export type NewGroup = GroupChange & Pick<GroupSettings, 'name'>;

type GroupEventName = 'group.created' | 'group.updated' | 'group.deleted';

/** Sets of permissions that members share. Nobody gives by one more than they hold. */
@Injectable()
export class GroupsService {
  constructor(
    private readonly groups: GroupRepository,
    private readonly members: MemberRepository,
    private readonly turns: AccessTurns,
    private readonly audit: AuditTrail,
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  list(organizationId: string, page: PageRequest): Promise<Page<GroupDetails>> {
    return this.groups.list(organizationId, page);
  }

  /** @throws NotFoundError */
  get(organizationId: string, id: string): Promise<GroupDetails> {
    return this.require(organizationId, id);
  }

  /** @throws ForbiddenError, NotFoundError for members and workspaces that are not there, ValidationError on `name`. */
  create(actor: Actor, order: NewGroup): Promise<GroupDetails> {
    const { name, description = '', permissions = [] } = order;
    const group = Group.create(actor.organizationId, { name, description, permissions }, this.clock.now());
    return this.turns.take(actor, 'groups.create', async (granter) => {
      const nothing = { group: group.with({ permissions: [] }), memberIds: [], workspaceIds: [], opensDeleted: false };
      const after = await this.put(granter, nothing, group, order);
      await this.announce(actor, 'group.created', group, audited(after));
      return after;
    });
  }

  /** @throws ForbiddenError, NotFoundError, ValidationError on `name`. */
  update(actor: Actor, id: string, change: GroupChange): Promise<GroupDetails> {
    return this.turns.take(actor, 'groups.update', async (granter) => {
      const before = await this.require(actor.organizationId, id);
      const after = await this.put(granter, before, before.group.with(change), change);
      await this.announce(actor, 'group.updated', after.group, differences(audited(before), audited(after)));
      return after;
    });
  }

  /** What it gave is gone at once. @throws NotFoundError, ForbiddenError. */
  async remove(actor: Actor, id: string): Promise<void> {
    await this.turns.take(actor, 'groups.delete', async () => {
      const before = await this.require(actor.organizationId, id);
      await this.groups.remove(before.group);
      await this.announce(actor, 'group.deleted', before.group, audited(before));
    });
  }

  private async put(
    granter: MemberAccess,
    before: GroupDetails,
    group: Group,
    { memberIds = before.memberIds, workspaceIds }: GroupChange,
  ): Promise<GroupDetails> {
    if (workspaceIds) requireMayAssign(granter, workspaceIds);
    const places = workspaceIds ? reassigned(granter, before.workspaceIds, workspaceIds) : before.workspaceIds;
    await this.requireMembers(group.organizationId, memberIds);
    const after = { ...before, group, memberIds: [...memberIds], workspaceIds: places };
    requireMayChangeGroup(granter, before, after);
    await this.groups.save(group);
    await this.groups.setMembers(group.id, memberIds);
    await this.groups.setWorkspaces(group.id, places);
    return this.require(group.organizationId, group.id);
  }

  private async requireMembers(organizationId: string, userIds: readonly string[]): Promise<void> {
    const found = await this.members.findMany(organizationId, userIds);
    if (!userIds.every((id) => found.some(({ userId }) => userId === id))) throw new NotFoundError();
  }

  private async require(organizationId: string, id: string): Promise<GroupDetails> {
    const [found] = await this.groups.find(organizationId, [id]);
    if (!found) throw new NotFoundError();
    return found;
  }

  private async announce(
    actor: Actor,
    action: GroupEventName,
    { id, organizationId }: Group,
    changes: Record<string, unknown>,
  ): Promise<void> {
    await this.audit.record(actor, { action, resourceType: 'group', resourceId: id, changes });
    this.events.publish(action, { organizationId, groupId: id });
  }
}

const audited = ({ group, memberIds, workspaceIds }: GroupDetails): Record<string, unknown> => ({
  name: group.name,
  description: group.description,
  permissions: group.permissions,
  member_ids: memberIds,
  workspace_ids: workspaceIds,
});
