import { Actor } from '../../../src/common/domain/access/actor.js';
import { DomainError } from '../../../src/common/domain/errors.js';
import { ClientSecretsService } from '../../../src/modules/oauth-clients/application/client-secrets.service.js';
import { OAuthClientsService } from '../../../src/modules/oauth-clients/application/oauth-clients.service.js';
import { ClientInput, newClientDetails } from '../../../src/modules/oauth-clients/domain/client-details.js';
import { OAuthClient } from '../../../src/modules/oauth-clients/domain/oauth-client.js';
import { FakeCommittedChanges } from '../../fakes/fake-committed-changes.js';
import { FakeClock } from '../../fakes/fake-clock.js';
import { ImmediateUnitOfWork } from '../../fakes/immediate-unit-of-work.js';
import { InMemoryOAuthClientRepository } from '../../fakes/in-memory-oauth-client.repository.js';
import { RecordingAuditTrail } from '../../fakes/recording-audit-trail.js';
import { RecordingEventPublisher } from '../../fakes/recording-event-publisher.js';

export const ACTOR: Actor = { userId: 'user', organizationId: 'organization', address: '203.0.113.7' };

export const detailsOf = (more: ClientInput = {}) =>
  newClientDetails({ name: 'Acme', link: 'https://acme.example', redirectUri: 'https://acme.example/cb', ...more });

interface Origin {
  organizationId?: string;
  workspaceId?: string | null;
  createdBy?: string | null;
}

/** Both services on ports without a database. */
export function clientServices() {
  const unitOfWork = new ImmediateUnitOfWork();
  const clients = new InMemoryOAuthClientRepository(unitOfWork);
  const audit = new RecordingAuditTrail(unitOfWork);
  const events = new RecordingEventPublisher(unitOfWork);
  const clock = new FakeClock();
  const changes = new FakeCommittedChanges();
  return {
    clients,
    audit,
    events,
    clock,
    unitOfWork,
    changes,
    applications: new OAuthClientsService(clients, audit, events, unitOfWork, changes, clock),
    secrets: new ClientSecretsService(clients, audit, events, unitOfWork, clock),
    /** One that is stored, of somebody else in the workspace `here` where nothing else is said. */
    stored: async (origin: Origin = {}, more: ClientInput = {}): Promise<[OAuthClient, string]> => {
      const whole = { organizationId: 'organization', workspaceId: 'here', createdBy: 'somebody else', ...origin };
      const [client, secret = ''] = OAuthClient.register(whole, detailsOf(more), clock.now());
      await clients.add(client);
      return [client, secret];
    },
  };
}

/** What a call is refused with: its code and its words. */
export async function refusalOf(work: () => unknown): Promise<[code: string, message: string] | undefined> {
  try {
    await work();
  } catch (error) {
    if (error instanceof DomainError) return [error.code, error.message];
    throw error;
  }
  return undefined;
}

export const NOT_FOUND = ['not_found', 'Not found.'];
export const lacking = (permission: string) => [
  'permission_missing',
  `This needs the permission ${permission}, which you do not have here.`,
];
