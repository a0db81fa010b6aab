import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { MemberAccess } from '../../../common/domain/access/member-access.js';
import { boundTo, WorkspaceChoice } from '../../../common/domain/access/reach.js';
import { CommittedChanges } from '../../../common/domain/committed-changes.js';
import { AuditTrail } from '../../../common/domain/audit-trail.js';
import { Clock } from '../../../common/domain/clock.js';
import { ConflictError, NotFoundError } from '../../../common/domain/errors.js';
import { isId } from '../../../common/domain/id.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { UnitOfWork } from '../../../common/domain/unit-of-work.js';
import { EventPublisher } from '../../../common/events/event-publisher.js';
import { ClientDetails, ClientInput } from '../domain/client-details.js';
import { OAuthClient } from '../domain/oauth-client.js';
import { ClientListing, OAuthClientRepository } from '../domain/oauth-client.repository.js';
import { requireMay, requireVisible } from './client-rights.js';

@Injectable()
export class OAuthClientsService {
  constructor(
    private readonly clients: OAuthClientRepository,
    private readonly audit: AuditTrail,
    private readonly events: EventPublisher,
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: CommittedChanges,
    private readonly clock: Clock,
  ) {}

  /** Bound to `choice`, the active view, for good. The secret of a confidential one is in the second place, only here. */
  register(
    actor: Actor,
    choice: WorkspaceChoice,
    details: ClientDetails,
  ): Promise<[ClientListing, string | undefined]> {
    const { organizationId, userId } = actor;
    const origin = { organizationId, workspaceId: boundTo(choice), createdBy: userId };
    const now = this.clock.now();
    const [client, secret] = OAuthClient.register(origin, details, now);
    return this.unitOfWork.run(async () => {
      await this.clients.add(client);
      await this.record(actor, 'oauth_client.registered', client, summary(client));
      this.events.publish('oauth_client.registered', { clientId: client.id, organizationId });
      return [await this.clients.watch(client, now), secret];
    });
  }

  /** One's own, or with `credentials.view` the organization's; `userId` narrows to those that one user registered. */
  list(access: MemberAccess, page: PageRequest, userId?: string): Promise<Page<ClientListing>> {
    const seesAll = access.allows('credentials.view', 'all');
    if (!seesAll && userId !== undefined && userId !== access.userId) return Promise.resolve({ items: [], total: 0 });
    const filter = { organizationId: access.organizationId, createdBy: seesAll ? userId : access.userId };
    return this.clients.list(filter, page, this.clock.now());
  }

  /** @throws NotFoundError for one that the user can't see. */
  async find(access: MemberAccess, id: string): Promise<ClientListing> {
    return this.clients.watch(await this.require(access, id), this.clock.now());
  }

  /**
   * `confirmPassword` is called once, with whether the change is one of those that need the account password. The first
   * secret of an application that becomes confidential is in the second place.
   * @throws NotFoundError, ForbiddenError, ValidationError, ConflictError.
   */
  async update(
    actor: Actor,
    access: MemberAccess,
    id: string,
    input: ClientInput,
    confirmPassword: (isNeeded: boolean) => Promise<void>,
  ): Promise<[ClientListing, string | undefined]> {
    const before = await this.require(access, id);
    requireMay(access, 'credentials.create', before);
    const now = this.clock.now();
    const [after, secret] = before.with(input, now);
    await confirmPassword(before.differsInWhatIsGuarded(after));
    const updated = await this.unitOfWork.run<[ClientListing, string | undefined]>(async () => {
      if (!(await this.clients.replace(before, after))) {
        throw new ConflictError('Somebody else has changed this application just now. Read it again first.');
      }
      if (before.gainsRedirectUri(after)) await this.clients.forgetApprovals(after);
      await this.record(actor, 'oauth_client.updated', after, { before: summary(before), after: summary(after) });
      return [await this.clients.watch(after, now), secret];
    });
    await this.changes.settled();
    return updated;
  }

  /** Every grant, code and token of it dies at once. @throws NotFoundError, ForbiddenError. */
  async remove(actor: Actor, access: MemberAccess, id: string): Promise<void> {
    const client = await this.require(access, id);
    requireMay(access, 'credentials.delete', client);
    await this.unitOfWork.run(async () => {
      if (!(await this.clients.remove(client))) throw new NotFoundError();
      await this.record(actor, 'oauth_client.deleted', client, { name: client.name });
      this.events.publish('oauth_client.deleted', { clientId: client.id, organizationId: client.organizationId });
    });
    await this.changes.settled();
  }

  /** For the authorization server: whoever asks gives nothing but a `client_id`, which is compared as a string. */
  async findByClientId(clientId: string): Promise<OAuthClient | undefined> {
    const client = isId(clientId) ? await this.clients.findById(clientId) : undefined;
    return client?.id === clientId ? client : undefined;
  }

  /** The name of the organization that runs it. */
  operatorOf(client: OAuthClient): Promise<string> {
    return this.clients.operatorOf(client);
  }

  private async require(access: MemberAccess, id: string): Promise<OAuthClient> {
    return requireVisible(access, await this.clients.findById(id));
  }

  private record(actor: Actor, action: string, client: OAuthClient, changes: Record<string, unknown>): Promise<void> {
    const { id, workspaceId } = client;
    return this.audit.record(actor, { action, resourceType: 'oauth_client', resourceId: id, workspaceId, changes });
  }
}

/** What the audit log keeps: everything but the secrets. */
const summary = (client: OAuthClient): Record<string, unknown> => ({
  name: client.name,
  link: client.link,
  description: client.description,
  redirect_uris: client.redirectUris.map(({ value }) => value),
  confidential: client.confidential,
  scopes: client.scopes.values,
  require_pkce: client.needsPkce,
  access_token_lifetime_seconds: client.accessTokenLifetimeSeconds,
});
