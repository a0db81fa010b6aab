import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { MemberAccess } from '../../../common/domain/access/member-access.js';
import { Permission } from '../../../common/domain/access/permission.js';
import { Role } from '../../../common/domain/access/role.js';
import { AuditTrail } from '../../../common/domain/audit-trail.js';
import { differences } from '../../../common/domain/changes.js';
import { Clock } from '../../../common/domain/clock.js';
import { ConflictError, NotFoundError } from '../../../common/domain/errors.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { EventPublisher } from '../../../common/events/event-publisher.js';
import { PasswordLinksService, UsersService } from '../../users/index.js';
import {
  requireMayAssign,
  requireMayChange,
  requireMayGrantGroup,
  requireMayGrantPermissions,
  requireMayGrantRole,
  requireMayResetPassword,
} from '../domain/grant-rules.js';
import { GroupRepository } from '../domain/group.repository.js';
import { Member, MemberChange } from '../domain/member.js';
import { MemberDetails, MemberRepository } from '../domain/member.repository.js';
import { SignedInDevices } from '../domain/signed-in-devices.js';
import { AccessTurns } from './access-turns.js';
import { reassigned } from './reassigned.js';

export interface NewMember {
  name: string;
  email: string;
  /** Left out: the person is invited, and sets one. */
  password?: string;
  role: Role;
  workspaceIds: readonly string[];
  groupIds: readonly string[];
  permissions: readonly Permission[];
}

export interface MemberUpdate extends MemberChange {
  name?: string;
  workspaceIds?: readonly string[];
  groupIds?: readonly string[];
}

/** The people of an organization, and what each is given. Nobody gives more than they hold. */
@Injectable()
export class MembersService {
  constructor(
    private readonly members: MemberRepository,
    private readonly groups: GroupRepository,
    private readonly users: UsersService,
    private readonly links: PasswordLinksService,
    private readonly devices: SignedInDevices,
    private readonly turns: AccessTurns,
    private readonly audit: AuditTrail,
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  list(organizationId: string, page: PageRequest): Promise<Page<MemberDetails>> {
    return this.members.list(organizationId, page);
  }

  /** @throws NotFoundError */
  get(organizationId: string, userId: string): Promise<MemberDetails> {
    return this.require(organizationId, userId);
  }

  /**
   * Without a password there is an invitation: the token of its link, which nobody can show again.
   * @throws ForbiddenError when it would grant more than the actor holds, NotFoundError, ValidationError.
   */
  async create(actor: Actor, details: NewMember): Promise<{ member: MemberDetails; invitation?: string }> {
    const { organizationId } = actor;
    const user = await this.users.prepare(details);
    return this.turns.take(actor, 'members.create', async (granter) => {
      requireMayGrantRole(granter, details.role);
      requireMayAssign(granter, details.workspaceIds);
      requireMayGrantPermissions(granter, details.permissions, details.workspaceIds);
      await this.requireMayJoin(granter, [], details.groupIds);
      await this.users.add(user);
      await this.members.save(Member.join(organizationId, { ...details, userId: user.id }, this.clock.now()));
      await this.members.assignWorkspaces(user.id, details.workspaceIds);
      await this.groups.setGroupsOf(user.id, details.groupIds);
      const invitation = details.password === undefined ? await this.links.issue(user.id, 'invitation') : undefined;
      const member = await this.require(organizationId, user.id);
      await this.record(
        actor,
        invitation === undefined ? 'member.created' : 'member.invited',
        user.id,
        audited(member),
      );
      this.events.publish('member.created', { organizationId, userId: user.id });
      return { member, ...(invitation !== undefined && { invitation }) };
    });
  }

  /** @throws NotFoundError, ForbiddenError, ConflictError for the last owner. */
  update(actor: Actor, userId: string, change: MemberUpdate): Promise<MemberDetails> {
    const { organizationId } = actor;
    return this.turns.take(actor, 'members.update', async (granter) => {
      const before = await this.require(organizationId, userId);
      const after = before.member.with(change);
      requireMayUpdate(granter, before, change);
      if (change.groupIds) await this.requireMayJoin(granter, idsOf(before.groups), change.groupIds);
      const workspaceIds = change.workspaceIds && reassigned(granter, before.workspaceIds, change.workspaceIds);
      if (!after.isActiveOwner) await this.requireAnotherOwner(organizationId, userId);
      if (change.name !== undefined) await this.users.updateProfile(userId, { name: change.name });
      await this.members.save(after);
      if (!after.isActive) await this.devices.endAll(userId);
      if (workspaceIds) await this.members.assignWorkspaces(userId, workspaceIds);
      if (change.groupIds) await this.groups.setGroupsOf(userId, change.groupIds);
      const member = await this.require(organizationId, userId);
      await this.record(actor, 'member.updated', userId, differences(audited(before), audited(member)));
      this.events.publish('member.updated', { organizationId, userId });
      return member;
    });
  }

  /**
   * Their account, sessions and credentials end; what they made for the organization stays.
   * @throws NotFoundError, ForbiddenError, ConflictError for the last owner.
   */
  async remove(actor: Actor, userId: string): Promise<void> {
    const { organizationId } = actor;
    await this.turns.take(actor, 'members.delete', async (granter) => {
      const before = await this.require(organizationId, userId);
      requireMayChange(granter, before.member.role);
      await this.requireAnotherOwner(organizationId, userId);
      await this.record(actor, 'member.removed', userId, audited(before));
      await this.devices.endAll(userId);
      await this.users.remove(userId);
      this.events.publish('member.removed', { organizationId, userId });
    });
  }

  /**
   * The token of a link with which the member sets a new password; whoever's invitation has run out, their first.
   * Nothing changes before they do. @throws NotFoundError, ForbiddenError.
   */
  resetPassword(actor: Actor, userId: string): Promise<string> {
    return this.turns.take(actor, 'members.update', async (granter) => {
      requireMayResetPassword(granter, await this.require(actor.organizationId, userId));
      const token = await this.links.issue(userId, 'reset');
      await this.record(actor, 'member.password_reset_issued', userId, {});
      return token;
    });
  }

  /** @throws NotFoundError for a group that is not there, ForbiddenError. */
  private async requireMayJoin(
    granter: MemberAccess,
    before: readonly string[],
    after: readonly string[],
  ): Promise<void> {
    const groups = await this.groups.find(granter.organizationId, after);
    if (!after.every((id) => groups.some(({ group }) => group.id === id))) throw new NotFoundError();
    groups
      .filter(({ group }) => !before.includes(group.id))
      .forEach(({ group, workspaceIds, opensDeleted }) => {
        requireMayGrantGroup(granter, { permissions: group.permissions, workspaceIds, opensDeleted });
      });
  }

  /** @throws ConflictError when nobody else could sign in as an owner. */
  private async requireAnotherOwner(organizationId: string, userId: string): Promise<void> {
    const owners = await this.members.ownersWhoCanSignIn(organizationId);
    if (!owners.includes(userId) || owners.length > 1) return;
    throw new ConflictError('This is the last owner. Make another member an owner first.', 'last_owner');
  }

  private async require(organizationId: string, userId: string): Promise<MemberDetails> {
    const member = await this.members.find(organizationId, userId);
    if (!member) throw new NotFoundError();
    return member;
  }

  private record(actor: Actor, action: string, userId: string, changes: Record<string, unknown>): Promise<void> {
    return this.audit.record(actor, { action, resourceType: 'member', resourceId: userId, changes });
  }
}

function requireMayUpdate(granter: MemberAccess, before: MemberDetails, change: MemberUpdate): void {
  const { role = before.member.role, permissions, workspaceIds } = change;
  requireMayChange(granter, before.member.role);
  if (role !== before.member.role) requireMayGrantRole(granter, role);
  if (workspaceIds) {
    requireMayAssign(granter, workspaceIds);
    requireMayGrantPermissions(granter, permissions ?? before.member.permissions, workspaceIds);
  }
  if (permissions) {
    const places = workspaceIds ? reassigned(granter, before.workspaceIds, workspaceIds) : before.workspaceIds;
    requireMayGrantPermissions(granter, permissions, places, before.opensDeleted);
  }
}

const idsOf = (items: readonly { id: string }[]): string[] => items.map(({ id }) => id);

/** What the audit log keeps: everything but the password. */
const audited = ({ member, name, email, workspaceIds, groups }: MemberDetails): Record<string, unknown> => ({
  name,
  email,
  role: member.role,
  status: member.status,
  workspace_ids: workspaceIds,
  group_ids: idsOf(groups),
  permissions: member.permissions,
});
