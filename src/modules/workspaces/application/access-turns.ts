import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { MemberAccess } from '../../../common/domain/access/member-access.js';
import { Permission } from '../../../common/domain/access/permission.js';
import { missingPermission } from '../../../common/domain/access/reach.js';
import { CommittedChanges } from '../../../common/domain/committed-changes.js';
import { UnitOfWork } from '../../../common/domain/unit-of-work.js';
import { MemberRepository } from '../domain/member.repository.js';
import { OrganizationRepository } from '../domain/organization.repository.js';

/** Changes of who may do what in an organization: one after the other, so that each judges by what holds then. */
@Injectable()
export class AccessTurns {
  constructor(
    private readonly organizations: OrganizationRepository,
    private readonly members: MemberRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: CommittedChanges,
  ) {}

  /**
   * Runs `work` in a transaction of its own and with what the actor holds when their turn comes: it may have been taken
   * away while they waited. What was changed holds everywhere once this resolves. `evenIfDeleted` names a workspace that
   * they reach as if it lived.
   * @throws ForbiddenError when `permission` is no longer held.
   */
  async take<T>(
    { userId, organizationId }: Actor,
    permission: Permission,
    work: (granter: MemberAccess) => Promise<T>,
    { evenIfDeleted }: { evenIfDeleted?: string } = {},
  ): Promise<T> {
    const result = await this.unitOfWork.run(async () => {
      await this.organizations.lock(organizationId);
      const granter = userId === null ? undefined : await this.members.activeMembership(userId, evenIfDeleted);
      if (!granter?.access.allows(permission, 'all')) throw missingPermission(permission);
      return work(granter.access);
    });
    await this.changes.settled();
    return result;
  }
}
