import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ScopeSet } from '../../../src/common/domain/access/scope.js';
import { newId } from '../../../src/common/domain/id.js';
import { Database } from '../../../src/database/database.js';
import { OAuthClient } from '../../../src/modules/oauth-clients/index.js';
import { TypeormOAuthClientRepository } from '../../../src/modules/oauth-clients/infrastructure/typeorm-oauth-client.repository.js';
import { Approval } from '../../../src/modules/oauth/domain/approval.js';
import { Grant } from '../../../src/modules/oauth/domain/grant.js';
import { TypeormApprovalRepository } from '../../../src/modules/oauth/infrastructure/typeorm-approval.repository.js';
import { aClient, NOW, OAuthFixture, oauthFixture, Place } from './oauth-fixture.js';

const SCOPES = ['users:read', 'short-urls:read', 'short-urls:write', 'domains:read', 'domains:write', 'analytics:read'];
const LATER = new Date(NOW.getTime() + 1000);

let fixture: OAuthFixture;

beforeAll(async () => {
  fixture = await oauthFixture();
});

afterAll(() => fixture.close());

const registered = async (): Promise<[Place, OAuthClient]> => {
  const place = await fixture.place();
  const client = aClient(place);
  await new TypeormOAuthClientRepository(fixture.one).add(client);
  return [place, client];
};

const grantOf = (place: Place, client: OAuthClient, scopes: string[]): Grant =>
  Grant.approve({ ...place, id: newId(), clientId: client.id, scopes: ScopeSet.of(scopes) }, NOW);

/** As the consent page does it. */
const approve = (database: Database, place: Place, client: OAuthClient, scopes: string[]): Promise<void> =>
  database.run(async () => {
    const approvals = new TypeormApprovalRepository(database);
    const grant = grantOf(place, client, scopes);
    const before = await approvals.hold(place.userId, client.id);
    await approvals.remember(before?.extendedBy(grant) ?? Approval.of(grant), client);
  });

const remembered = ({ userId }: Place, { id }: OAuthClient): Promise<Approval | undefined> =>
  fixture.one.run(() => new TypeormApprovalRepository(fixture.one).hold(userId, id));

describe('a remembered approval', () => {
  test('comes back the same', async () => {
    const [place, client] = await registered();
    expect(await remembered(place, client)).toBeUndefined();
    await approve(fixture.one, place, client, ['users:read']);
    expect(await remembered(place, client)).toEqual(Approval.of(grantOf(place, client, ['users:read'])));
  });

  test('has all that was approved at the same time, in two processes', async () => {
    const [place, client] = await registered();
    await Promise.all(
      SCOPES.map((scope, index) => approve(index % 2 ? fixture.one : fixture.other, place, client, [scope])),
    );
    expect((await remembered(place, client))?.scopes.values).toEqual(SCOPES.toSorted());
  });

  test('goes with its application', async () => {
    const [place, client] = await registered();
    await approve(fixture.one, place, client, ['users:read']);
    await new TypeormOAuthClientRepository(fixture.one).remove(client);
    expect(await remembered(place, client)).toBeUndefined();
    await approve(fixture.one, place, client, ['users:read']);
    expect(await remembered(place, client)).toBeUndefined();
  });

  test('OA-06b is not made for a redirect URI that is registered at the same moment', async () => {
    const [place, client] = await registered();
    const [changed] = client.with({ redirectUris: ['https://acme.example/new'] }, LATER);
    const clients = new TypeormOAuthClientRepository(fixture.other);
    let approving: Promise<void> | undefined;
    await fixture.other.run(async () => {
      await clients.replace(client, changed);
      await clients.forgetApprovals(changed);
      approving = approve(fixture.one, place, client, ['*']);
      await fixture.waitForLock();
    });
    await approving;
    expect(await remembered(place, client)).toBeUndefined();
    await approve(fixture.one, place, changed, ['*']);
    expect(await remembered(place, client)).toBeDefined();
  });
});
