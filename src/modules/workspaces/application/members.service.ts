import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { MemberAccess } from '../../../common/domain/access/member-access.js';
import { Permission } from '../../../common/domain/access/permission.js';
import { Role } from '../../../common/domain/access/role.js';
import { missingPermission } from '../../../common/domain/access/reach.js';
import { AccessChanges } from '../../../common/domain/access-changes.js';
import { AuditTrail } from '../../../common/domain/audit-trail.js';
import { Clock } from '../../../common/domain/clock.js';
import { ConflictError, NotFoundError } from '../../../common/domain/errors.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { UnitOfWork } from '../../../common/domain/unit-of-work.js';
import { EventPublisher } from '../../../common/events/event-publisher.js';
import { UsersService } from '../../users/index.js';
import {
  requireMayAssign,
  requireMayChange,
  requireMayGrantPermissions,
  requireMayGrantRole,
} from '../domain/grant-rules.js';
import { Member, MemberChange } from '../domain/member.js';
import { MemberDetails, MemberRepository } from '../domain/member.repository.js';
import { SignedInDevices } from '../domain/signed-in-devices.js';

export interface NewMember {
  name: string;
  email: string;
  password: string;
  role: Role;
  workspaceIds: readonly string[];
  permissions: readonly Permission[];
}

export interface MemberUpdate extends MemberChange {
  name?: string;
  workspaceIds?: readonly string[];
}

/** The people of an organization, and what each is given. Nobody gives more than they hold. */
@Injectable()
export class MembersService {
  constructor(
    private readonly members: MemberRepository,
    private readonly users: UsersService,
    private readonly devices: SignedInDevices,
    private readonly audit: AuditTrail,
    private readonly events: EventPublisher,
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: AccessChanges,
    private readonly clock: Clock,
  ) {}

  list(organizationId: string, page: PageRequest): Promise<Page<MemberDetails>> {
    return this.members.list(organizationId, page);
  }

  /** @throws ForbiddenError when it would grant more than the granter holds, ValidationError. */
  async create(actor: Actor, granter: MemberAccess, details: NewMember): Promise<MemberDetails> {
    requireMayGrantRole(granter, details.role);
    requireMayAssign(granter, details.workspaceIds);
    requireMayGrantPermissions(granter, details.permissions, details.workspaceIds);
    const user = await this.users.prepare(details);
    return this.unitOfWork.run(async () => {
      await this.users.add(user);
      const member = Member.join(actor.organizationId, { ...details, userId: user.id }, this.clock.now());
      await this.members.save(member);
      await this.members.assignWorkspaces(user.id, details.workspaceIds);
      await this.record(actor, 'member.created', user.id, {
        email: user.email,
        role: member.role,
        ...summary(details),
      });
      this.events.publish('member.created', { organizationId: actor.organizationId, userId: user.id });
      return this.require(actor.organizationId, user.id);
    });
  }

  /** @throws NotFoundError, ForbiddenError, ConflictError for the last owner. */
  async update(actor: Actor, granterId: string, userId: string, change: MemberUpdate): Promise<MemberDetails> {
    const member = await this.unitOfWork.run(async () => {
      const owners = await this.members.lockOwners(actor.organizationId);
      // What the granter held when the request came may have been taken away while this one waited.
      const granter = (await this.members.activeMembership(granterId))?.access;
      if (!granter?.allows('members.update', 'all')) throw missingPermission('members.update');
      const before = await this.require(actor.organizationId, userId);
      const after = before.member.with(change);
      this.requireMayUpdate(granter, before, after, change);
      if (before.member.isActiveOwner && !after.isActiveOwner) requireAnotherOwner(owners, userId);
      if (change.name !== undefined) await this.users.updateProfile(userId, { name: change.name });
      await this.members.save(after);
      if (!after.isActive) await this.devices.endAll(userId);
      if (change.workspaceIds) await this.members.assignWorkspaces(userId, change.workspaceIds);
      await this.record(actor, 'member.updated', userId, summary(change));
      this.events.publish('member.updated', { organizationId: actor.organizationId, userId });
      return this.require(actor.organizationId, userId);
    });
    await this.changes.settled();
    return member;
  }

  private requireMayUpdate(granter: MemberAccess, before: MemberDetails, after: Member, change: MemberUpdate): void {
    requireMayChange(granter, before.member.role);
    if (after.role !== before.member.role) requireMayGrantRole(granter, after.role);
    if (change.workspaceIds) requireMayAssign(granter, change.workspaceIds);
    if (change.permissions ?? change.workspaceIds) {
      requireMayGrantPermissions(granter, after.permissions, change.workspaceIds ?? before.workspaceIds);
    }
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

function requireAnotherOwner(owners: readonly Member[], userId: string): void {
  if (owners.some((owner) => owner.isActive && owner.userId !== userId)) return;
  throw new ConflictError('This is the last owner. Make another member an owner first.', 'last_owner');
}

/** What the audit log keeps of a change: everything but the password. */
const summary = ({ name, role, status, workspaceIds, permissions }: MemberUpdate): Record<string, unknown> => ({
  name,
  role,
  status,
  workspace_ids: workspaceIds,
  permissions,
});
