import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { AuditTrail } from '../../../common/domain/audit-trail.js';
import { EventPublisher } from '../../../common/events/event-publisher.js';
import { Domain } from '../domain/domain.js';

type DomainEventName = `domain.${'created' | 'updated' | 'verified' | 'failed' | 'deleted'}`;

/** Every change of a domain leaves an entry in the audit log and is published. */
@Injectable()
export class DomainNews {
  constructor(
    private readonly audit: AuditTrail,
    private readonly events: EventPublisher,
  ) {}

  async tell(actor: Actor, name: DomainEventName, domain: Domain, changes: Record<string, unknown>): Promise<void> {
    const { hostname, owner } = domain.requireOwned();
    const { workspaceId } = owner;
    const resource = { resourceType: 'domain', resourceId: domain.id, workspaceId };
    await this.audit.record(actor, { action: name, ...resource, changes: { hostname, ...changes } });
    this.events.publish(name, { domainId: domain.id, ...owner, hostname });
  }
}
