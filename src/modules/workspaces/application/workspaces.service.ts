import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { Reach, WorkspaceChoice } from '../../../common/domain/access/reach.js';
import { AccessChanges } from '../../../common/domain/access-changes.js';
import { AuditTrail } from '../../../common/domain/audit-trail.js';
import { Clock } from '../../../common/domain/clock.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { UnitOfWork } from '../../../common/domain/unit-of-work.js';
import { EventPublisher } from '../../../common/events/event-publisher.js';
import { ActiveMembership, MemberRepository } from '../domain/member.repository.js';
import { Workspace } from '../domain/workspace.js';
import { WorkspaceRepository } from '../domain/workspace.repository.js';

/** The workspaces of an organization, and who may act in them now. */
@Injectable()
export class WorkspacesService {
  constructor(
    private readonly workspaces: WorkspaceRepository,
    private readonly members: MemberRepository,
    private readonly audit: AuditTrail,
    private readonly events: EventPublisher,
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: AccessChanges,
    private readonly clock: Clock,
  ) {}

  /** Credentials for all workspaces reach it at once. @throws ValidationError on `name` when it is taken. */
  async create(actor: Actor, details: { name: string; description?: string }): Promise<Workspace> {
    const workspace = await this.unitOfWork.run(async () => {
      const workspace = Workspace.create(actor.organizationId, details, this.clock.now());
      await this.workspaces.save(workspace);
      await this.audit.record(actor, {
        action: 'workspace.created',
        resourceType: 'workspace',
        resourceId: workspace.id,
        workspaceId: workspace.id,
        changes: { name: workspace.name },
      });
      this.events.publish('workspace.created', { organizationId: actor.organizationId, workspaceId: workspace.id });
      return workspace;
    });
    await this.changes.settled();
    return workspace;
  }

  list(reach: Reach, page: PageRequest): Promise<Page<Workspace>> {
    return this.workspaces.list(reach, page);
  }

  /** Every workspace in reach, the default first, then by name. */
  all(reach: Reach): Promise<Workspace[]> {
    return this.workspaces.all(reach);
  }

  /** Who may act now, and what they may do; undefined when the user is gone or suspended. */
  membershipOf(userId: string): Promise<ActiveMembership | undefined> {
    return this.members.activeMembership(userId);
  }

  rememberActiveWorkspace(userId: string, choice: WorkspaceChoice): Promise<void> {
    return this.members.rememberWorkspace(userId, choice);
  }
}
