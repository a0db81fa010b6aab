import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { addressOf } from '../../../common/http/address.js';
import { WorkspaceChoice } from '../../../common/domain/access/reach.js';
import { Clock } from '../../../common/domain/clock.js';
import { newId } from '../../../common/domain/id.js';
import { Principal } from '../../../common/http/principal.js';
import { endSession, startSession } from '../../../common/http/session.js';
import { ActiveMembership } from '../../workspaces/index.js';
import { AuthService } from '../application/auth.service.js';

const SEEN_EVERY_MILLISECONDS = 5 * 60_000;

/** Between the cookie's session and the person who is signed in with it. */
@Injectable()
export class SignedInSessions {
  constructor(
    private readonly auth: AuthService,
    private readonly clock: Clock,
  ) {}

  /** A new session id for somebody who has just proved who they are. */
  async start(request: Request, membership: ActiveMembership): Promise<void> {
    const now = this.clock.now().toISOString();
    await startSession(request, {
      publicId: newId(),
      userId: membership.user.id,
      activeWorkspace: membership.access.startingWorkspace(membership.lastWorkspace),
      createdAt: now,
      lastSeenAt: now,
      address: addressOf(request),
      userAgent: (request.get('user-agent') ?? '').slice(0, 400),
    });
    request.principal = this.principal(membership, request.session.activeWorkspace ?? null);
  }

  /** undefined when nobody is signed in; a session whose user may no longer act ends here. */
  async principalOf(request: Request): Promise<Principal | undefined> {
    const { userId, activeWorkspace = null, lastSeenAt = '' } = request.session;
    if (!userId) return undefined;
    const membership = await this.auth.membershipOf(userId);
    if (!membership) {
      await endSession(request);
      return undefined;
    }
    const now = this.clock.now();
    if (now.getTime() - Date.parse(lastSeenAt) > SEEN_EVERY_MILLISECONDS)
      request.session.lastSeenAt = now.toISOString();
    return this.principal(membership, activeWorkspace);
  }

  private principal({ user, organization, access }: ActiveMembership, active: WorkspaceChoice): Principal {
    const workspaceChoice = access.startingWorkspace(active);
    return { user, organization, access, workspaceChoice, reach: access.reach(workspaceChoice) };
  }
}
