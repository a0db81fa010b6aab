import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { MemberAccess } from '../../../common/domain/access/member-access.js';
import { AuditTrail } from '../../../common/domain/audit-trail.js';
import { Clock } from '../../../common/domain/clock.js';
import { ConflictError } from '../../../common/domain/errors.js';
import { EventPublisher } from '../../../common/events/event-publisher.js';
import { Configuration } from '../../../config/configuration.js';
import { AuthorizationCode } from '../domain/authorization-code.js';
import { AuthorizationRequest } from '../domain/authorization-request.js';
import { Grant } from '../domain/grant.js';
import { GrantRepository } from '../domain/grant.repository.js';

export interface Opening {
  grantId: string;
  access: MemberAccess;
  workspaceId: string | null;
  /** Nobody was asked, since the same has been approved before. */
  isRemembered: boolean;
}

/** Makes a grant, with the code that the application exchanges. */
@Injectable()
export class GrantOpening {
  constructor(
    private readonly grants: GrantRepository,
    private readonly audit: AuditTrail,
    private readonly events: EventPublisher,
    private readonly configuration: Configuration,
    private readonly clock: Clock,
  ) {}

  /**
   * To be called in a transaction. The code is in the second place, only here.
   * @throws OAuthError, ConflictError where the page was answered before.
   */
  async open(actor: Actor, request: AuthorizationRequest, opening: Opening): Promise<[Grant, string]> {
    const { client, redirectUri } = request;
    const { grantId, access, workspaceId } = opening;
    const { scope, scopes, challenge } = request.demand(this.configuration.publicUrl);
    const now = this.clock.now();
    const { userId, organizationId } = access;
    const grant = Grant.approve({ id: grantId, clientId: client.id, userId, organizationId, workspaceId, scopes }, now);
    const [stored, code] = AuthorizationCode.issue({
      grantId,
      redirectUri,
      requestedScope: scope.text,
      codeChallenge: challenge?.value ?? null,
      expiresAt: new Date(now.getTime() + this.configuration.authorizationCodeTtlSeconds * 1000),
    });
    if (!(await this.grants.add(grant, stored))) throw answeredBefore();
    await this.record(actor, grant, { application: client.name, ...(opening.isRemembered && { remembered: true }) });
    return [grant, code];
  }

  private async record(actor: Actor, grant: Grant, facts: Record<string, unknown>): Promise<void> {
    const { id, clientId, userId, workspaceId, scopes } = grant;
    await this.audit.record(actor, {
      action: 'oauth_grant.approved',
      resourceType: 'oauth_grant',
      resourceId: id,
      workspaceId,
      changes: { client_id: clientId, scopes: scopes.values, ...facts },
    });
    this.events.publish('oauth_grant.approved', { grantId: id, clientId, userId });
  }
}

const answeredBefore = (): ConflictError =>
  new ConflictError('This request has been answered already. Go back to the application.', 'request_answered');
