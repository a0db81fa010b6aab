import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { MemberAccess } from '../../../common/domain/access/member-access.js';
import { WorkspaceChoice } from '../../../common/domain/access/reach.js';
import { Clock } from '../../../common/domain/clock.js';
import { ForbiddenError } from '../../../common/domain/errors.js';
import { newId } from '../../../common/domain/id.js';
import { UnitOfWork } from '../../../common/domain/unit-of-work.js';
import { Configuration } from '../../../config/configuration.js';
import { OAuthClientsService } from '../../oauth-clients/index.js';
import { Approval } from '../domain/approval.js';
import { ApprovalRepository } from '../domain/approval.repository.js';
import { AuthorizationParameters, AuthorizationRequest, Demand } from '../domain/authorization-request.js';
import { grantExpiry } from '../domain/grant.js';
import { OAuthError } from '../domain/oauth-error.js';
import { boundWorkspace, isOffered, WorkspaceOffer, workspaceOffer } from '../domain/workspace-offer.js';
import { GrantOpening } from './grant-opening.js';
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
    private readonly approvals: ApprovalRepository,
    private readonly opening: GrantOpening,
    private readonly pending: PendingRequests,
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
  approve(
    actor: Actor,
    { access, activeWorkspace }: Decider,
    { request, grantId }: { request: AuthorizationRequest; grantId: string },
    pickedWorkspace: string | undefined,
  ): Promise<string> {
    const { client } = request;
    return this.unitOfWork.run(async () => {
      const workspaceId = boundWorkspace(workspaceOffer(client, access, activeWorkspace), pickedWorkspace);
      const before = await this.approvals.hold(access.userId, client.id);
      const opening = { grantId, access, workspaceId, isRemembered: false };
      const [grant, code] = await this.opening.open(actor, request, opening);
      await this.approvals.remember(before?.extendedBy(grant) ?? Approval.of(grant), client);
      return request.answer(this.configuration.publicUrl, { code });
    });
  }

  /**
   * The same without a question, where the user has approved at least as much before; undefined: the page has to ask.
   * @throws OAuthError
   */
  async approveAsRemembered(
    actor: Actor,
    { access, activeWorkspace }: Decider,
    request: AuthorizationRequest,
  ): Promise<string | undefined> {
    if (request.mustBeAsked) return undefined;
    const { client } = request;
    const { scopes } = request.demand(this.configuration.publicUrl);
    const offer = workspaceOffer(client, access, activeWorkspace);
    return this.unitOfWork.run(async () => {
      const approval = await this.approvals.hold(access.userId, client.id);
      if (!approval?.covers(scopes) || !isOffered(offer, approval.workspaceId)) return undefined;
      const opening = { grantId: newId(), access, workspaceId: approval.workspaceId, isRemembered: true };
      const [, code] = await this.opening.open(actor, request, opening);
      return request.answer(this.configuration.publicUrl, { code });
    });
  }

  deny(request: AuthorizationRequest): string {
    return this.refuse(request, new OAuthError('access_denied', 'The user denied the request.'));
  }

  /** Where the user is sent with the news of a fault (RFC 6749 §4.1.2.1). */
  refuse(request: AuthorizationRequest, { code, message }: OAuthError): string {
    return request.answer(this.configuration.publicUrl, { error: code, error_description: message });
  }
}
