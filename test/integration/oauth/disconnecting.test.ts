import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { AuditTrail } from '../../../src/common/domain/audit-trail.js';
import { NotFoundError } from '../../../src/common/domain/errors.js';
import { EventPublisher } from '../../../src/common/events/event-publisher.js';
import { Database } from '../../../src/database/database.js';
import { OAuthClient } from '../../../src/modules/oauth-clients/index.js';
import { TypeormOAuthClientRepository } from '../../../src/modules/oauth-clients/infrastructure/typeorm-oauth-client.repository.js';
import { ConnectedApplicationsService } from '../../../src/modules/oauth/application/connected-applications.service.js';
import { GrantRevocation } from '../../../src/modules/oauth/application/grant-revocation.js';
import { Approval } from '../../../src/modules/oauth/domain/approval.js';
import { Grant } from '../../../src/modules/oauth/domain/grant.js';
import { TypeormAccessTokenRepository } from '../../../src/modules/oauth/infrastructure/typeorm-access-token.repository.js';
import { TypeormApprovalRepository } from '../../../src/modules/oauth/infrastructure/typeorm-approval.repository.js';
import { TypeormConnectedApplicationDirectory } from '../../../src/modules/oauth/infrastructure/typeorm-connected-application.directory.js';
import { TypeormGrantRepository } from '../../../src/modules/oauth/infrastructure/typeorm-grant.repository.js';
import { FakeCommittedChanges } from '../../fakes/fake-committed-changes.js';
import { FakeClock } from '../../fakes/fake-clock.js';
import { aGrant, approved, NOW, OAuthFixture, oauthFixture, Place, someTokens } from './oauth-fixture.js';

class NoAudit extends AuditTrail {
  override record(): Promise<void> {
    return Promise.resolve();
  }
}

let fixture: OAuthFixture;

beforeAll(async () => {
  fixture = await oauthFixture();
});

afterAll(() => fixture.close());

const service = (database: Database): ConnectedApplicationsService => {
  const clock = new FakeClock(NOW);
  const events = new EventPublisher(new EventEmitter2(), database);
  const tokens = new TypeormAccessTokenRepository(database);
  const revocation = new GrantRevocation(new TypeormGrantRepository(database), tokens, new NoAudit(), events, clock);
  const directory = new TypeormConnectedApplicationDirectory(database);
  const approvals = new TypeormApprovalRepository(database);
  return new ConnectedApplicationsService(
    directory,
    approvals,
    revocation,
    database,
    new FakeCommittedChanges(),
    clock,
  );
};

const disconnect = ({ organizationId, userId }: Place, client: OAuthClient): Promise<void> =>
  service(fixture.one).disconnect({ organizationId, userId, address: null }, userId, client.id);

/** As the authorization page does it, in the other process. */
const letIn = async (place: Place, client: OAuthClient): Promise<Grant> => {
  const approvals = new TypeormApprovalRepository(fixture.other);
  const [grant, code] = aGrant(place, client);
  const before = await approvals.hold(place.userId, client.id);
  await new TypeormGrantRepository(fixture.other).add(grant, code);
  await approvals.remember(before?.extendedBy(grant) ?? Approval.of(grant), client);
  return grant;
};

const left = async ({ userId }: Place): Promise<{ grants: number; approvals: number }> => {
  const grants = await fixture.test.query('SELECT FROM oauth_grants WHERE user_id = $1 AND revoked_at IS NULL', [
    userId,
  ]);
  const approvals = await fixture.test.query('SELECT FROM oauth_approvals WHERE user_id = $1', [userId]);
  return { grants: grants.length, approvals: approvals.length };
};

describe('BT-03 disconnecting an application', () => {
  test('at the moment in which it is let in leaves nothing open', async () => {
    const [place, client] = await approved(fixture);
    let disconnecting: Promise<void> | undefined;
    await fixture.other.run(async () => {
      await letIn(place, client);
      disconnecting = disconnect(place, client);
      await fixture.waitForLock();
    });
    await disconnecting;
    expect(await left(place)).toEqual({ grants: 0, approvals: 0 });
  });

  test('before it is let in lets it ask: the approval is gone for whoever waited', async () => {
    const [place, client] = await approved(fixture);
    await fixture.other.run(() => letIn(place, client));
    let remembered: Promise<Approval | undefined> | undefined;
    await fixture.one.run(async () => {
      await disconnect(place, client);
      remembered = fixture.other.run(() => new TypeormApprovalRepository(fixture.other).hold(place.userId, client.id));
      await fixture.waitForLock();
    });
    expect(await remembered).toBeUndefined();
  });

  test('while a code is being exchanged makes tokens that open nothing', async () => {
    const [place, client, grant, code] = await approved(fixture);
    const [accessToken, refreshToken] = someTokens(grant);
    const grants = new TypeormGrantRepository(fixture.other);
    await fixture.other.run(async () => {
      await grants.findByCode(code.codeHash);
      expect(await grants.consumeCode(code, NOW)).toBe(true);
      await grants.addTokens(accessToken, refreshToken);
      await disconnect(place, client);
    });
    expect(await new TypeormAccessTokenRepository(fixture.one).findLive(accessToken.id, NOW)).toBeUndefined();
    expect(await grants.consumeRefreshToken(refreshToken, NOW)).toBe(false);
  });

  test('and deleting it, letting it in and changing it at the same time never block each other', async () => {
    const [place, client] = await approved(fixture);
    const clients = new TypeormOAuthClientRepository(fixture.other);
    const [changed] = client.with({ redirectUris: ['https://acme.example/new'] }, new Date(NOW.getTime() + 1));
    const outcomes = await Promise.allSettled([
      ...[1, 2, 3, 4].map(() => fixture.other.run(() => letIn(place, client))),
      disconnect(place, client),
      fixture.other.run(async () => {
        await clients.replace(client, changed);
        await clients.forgetApprovals(changed);
      }),
      disconnect(place, client),
      clients.remove(client),
      disconnect(place, client),
    ]);
    const faults = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(faults.filter((fault) => !(fault instanceof NotFoundError))).toEqual([]);
    expect(await left(place)).toEqual({ grants: 0, approvals: 0 });
  });

  test('twice, or one that holds nothing, finds nothing', async () => {
    const [place, client] = await approved(fixture);
    await disconnect(place, client);
    await expect(disconnect(place, client)).rejects.toThrow(NotFoundError);
  });
});
