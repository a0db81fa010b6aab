import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { MemberAccess } from '../../../common/domain/access/member-access.js';
import { WorkspaceChoice } from '../../../common/domain/access/reach.js';
import { AuditTrail } from '../../../common/domain/audit-trail.js';
import { Clock } from '../../../common/domain/clock.js';
import { ConflictError, ForbiddenError } from '../../../common/domain/errors.js';
import { newId } from '../../../common/domain/id.js';
import { UnitOfWork } from '../../../common/domain/unit-of-work.js';
import { EventPublisher } from '../../../common/events/event-publisher.js';
import { Configuration } from '../../../config/configuration.js';
import { OAuthClientsService } from '../../oauth-clients/index.js';
import { AuthorizationCode } from '../domain/authorization-code.js';
import { AuthorizationParameters, AuthorizationRequest, Demand } from '../domain/authorization-request.js';
import { Grant, grantExpiry } from '../domain/grant.js';
import { GrantRepository } from '../domain/grant.repository.js';
import { OAuthError } from '../domain/oauth-error.js';
import { boundWorkspace, WorkspaceOffer, workspaceOffer } from '../domain/workspace-offer.js';
import { PendingRequests } from './pending-requests.js';

/** Who decides about an application's request. */
export interface Decider {
  access: MemberAccess;
  activeWorkspace: WorkspaceChoice;
}

/** What a consent page asks. */
export interface Question extends Demand {
  request: AuthorizationRequest;
  offer: WorkspaceOffer;
  /** Carried by the page, and brought back by its answer. */
  sealed: string;
  operator: string;
  accessUntil: Date;
}

/** The authorization endpoint (RFC 6749 §3.1). */
@Injectable()
export class AuthorizationService {
  constructor(
    private readonly clients: OAuthClientsService,
    private readonly grants: GrantRepository,
    private readonly pending: PendingRequests,
    private readonly audit: AuditTrail,
    private readonly events: EventPublisher,
    private readonly unitOfWork: UnitOfWork,
    private readonly configuration: Configuration,
    private readonly clock: Clock,
  ) {}

  /** @throws AuthorizationFault */
  async locate(parameters: AuthorizationParameters): Promise<AuthorizationRequest> {
    const client = await this.clients.findByClientId(parameters.client_id ?? '');
    return AuthorizationRequest.locate(client, parameters);
  }

  /** @throws OAuthError, of which the application is told. */
  async ask(request: AuthorizationRequest, { access, activeWorkspace }: Decider): Promise<Question> {
    const demand = request.demand(this.configuration.publicUrl);
    const offer = workspaceOffer(request.client, access, activeWorkspace);
    const sealed = this.pending.seal({ id: newId(), userId: access.userId, parameters: request.parameters });
    const operator = await this.clients.operatorOf(request.client);
    return { ...demand, request, offer, sealed, operator, accessUntil: grantExpiry(this.clock.now()) };
  }

  /** The request that a page carried. @throws ForbiddenError, AuthorizationFault. */
  async recall(sealed: string, userId: string): Promise<{ request: AuthorizationRequest; grantId: string }> {
    const pending = this.pending.open(sealed);
    if (pending.userId !== userId) {
      throw new ForbiddenError(
        'You have signed in as somebody else since this page was shown. Start again.',
        'user_changed',
      );
    }
    return { request: await this.locate(pending.parameters), grantId: pending.id };
  }

  /**
   * Where the user is sent with the code. Everything is judged anew, since the page may have been open for a while.
   * @throws OAuthError, ConflictError when the page was answered before, BadRequestError.
   */
  async approve(
    actor: Actor,
    { access, activeWorkspace }: Decider,
    { request, grantId }: { request: AuthorizationRequest; grantId: string },
    pickedWorkspace: string | undefined,
  ): Promise<string> {
    const { client, redirectUri } = request;
    const { scope, scopes, challenge } = request.demand(this.configuration.publicUrl);
    const workspaceId = boundWorkspace(workspaceOffer(client, access, activeWorkspace), pickedWorkspace);
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
    await this.unitOfWork.run(async () => {
      if (!(await this.grants.add(grant, stored))) throw answeredBefore();
      await this.record(actor, grant, client.name);
    });
    return request.answer(this.configuration.publicUrl, { code });
  }

  deny(request: AuthorizationRequest): string {
    return this.refuse(request, new OAuthError('access_denied', 'The user denied the request.'));
  }

  /** Where the user is sent with the news of a fault (RFC 6749 §4.1.2.1). */
  refuse(request: AuthorizationRequest, { code, message }: OAuthError): string {
    return request.answer(this.configuration.publicUrl, { error: code, error_description: message });
  }

  private async record(actor: Actor, grant: Grant, application: string): Promise<void> {
    const { id, clientId, userId, workspaceId, scopes } = grant;
    await this.audit.record(actor, {
      action: 'oauth_grant.approved',
      resourceType: 'oauth_grant',
      resourceId: id,
      workspaceId,
      changes: { client_id: clientId, application, scopes: scopes.values },
    });
    this.events.publish('oauth_grant.approved', { grantId: id, clientId, userId });
  }
}

const answeredBefore = (): ConflictError =>
  new ConflictError('This request has been answered already. Go back to the application.', 'request_answered');
