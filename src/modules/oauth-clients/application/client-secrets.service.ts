import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { MemberAccess } from '../../../common/domain/access/member-access.js';
import { AuditTrail } from '../../../common/domain/audit-trail.js';
import { Clock } from '../../../common/domain/clock.js';
import { UnitOfWork } from '../../../common/domain/unit-of-work.js';
import { EventPublisher } from '../../../common/events/event-publisher.js';
import { ClientSecret } from '../domain/client-secret.js';
import { OAuthClient } from '../domain/oauth-client.js';
import { OAuthClientRepository } from '../domain/oauth-client.repository.js';
import { requireMay, requireVisible } from './client-rights.js';

/** Several secrets of an application work side by side while one replaces another. */
@Injectable()
export class ClientSecretsService {
  constructor(
    private readonly clients: OAuthClientRepository,
    private readonly audit: AuditTrail,
    private readonly events: EventPublisher,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * A new secret; those before it work for `overlapHours` at most. Its value is in the second place, only here.
   * @throws NotFoundError, ForbiddenError, ConflictError for a public application, and what `confirmPassword` throws.
   */
  async issue(
    actor: Actor,
    access: MemberAccess,
    clientId: string,
    overlapHours: number,
    confirmPassword: () => Promise<unknown>,
  ): Promise<[ClientSecret, string]> {
    const client = requireVisible(access, await this.clients.findById(clientId));
    requireMay(access, 'credentials.create', client);
    client.requireConfidential();
    await confirmPassword();
    return this.unitOfWork.run(async () => {
      const before = requireVisible(access, await this.clients.lock(clientId));
      const [after, secret, value] = before.withNewSecret(overlapHours, this.clock.now());
      await this.clients.replace(before, after);
      await this.record(actor, 'oauth_client_secret.created', after, secret.id, {
        expire_previous_in_hours: overlapHours,
      });
      return [secret, value];
    });
  }

  /** It opens nothing from now on. @throws NotFoundError, ForbiddenError, ConflictError for the last one that works. */
  remove(actor: Actor, access: MemberAccess, clientId: string, secretId: string): Promise<void> {
    return this.unitOfWork.run(async () => {
      const before = requireVisible(access, await this.clients.lock(clientId));
      requireMay(access, 'credentials.delete', before);
      const after = before.withoutSecret(secretId, this.clock.now());
      await this.clients.replace(before, after);
      await this.record(actor, 'oauth_client_secret.deleted', after, secretId);
    });
  }

  private async record(
    actor: Actor,
    action: 'oauth_client_secret.created' | 'oauth_client_secret.deleted',
    { id: clientId, name, workspaceId, organizationId }: OAuthClient,
    secretId: string,
    more: Record<string, unknown> = {},
  ): Promise<void> {
    const changes = { oauth_client_id: clientId, name, ...more };
    const resource = { resourceType: 'oauth_client_secret', resourceId: secretId };
    await this.audit.record(actor, { action, ...resource, workspaceId, changes });
    this.events.publish(action, { secretId, clientId, organizationId });
  }
}
