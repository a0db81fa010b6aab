import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TypeormOAuthClientRepository } from '../../../src/modules/oauth-clients/infrastructure/typeorm-oauth-client.repository.js';
import { TypeormGrantRepository } from '../../../src/modules/oauth/infrastructure/typeorm-grant.repository.js';
import { aClient, aGrant, approved, NOW, OAuthFixture, oauthFixture, someTokens } from '../oauth/oauth-fixture.js';

const later = (milliseconds: number): Date => new Date(NOW.getTime() + milliseconds);

describe('stored applications', () => {
  let fixture: OAuthFixture;
  let clients: TypeormOAuthClientRepository;

  beforeAll(async () => {
    fixture = await oauthFixture();
    clients = new TypeormOAuthClientRepository(fixture.one);
  });

  afterAll(() => fixture.close());

  const secretsOf = (id: string) =>
    fixture.test.query('SELECT * FROM oauth_client_secrets WHERE oauth_client_id = $1', [id]);

  test('come back the same, secrets included', async () => {
    const client = aClient(await fixture.place());
    await clients.add(client);
    expect(await clients.findById(client.id)).toEqual(client);
    expect(await clients.operatorOf(client)).toBe('Harbour Bikes');
  });

  test('are replaced whole, with the secrets that go and come', async () => {
    const client = aClient(await fixture.place());
    await clients.add(client);
    const [open] = client.with({ confidential: false, redirectUris: ['https://new.example/'], name: 'New' }, later(1));
    expect(await clients.replace(client, open)).toBe(true);
    expect(await clients.findById(client.id)).toEqual(open);
    expect(await secretsOf(client.id)).toEqual([]);
    const [closed] = open.with({ confidential: true }, later(2));
    expect(await clients.replace(open, closed)).toBe(true);
    expect(await clients.findById(client.id)).toEqual(closed);
    expect(await secretsOf(client.id)).toHaveLength(1);
  });

  test('keep the secrets that stay, with the time until which they work', async () => {
    const client = aClient(await fixture.place());
    await clients.add(client);
    const [rotated, secret] = client.withNewSecret(24, later(1));
    expect(await clients.replace(client, rotated)).toBe(true);
    const stored = await clients.findById(client.id);
    expect(stored?.secretsNewestFirst).toEqual(rotated.secretsNewestFirst);
    const rest = rotated.withoutSecret(client.secrets[0]!.id, later(2));
    expect(await clients.replace(rotated, rest)).toBe(true);
    expect((await clients.findById(client.id))?.secrets).toEqual([secret]);
  });

  test('OA-11 parallel new secrets wait for one another, so that none is lost', async () => {
    const client = aClient(await fixture.place());
    await clients.add(client);
    const issue = (index: number): Promise<string> => {
      const database = index % 2 ? fixture.one : fixture.other;
      const repository = new TypeormOAuthClientRepository(database);
      return database.run(async () => {
        const before = await repository.lock(client.id);
        const [after, , value] = before!.withNewSecret(24, NOW);
        expect(await repository.replace(before!, after)).toBe(true);
        return value;
      });
    };
    const values = await Promise.all(Array.from({ length: 10 }, (_, index) => issue(index)));
    const stored = await clients.findById(client.id);
    expect(stored?.secrets).toHaveLength(11);
    expect(values.map((value) => stored?.acceptsSecret(value, later(1)))).toEqual(values.map(() => true));
    expect(stored?.secrets.filter(({ expiresAt }) => expiresAt === null)).toHaveLength(1);
    expect(await clients.replace(client, client.with({ name: 'Stale' }, later(2))[0])).toBe(false);
  });

  test('one that is gone can’t be locked', async () => {
    const client = aClient(await fixture.place());
    expect(await fixture.one.run(() => clients.lock(client.id))).toBeUndefined();
  });

  test('of two changes to the same state one is taken', async () => {
    const client = aClient(await fixture.place());
    await clients.add(client);
    const change = (name: string, milliseconds: number) => {
      const [after] = client.with({ name }, later(milliseconds));
      return new TypeormOAuthClientRepository(milliseconds % 2 ? fixture.one : fixture.other).replace(client, after);
    };
    const taken = await Promise.all(Array.from({ length: 10 }, (_, index) => change(`name ${index}`, index + 1)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect((await clients.findById(client.id))?.name).toBe(`name ${taken.indexOf(true)}`);
  });

  test('one that is gone is replaced by nothing', async () => {
    const client = aClient(await fixture.place());
    await clients.add(client);
    await clients.remove(client);
    expect(await clients.replace(client, client.with({ name: 'x' }, later(1))[0])).toBe(false);
    expect(await clients.findById(client.id)).toBeUndefined();
    expect(await secretsOf(client.id)).toEqual([]);
  });

  test('are listed per organization and per person, newest first', async () => {
    const [place, elsewhere] = [await fixture.place(), await fixture.place()];
    const older = aClient(place);
    const newer = aClient({ ...place, userId: elsewhere.userId }, later(1));
    for (const client of [older, newer, aClient(elsewhere)]) await clients.add(client);
    const { organizationId, userId } = place;
    const ids = async (createdBy?: string, perPage = 10, page = 1) => {
      const list = await clients.list({ organizationId, createdBy }, { page, perPage }, NOW);
      return [list.items.map(({ client }) => client.id), list.total];
    };
    expect(await ids()).toEqual([[newer.id, older.id], 2]);
    expect(await ids(userId)).toEqual([[older.id], 1]);
    expect(await ids(undefined, 1, 2)).toEqual([[older.id], 2]);
  });

  test('tell how they are used', async () => {
    const [place, client, grant] = await approved(fixture);
    const grants = new TypeormGrantRepository(fixture.one);
    expect(await clients.watch(client, NOW)).toMatchObject({ activeGrants: 0, people: 0, lastUsedAt: null });
    const [second, code] = aGrant(place, client);
    await fixture.one.run(() => grants.add(second, code));
    await grants.addTokens(...someTokens(grant));
    await grants.addTokens(...someTokens(second));
    const use = (day: string, requests: number) =>
      fixture.test.query(
        'INSERT INTO credential_usage (subject_id, day, requests, last_used_at) VALUES ($1, $2::date, $3, $2::date)',
        [client.id, day, requests],
      );
    await use('2026-11-24', 5);
    await use('2026-10-27', 7);
    await use('2026-10-26', 100);
    expect(await clients.watch(client, NOW)).toEqual({
      client,
      activeGrants: 2,
      people: 1,
      lastUsedAt: expect.any(Date),
      requestsIn30Days: 12,
    });
    await grants.revoke(second, NOW);
    expect(await clients.watch(client, NOW)).toMatchObject({ activeGrants: 1, people: 1 });
    expect(await clients.watch(client, grant.expiresAt)).toMatchObject({ activeGrants: 0, people: 0 });
  });
});
