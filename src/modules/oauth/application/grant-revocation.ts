import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { AuditTrail } from '../../../common/domain/audit-trail.js';
import { Clock } from '../../../common/domain/clock.js';
import { EventPublisher } from '../../../common/events/event-publisher.js';
import { AccessTokenRepository } from '../domain/access-token.repository.js';
import { Grant } from '../domain/grant.js';
import { GrantRepository } from '../domain/grant.repository.js';

/** Ends a grant with everything that hangs on it. */
@Injectable()
export class GrantRevocation {
  constructor(
    private readonly grants: GrantRepository,
    private readonly accessTokens: AccessTokenRepository,
    private readonly audit: AuditTrail,
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  /**
   * A code or refresh token that comes back has been copied, and nobody can tell who has the copy (RFC 9700 §4.14.2). To
   * be called in a transaction that commits before the error is answered.
   */
  async afterReplay(grant: Grant, of: 'authorization code' | 'refresh token', address: string | null): Promise<void> {
    const { userId, organizationId } = grant;
    await this.revoke({ userId, organizationId, address }, grant, `${of} used again`);
  }

  /** The application has no more use for it (RFC 7009 §2.1). */
  async byApplication(grant: Grant, address: string | null): Promise<void> {
    const { userId, organizationId } = grant;
    await this.revoke({ userId, organizationId, address }, grant, 'revoked by the application');
  }

  /** All that a user has granted to one application. To be called in a transaction. @returns how many have ended. */
  async byUser(actor: Actor, userId: string, clientId: string): Promise<number> {
    const ended = await this.grants.revokeAll(userId, clientId, this.clock.now());
    for (const grant of ended) await this.record(actor, grant, 'disconnected by the user');
    return ended.length;
  }

  /** That one alone: its grant goes on. To be called in a transaction. */
  async ofAccessToken(id: string, address: string): Promise<void> {
    const grant = await this.accessTokens.revoke(id, this.clock.now());
    if (!grant) return;
    const { userId, organizationId, workspaceId, clientId } = grant;
    const actor = { userId, organizationId, address };
    await this.audit.record(actor, {
      action: 'oauth_access_token.revoked',
      resourceType: 'oauth_access_token',
      resourceId: id,
      workspaceId,
      changes: { client_id: clientId, grant_id: grant.id, reason: 'revoked by the application' },
    });
  }

  private async revoke(actor: Actor, grant: Grant, reason: string): Promise<void> {
    if (await this.grants.revoke(grant, this.clock.now())) await this.record(actor, grant, reason);
  }

  private async record(actor: Actor, grant: Grant, reason: string): Promise<void> {
    await this.audit.record(actor, {
      action: 'oauth_grant.revoked',
      resourceType: 'oauth_grant',
      resourceId: grant.id,
      workspaceId: grant.workspaceId,
      changes: { client_id: grant.clientId, reason },
    });
    this.events.publish('oauth_grant.revoked', { grantId: grant.id, clientId: grant.clientId });
  }
}
