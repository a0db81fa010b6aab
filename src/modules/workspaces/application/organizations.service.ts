import { Injectable } from '@nestjs/common';
import { operatorFor } from '../../../common/domain/access/actor.js';
import { AuditTrail } from '../../../common/domain/audit-trail.js';
import { Clock } from '../../../common/domain/clock.js';
import { NotFoundError, ValidationError } from '../../../common/domain/errors.js';
import { UnitOfWork } from '../../../common/domain/unit-of-work.js';
import { EventPublisher } from '../../../common/events/event-publisher.js';
import { PlanCatalog, STARTING_PLAN } from '../../plans/index.js';
import { User, UsersService } from '../../users/index.js';
import { Member } from '../domain/member.js';
import { MemberRepository } from '../domain/member.repository.js';
import { Organization } from '../domain/organization.js';
import { OrganizationRepository } from '../domain/organization.repository.js';
import { Workspace } from '../domain/workspace.js';
import { WorkspaceRepository } from '../domain/workspace.repository.js';

export interface Registration {
  name: string;
  email: string;
  password: string;
  organizationName: string;
}

@Injectable()
export class OrganizationsService {
  constructor(
    private readonly organizations: OrganizationRepository,
    private readonly workspaces: WorkspaceRepository,
    private readonly members: MemberRepository,
    private readonly users: UsersService,
    private readonly plans: PlanCatalog,
    private readonly audit: AuditTrail,
    private readonly events: EventPublisher,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** A new organization with its main workspace and its owner. @throws ValidationError on `email` or `password`. */
  async register(
    registration: Registration,
    address: string | null,
  ): Promise<{ owner: User; organization: Organization }> {
    const owner = await this.users.prepare(registration);
    return this.unitOfWork.run(async () => {
      const now = this.clock.now();
      await this.users.add(owner);
      const organization = Organization.found(registration.organizationName, STARTING_PLAN, now);
      await this.organizations.save(organization);
      await this.workspaces.save(Workspace.main(organization.id, now));
      await this.members.save(Member.join(organization.id, { userId: owner.id, role: 'owner' }, now));
      await this.audit.record(
        { userId: owner.id, organizationId: organization.id, address },
        {
          action: 'organization.registered',
          resourceType: 'organization',
          resourceId: organization.id,
          changes: { name: organization.name },
        },
      );
      this.events.publish('organization.registered', { organizationId: organization.id, ownerId: owner.id });
      return { owner, organization };
    });
  }

  /**
   * Puts the organization of the user with that e-mail on a plan; `requestsPerMinute` provisions an unlimited one.
   * @throws NotFoundError, ValidationError on `plan` or `requests_per_minute`.
   */
  setPlan(email: string, planName: string, requestsPerMinute: number | null): Promise<Organization> {
    return this.unitOfWork.run(async () => {
      const plan = this.plans.find(planName);
      if (!plan) throw ValidationError.on('plan', `There is no plan ${planName}.`);
      if (plan.requestsPerMinute !== null && requestsPerMinute !== null) {
        throw ValidationError.on('requests_per_minute', `The plan ${planName} has a limit of its own.`);
      }
      const user = await this.users.findByEmail(email);
      const membership = user && (await this.members.activeMembership(user.id));
      const before = membership && (await this.organizations.findById(membership.organization.id));
      if (!before) throw new NotFoundError();
      const organization = before.withPlan(planName, requestsPerMinute);
      await this.organizations.save(organization);
      await this.audit.record(operatorFor(organization.id), {
        action: 'organization.plan_changed',
        resourceType: 'organization',
        resourceId: organization.id,
        changes: { plan: [before.plan, planName], requests_per_minute: requestsPerMinute },
      });
      return organization;
    });
  }
}
