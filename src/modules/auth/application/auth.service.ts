import { Injectable } from '@nestjs/common';
import { WorkspaceChoice } from '../../../common/domain/access/reach.js';
import { Actor, operatorFor } from '../../../common/domain/access/actor.js';
import { AuditTrail } from '../../../common/domain/audit-trail.js';
import { ForbiddenError, NotFoundError } from '../../../common/domain/errors.js';
import { UnitOfWork } from '../../../common/domain/unit-of-work.js';
import { ATTEMPT_RULES } from '../../../common/throttling/attempt-rules.js';
import { AttemptThrottle, clientOfAddress } from '../../../common/throttling/attempt-throttle.js';
import { Configuration } from '../../../config/configuration.js';
import { PasswordLink, PasswordLinksService, UserProfile, UsersService, wrongPair } from '../../users/index.js';
import { ActiveMembership, OrganizationsService, Registration, WorkspacesService } from '../../workspaces/index.js';
import { SessionListing, SessionRepository } from '../domain/session.repository.js';

/** A link with which a person may set their password now. */
export interface OpenPasswordLink {
  link: PasswordLink;
  membership: ActiveMembership;
}

@Injectable()
export class AuthService {
  constructor(
    private readonly users: UsersService,
    private readonly links: PasswordLinksService,
    private readonly organizations: OrganizationsService,
    private readonly workspaces: WorkspacesService,
    private readonly sessions: SessionRepository,
    private readonly throttle: AttemptThrottle,
    private readonly audit: AuditTrail,
    private readonly unitOfWork: UnitOfWork,
    private readonly configuration: Configuration,
  ) {}

  /** @throws ForbiddenError when closed, TooManyAttemptsError, ValidationError on `email` or `password`. */
  async register(registration: Registration, address: string): Promise<ActiveMembership> {
    if (!this.configuration.registrationOpen) {
      throw new ForbiddenError('Registration is closed on this installation.', 'registration_closed');
    }
    await this.throttle.begin([{ rule: ATTEMPT_RULES.registrationPerAddress, subject: clientOfAddress(address) }]);
    const { owner } = await this.organizations.register(registration, address);
    return this.requireMembership(owner.id);
  }

  /** @throws ValidationError on `email`, one message whether the account exists, is suspended, or neither. */
  async signIn(email: string, password: string, address: string): Promise<ActiveMembership> {
    const user = await this.users.authenticate(email, password, address);
    return this.requireMembership(user.id);
  }

  /** Who may act now behind a session; undefined when they are gone or suspended. */
  membershipOf(userId: string): Promise<ActiveMembership | undefined> {
    return this.workspaces.membershipOf(userId);
  }

  /** @throws NotFoundError for a workspace out of reach. */
  async activateWorkspace(membership: Pick<ActiveMembership, 'access'>, choice: string): Promise<WorkspaceChoice> {
    const { access } = membership;
    const reached = choice === 'all' ? access.workspaceIds.length > 0 : access.reaches(choice);
    if (!reached) throw new NotFoundError();
    await this.workspaces.rememberActiveWorkspace(access.userId, choice);
    return choice;
  }

  updateProfile(actor: Actor, userId: string, change: UserProfile): Promise<void> {
    return this.unitOfWork.run(async () => {
      const changes = await this.users.updateProfile(userId, change);
      await this.audit.record(actor, { action: 'user.updated', resourceType: 'user', resourceId: userId, changes });
    });
  }

  /** Ends all other sessions of the user. @throws ValidationError on `password`. */
  async changePassword(actor: Actor, userId: string, password: string, currentSessionId: string): Promise<void> {
    const passwordHash = await this.users.hashOf(password);
    await this.unitOfWork.run(async () => {
      await this.users.setPassword(userId, passwordHash);
      await this.sessions.endAllBut(userId, currentSessionId);
      await this.audit.record(actor, { action: 'user.password_changed', resourceType: 'user', resourceId: userId });
    });
  }

  /** For the command line, where the operator's hand is the proof: every session of the user ends. */
  async resetPassword(email: string, password: string): Promise<void> {
    const user = await this.users.findByEmail(email);
    const membership = user && (await this.workspaces.membershipOf(user.id));
    if (!user || !membership) throw new NotFoundError();
    const passwordHash = await this.users.hashOf(password);
    await this.unitOfWork.run(async () => {
      await this.users.setPassword(user.id, passwordHash);
      await this.sessions.endAllBut(user.id, undefined);
      await this.audit.record(operatorFor(membership.organization.id), {
        action: 'user.password_reset',
        resourceType: 'user',
        resourceId: user.id,
      });
    });
  }

  /** Looking changes nothing. undefined: unknown, used or expired, or of somebody who may not act. */
  async openPasswordLink(token: string): Promise<OpenPasswordLink | undefined> {
    const link = await this.links.find(token);
    const membership = link && (await this.workspaces.membershipOf(link.userId));
    return membership && { link, membership };
  }

  /**
   * Uses the link up and ends every session of its user. undefined: it can't be used, or somebody else was quicker.
   * @throws ValidationError on `password`.
   */
  async setPasswordBy(token: string, password: string, address: string): Promise<ActiveMembership | undefined> {
    const open = await this.openPasswordLink(token);
    if (!open) return undefined;
    const { link, membership } = open;
    const passwordHash = await this.users.hashOf(password);
    const isSet = await this.unitOfWork.run(async () => {
      if (!(await this.users.setPasswordBy(link, passwordHash))) return false;
      await this.sessions.endAllBut(link.userId, undefined);
      const actor = { userId: link.userId, organizationId: membership.organization.id, address };
      const action = link.purpose === 'invitation' ? 'member.invitation_accepted' : 'user.password_reset';
      await this.audit.record(actor, { action, resourceType: 'user', resourceId: link.userId });
      return true;
    });
    return isSet ? membership : undefined;
  }

  listSessions(userId: string): Promise<SessionListing[]> {
    return this.sessions.list(userId);
  }

  async endSession(userId: string, id: string): Promise<void> {
    if (!(await this.sessions.end(userId, id))) throw new NotFoundError();
  }

  endOtherSessions(userId: string, currentSessionId: string): Promise<void> {
    return this.sessions.endAllBut(userId, currentSessionId);
  }

  private async requireMembership(userId: string): Promise<ActiveMembership> {
    const membership = await this.workspaces.membershipOf(userId);
    if (membership) return membership;
    throw wrongPair();
  }
}
