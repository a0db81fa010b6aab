import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { Credential } from '../../../common/domain/access/credential.js';
import { MemberAccess } from '../../../common/domain/access/member-access.js';
import { boundTo, WorkspaceChoice } from '../../../common/domain/access/reach.js';
import { ScopeSet } from '../../../common/domain/access/scope.js';
import { CommittedChanges } from '../../../common/domain/committed-changes.js';
import { AuditTrail } from '../../../common/domain/audit-trail.js';
import { Clock } from '../../../common/domain/clock.js';
import { NotFoundError } from '../../../common/domain/errors.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { hashOfSecret } from '../../../common/domain/secret.js';
import { UnitOfWork } from '../../../common/domain/unit-of-work.js';
import { EventPublisher } from '../../../common/events/event-publisher.js';
import { isWellFormedApiToken } from '../domain/api-token-format.js';
import { ApiToken } from '../domain/api-token.js';
import { ApiTokenListing, ApiTokenRepository } from '../domain/api-token.repository.js';
import { tokenExpiry } from '../domain/token-lifetime.js';

export interface TokenOrder {
  name: string;
  scopes: ScopeSet;
  expiresInDays?: number;
  expiresAt?: Date;
}

@Injectable()
export class TokensService {
  constructor(
    private readonly tokens: ApiTokenRepository,
    private readonly audit: AuditTrail,
    private readonly events: EventPublisher,
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: CommittedChanges,
    private readonly clock: Clock,
  ) {}

  /** Bound to `choice`, the active view, for good. The token itself is in the second place, only here. */
  generate(
    actor: Actor,
    userId: string,
    choice: WorkspaceChoice,
    order: TokenOrder,
  ): Promise<[ApiTokenListing, string]> {
    const workspaceId = boundTo(choice);
    const now = this.clock.now();
    const expiresAt = tokenExpiry({ days: order.expiresInDays, at: order.expiresAt }, now);
    const { organizationId } = actor;
    const [token, secret] = ApiToken.issue({ ...order, organizationId, userId, workspaceId, expiresAt }, now);
    return this.unitOfWork.run(async () => {
      await this.tokens.add(token);
      await this.audit.record(actor, {
        action: 'api_token.created',
        resourceType: 'api_token',
        resourceId: token.id,
        workspaceId,
        changes: { name: token.name, scopes: token.scopes, expires_at: expiresAt },
      });
      this.events.publish('api_token.created', { tokenId: token.id, userId, workspaceId });
      return [{ token, lastUsedAt: null, lastUsedAddress: null, usesIn30Days: 0 }, secret];
    });
  }

  /** One's own, or with `credentials.view` the organization's; `userId` narrows to one user's. */
  list(access: MemberAccess, page: PageRequest, userId?: string): Promise<Page<ApiTokenListing>> {
    const seesAll = access.allows('credentials.view', 'all');
    if (!seesAll && userId !== undefined && userId !== access.userId) return Promise.resolve({ items: [], total: 0 });
    return this.tokens.list({ organizationId: access.organizationId, userId: seesAll ? userId : access.userId }, page);
  }

  /** @throws NotFoundError for one that the user can't see. */
  async find(access: MemberAccess, id: string): Promise<ApiToken> {
    const token = await this.tokens.findById(access.organizationId, id);
    const maySee = token && (token.userId === access.userId || access.allows('credentials.view', 'all'));
    if (!maySee) throw new NotFoundError();
    return token;
  }

  /** Its next request gets 401. @throws NotFoundError for somebody else's without `credentials.delete`. */
  async revoke(actor: Actor, access: MemberAccess, id: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const token = await this.tokens.findById(access.organizationId, id);
      const mayEnd =
        token && (token.userId === access.userId || access.allows('credentials.delete', token.workspaceId ?? 'all'));
      if (!mayEnd || !(await this.tokens.remove(token))) throw new NotFoundError();
      await this.audit.record(actor, {
        action: 'api_token.deleted',
        resourceType: 'api_token',
        resourceId: token.id,
        workspaceId: token.workspaceId,
        changes: { name: token.name },
      });
      this.events.publish('api_token.deleted', { tokenId: token.id, userId: token.userId });
    });
    await this.changes.settled();
  }

  /** undefined: malformed, unknown or expired. A wrong checksum never reaches the database. */
  async verify(secret: string): Promise<Credential | undefined> {
    if (!isWellFormedApiToken(secret)) return undefined;
    const token = await this.tokens.findByHash(hashOfSecret(secret));
    return token?.isActive(this.clock.now()) ? token.toCredential() : undefined;
  }
}
