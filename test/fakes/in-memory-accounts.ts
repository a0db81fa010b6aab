import { InProcessWindowCounter } from '../../src/common/throttling/in-process-window-counter.js';
import { AttemptThrottle } from '../../src/common/throttling/attempt-throttle.js';
import { StandardPlanCatalog } from '../../src/modules/plans/domain/standard-plan-catalog.js';
import { PasswordLinksService, UsersService } from '../../src/modules/users/index.js';
import { ActiveMembership, OrganizationsService, WorkspacesService } from '../../src/modules/workspaces/index.js';
import { AccessTurns } from '../../src/modules/workspaces/application/access-turns.js';
import { WorkspaceAssignments } from '../../src/modules/workspaces/application/workspace-assignments.js';
import { Member } from '../../src/modules/workspaces/domain/member.js';
import { FakeCommittedChanges } from './fake-committed-changes.js';
import { FakeClock } from './fake-clock.js';
import { ImmediateUnitOfWork } from './immediate-unit-of-work.js';
import { InMemoryGroupRepository } from './in-memory-group.repository.js';
import { InMemoryMemberRepository } from './in-memory-member.repository.js';
import { InMemoryOrganizationRepository } from './in-memory-organization.repository.js';
import { InMemoryPasswordLinkRepository } from './in-memory-password-link.repository.js';
import { InMemoryUserRepository } from './in-memory-user.repository.js';
import { InMemoryWorkspaceRepository } from './in-memory-workspace.repository.js';
import { FakePasswordHasher } from './fake-password-hasher.js';
import { RecordingEventPublisher } from './recording-event-publisher.js';
import { RecordingAuditTrail } from './recording-audit-trail.js';

/** The real services of people and their organizations, with nothing beneath them but memory. */
export class InMemoryAccounts {
  readonly clock = new FakeClock();
  readonly changes = new FakeCommittedChanges();
  readonly unitOfWork = new ImmediateUnitOfWork();
  readonly audit = new RecordingAuditTrail(this.unitOfWork);
  readonly events = new RecordingEventPublisher(this.unitOfWork);
  readonly throttle = new AttemptThrottle(new InProcessWindowCounter(this.clock));
  readonly userRepository = new InMemoryUserRepository();
  private readonly linkRepository = new InMemoryPasswordLinkRepository();
  readonly links = new PasswordLinksService(this.linkRepository, this.clock);
  readonly users = new UsersService(
    this.userRepository,
    this.linkRepository,
    new FakePasswordHasher(),
    this.throttle,
    this.clock,
  );
  private readonly organizationRepository = new InMemoryOrganizationRepository();
  private readonly workspaceRepository = new InMemoryWorkspaceRepository();
  readonly members = new InMemoryMemberRepository(
    this.userRepository,
    this.organizationRepository,
    this.workspaceRepository,
  );
  readonly workspaces = new WorkspacesService(
    this.workspaceRepository,
    this.members,
    new WorkspaceAssignments(this.members, new InMemoryGroupRepository()),
    new AccessTurns(this.organizationRepository, this.members, this.unitOfWork, this.changes),
    this.audit,
    this.events,
    this.clock,
  );
  readonly organizations = new OrganizationsService(
    this.organizationRepository,
    this.workspaceRepository,
    this.members,
    this.users,
    new StandardPlanCatalog(),
    this.audit,
    this.events,
    this.unitOfWork,
    this.clock,
  );

  /** An owner whose audit entries and events are forgotten again. */
  async owner(email = 'ada@acme.example', password = 'her long password'): Promise<ActiveMembership> {
    const registration = { name: 'Ada', email, password, organizationName: 'Acme' };
    const { owner } = await this.organizations.register(registration, null);
    this.forgetRecords();
    return this.membershipOf(owner.id);
  }

  /** A member without a role that reaches everything, assigned to `workspaceIds`. */
  async member(organizationId: string, workspaceIds: readonly string[] = []): Promise<ActiveMembership> {
    const user = await this.users.prepare({ name: 'Bob', email: 'bob@acme.example', password: 'his long password' });
    await this.users.add(user);
    await this.members.save(Member.join(organizationId, { userId: user.id, role: 'member' }, this.clock.now()));
    await this.members.assignWorkspaces(user.id, workspaceIds);
    return this.membershipOf(user.id);
  }

  async suspend({ user, organization }: Pick<ActiveMembership, 'user' | 'organization'>): Promise<void> {
    const found = await this.members.find(organization.id, user.id);
    if (found) await this.members.save(found.member.with({ status: 'suspended' }));
  }

  private forgetRecords(): void {
    this.audit.entries.length = 0;
    this.events.published.length = 0;
  }

  private async membershipOf(userId: string): Promise<ActiveMembership> {
    const membership = await this.members.activeMembership(userId);
    if (!membership) throw new Error('There is no such member');
    return membership;
  }
}
