import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { MemberAccess } from '../../../common/domain/access/member-access.js';
import { Reach, WorkspaceChoice } from '../../../common/domain/access/reach.js';
import { reachesEveryWorkspace } from '../../../common/domain/access/role.js';
import { AuditTrail } from '../../../common/domain/audit-trail.js';
import { differences } from '../../../common/domain/changes.js';
import { Clock } from '../../../common/domain/clock.js';
import { ConflictError, NotFoundError, ValidationError } from '../../../common/domain/errors.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { EventPublisher } from '../../../common/events/event-publisher.js';
import { ActiveMembership, MemberRepository } from '../domain/member.repository.js';
import { Workspace, WorkspaceSettings } from '../domain/workspace.js';
import { WorkspaceRepository } from '../domain/workspace.repository.js';
import { AccessTurns } from './access-turns.js';
import { Assigned, WorkspaceAssignments } from './workspace-assignments.js';

export type WorkspaceChange = Partial<WorkspaceSettings & Assigned>;
export type NewWorkspace = WorkspaceChange & Pick<WorkspaceSettings, 'name'>;

type WorkspaceEventName = 'workspace.created' | 'workspace.updated' | 'workspace.deleted' | 'workspace.restored';

/** The workspaces of an organization, and who may act in them now. */
@Injectable()
export class WorkspacesService {
  constructor(
    private readonly workspaces: WorkspaceRepository,
    private readonly members: MemberRepository,
    private readonly assignments: WorkspaceAssignments,
    private readonly turns: AccessTurns,
    private readonly audit: AuditTrail,
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  /**
   * Credentials for all workspaces reach it at once, and so does whoever made it.
   * @throws ValidationError on `name`, NotFoundError and ForbiddenError for who is to be let in.
   */
  create(actor: Actor, order: NewWorkspace): Promise<Workspace> {
    const { name, description = '', allowedSchemes = [], groupIds = [], memberIds = [] } = order;
    const workspace = Workspace.create(actor.organizationId, { name, description, allowedSchemes }, this.clock.now());
    return this.turns.take(actor, 'workspaces.create', async (creator) => {
      await this.workspaces.save(workspace);
      const owners = reachesEveryWorkspace(creator.role) ? [] : [creator.userId];
      await this.members.setAssignedTo(workspace.id, owners);
      const granter = await this.accessOf(creator.userId);
      await this.assignments.change(granter, workspace.id, { groupIds, memberIds: [...owners, ...memberIds] });
      await this.announce(actor, 'workspace.created', workspace, await this.audited(workspace));
      return workspace;
    });
  }

  /** @throws NotFoundError, ForbiddenError, ValidationError on `name`. */
  update(actor: Actor, id: string, change: WorkspaceChange): Promise<Workspace> {
    return this.turns.take(actor, 'workspaces.update', async (granter) => {
      const before = await this.require(granter.reach('all'), id);
      granter.reach('all').require('workspaces.update', id);
      const formerly = await this.audited(before);
      const workspace = before.with(change);
      await this.workspaces.save(workspace);
      await this.assignments.change(granter, id, change);
      const changes = differences(formerly, await this.audited(workspace));
      await this.announce(actor, 'workspace.updated', workspace, changes);
      return workspace;
    });
  }

  /**
   * Its links, domains and credentials stop working and can be brought back for a while.
   * @throws NotFoundError, ForbiddenError, ConflictError for the default one, ValidationError when `name` is not its.
   */
  async remove(actor: Actor, id: string, name: string): Promise<void> {
    await this.turns.take(actor, 'workspaces.delete', async (granter) => {
      const before = await this.require(granter.reach('all'), id);
      granter.reach('all').require('workspaces.delete', id);
      const workspace = before.deleted(this.clock.now());
      if (name !== before.name) throw ValidationError.on('name', `Type ${before.name} to delete this workspace.`);
      await this.workspaces.save(workspace);
      await this.announce(actor, 'workspace.deleted', workspace, await this.audited(before));
    });
  }

  /**
   * With everything that was in it. What lives already stays as it is.
   * @throws NotFoundError when its time is over, ForbiddenError, ConflictError when its name is taken.
   */
  restore(actor: Actor, id: string): Promise<Workspace> {
    const work = async (granter: MemberAccess): Promise<Workspace> => {
      const before = await this.require(granter.reach('all'), id);
      granter.reach('all').require('workspaces.delete', id);
      if (!before.isRestorable(this.clock.now())) throw new NotFoundError();
      if (before.deletedAt === null) return before;
      const workspace = before.restored();
      await this.workspaces.save(workspace).catch((error: unknown) => {
        if (!(error instanceof ValidationError)) throw error;
        throw new ConflictError(
          `There is another workspace ${workspace.name} by now. Rename that one first.`,
          'name_taken',
        );
      });
      await this.announce(actor, 'workspace.restored', workspace, await this.audited(workspace));
      return workspace;
    };
    return this.turns.take(actor, 'workspaces.delete', work, { evenIfDeleted: id });
  }

  list(reach: Reach, page: PageRequest): Promise<Page<Workspace>> {
    return this.workspaces.list(reach.where('workspaces.view'), page);
  }

  /** @throws NotFoundError */
  get(reach: Reach, id: string): Promise<Workspace> {
    return this.require(reach.where('workspaces.view'), id);
  }

  /** Every workspace in reach, the default first, then by name. */
  all(reach: Reach): Promise<Workspace[]> {
    return this.workspaces.all(reach);
  }

  /** The schemes of apps that links of that workspace may open, in lower case and without their colon. */
  allowedSchemes(workspaceId: string): Promise<readonly string[]> {
    return this.workspaces.allowedSchemes(workspaceId);
  }

  /** Who may act now, and what they may do; undefined when the user is gone or suspended. */
  membershipOf(userId: string): Promise<ActiveMembership | undefined> {
    return this.members.activeMembership(userId);
  }

  rememberActiveWorkspace(userId: string, choice: WorkspaceChoice): Promise<void> {
    return this.members.rememberWorkspace(userId, choice);
  }

  private async require(reach: Reach, id: string): Promise<Workspace> {
    const workspace = await this.workspaces.find(reach, id);
    if (!workspace) throw new NotFoundError();
    return workspace;
  }

  private async accessOf(userId: string): Promise<MemberAccess> {
    const membership = await this.members.activeMembership(userId);
    if (!membership) throw new NotFoundError();
    return membership.access;
  }

  private async audited({ id, name, description, allowedSchemes }: Workspace): Promise<Record<string, unknown>> {
    const { groupIds, memberIds } = await this.assignments.of(id);
    return { name, description, allowed_schemes: allowedSchemes, group_ids: groupIds, member_ids: memberIds };
  }

  private async announce(
    actor: Actor,
    action: WorkspaceEventName,
    { id: workspaceId, organizationId }: Workspace,
    changes: Record<string, unknown>,
  ): Promise<void> {
    const resource = { resourceType: 'workspace', resourceId: workspaceId, workspaceId };
    await this.audit.record(actor, { action, ...resource, changes });
    this.events.publish(action, { organizationId, workspaceId });
  }
}
