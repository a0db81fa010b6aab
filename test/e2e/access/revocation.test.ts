import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { waitUntil } from '../../../src/database/embedded/wait-until.js';
import { withPasswordHasher } from '../../fakes/fake-password-hasher.js';
import {
  activate,
  addMember,
  createWorkspace,
  generateToken,
  Person,
  registerOwner,
  startApp,
  TestApp,
  upgrade,
} from '../../support/app.js';
import { Application, registerApplication, tokensOf } from '../../support/oauth.js';

const LIST = '/api/1.0/short-urls/list-all-short-urls';
const APP_SECRET = 'one-secret-for-both-instances-of-32-characters';

/** Two instances on one database; each remembers the credentials that it has verified. */
describe('what is taken away', () => {
  let here: TestApp;
  let there: TestApp;
  let owner: Person;
  let shop: string;
  let application: Application;

  beforeAll(async () => {
    here = await startApp({ environment: { APP_SECRET }, extensions: withPasswordHasher() });
    there = await startApp({
      environment: { APP_SECRET, DATABASE_URL: here.database.url },
      extensions: withPasswordHasher(),
    });
    owner = await registerOwner(here.server);
    await upgrade(here, owner);
    shop = await createWorkspace(owner, 'Shop');
    await activate(owner, shop);
    application = await registerApplication(owner);
  });

  afterAll(async () => {
    await there.close();
    await here.close();
  });

  const ask = async ({ server }: TestApp, token: string, path = LIST): Promise<number> =>
    (await request(server).get(path).set('Authorization', `Bearer ${token}`)).status;

  /** Both kinds of credential of a new person, remembered by both instances. */
  const credentialsOf = async (person: Person): Promise<{ api: string; oauth: string }> => {
    const api = await generateToken(person);
    const { access_token: oauth } = await tokensOf(here.server, person, application);
    await expectEverywhere([api, oauth], 200);
    return { api, oauth };
  };

  /** The next request here; the other instance has heard by then or hears at once. */
  const expectEverywhere = async (tokens: string[], status: number): Promise<void> => {
    for (const token of tokens) {
      expect(await ask(here, token)).toBe(status);
      await waitUntil(async () => (await ask(there, token)) === status);
      // Twice, so that the second answer is one from memory.
      expect([await ask(here, token), await ask(there, token)]).toEqual([status, status]);
    }
  };

  const newcomer = (member: { role?: string; permissions?: string[] } = {}): Promise<Person> =>
    addMember(here.server, owner, { workspace_ids: [shop], permissions: ['credentials.create'], ...member });

  const change = (person: Person, body: object) =>
    owner.agent.patch(`/api/1.0/members/${person.userId}`).send(body).expect(200);

  test('BT-03 suspended: 401; active again: as before', async () => {
    const person = await newcomer();
    const { api, oauth } = await credentialsOf(person);
    await change(person, { status: 'suspended' });
    await expectEverywhere([api, oauth], 401);
    await change(person, { status: 'active' });
    await expectEverywhere([api, oauth], 200);
  });

  test('BT-03 removed from the workspace: nothing of it; another one is none instead', async () => {
    const person = await newcomer();
    const { api, oauth } = await credentialsOf(person);
    await change(person, { workspace_ids: [owner.defaultWorkspaceId] });
    await expectEverywhere([api, oauth], 403);
    await change(person, { workspace_ids: [] });
    await expectEverywhere([api, oauth], 403);
    await change(person, { workspace_ids: [shop] });
    await expectEverywhere([api, oauth], 200);
  });

  test('BT-03 demoted: only what a member may, with both kinds', async () => {
    const person = await newcomer({ role: 'admin' });
    await activate(person, shop);
    const { api, oauth } = await credentialsOf(person);
    const write = (server: TestApp['server'], token: string) =>
      request(server)
        .post('/api/1.0/short-urls')
        .set('Authorization', `Bearer ${token}`)
        .send({ destination_url: 'https://a.example/' });
    for (const token of [api, oauth]) await write(here.server, token).expect(201);
    await change(person, { role: 'member', permissions: [] });
    for (const token of [api, oauth]) {
      const { body } = await write(here.server, token).expect(403);
      expect(body.message).toContain('links.create');
      await waitUntil(async () => (await write(there.server, token)).status === 403);
    }
    await expectEverywhere([api, oauth], 200);
  });

  test('BT-03 a direct grant taken back: gone', async () => {
    const person = await newcomer({ permissions: ['credentials.create', 'links.create'] });
    const { api, oauth } = await credentialsOf(person);
    await change(person, { permissions: ['credentials.create'] });
    for (const token of [api, oauth]) {
      await request(here.server)
        .post('/api/1.0/short-urls')
        .set('Authorization', `Bearer ${token}`)
        .send({ destination_url: 'https://a.example/' })
        .expect(403);
    }
  });

  test('BT-03 deleted, revoked: 401, and only that one', async () => {
    const person = await newcomer();
    const { api, oauth } = await credentialsOf(person);
    const { body } = await person.agent.get('/api/1.0/tokens').expect(200);
    await person.agent.delete(`/api/1.0/tokens/${body.data[0].id}`).expect(204);
    await expectEverywhere([api], 401);
    await expectEverywhere([oauth], 200);
  });

  test('BT-03 a deleted application: 401 for all of its users, no other credential', async () => {
    const person = await newcomer();
    const { api } = await credentialsOf(person);
    const other = await registerApplication(owner);
    const tokens = [await tokensOf(here.server, person, other), await tokensOf(here.server, owner, other)];
    const access = tokens.map(({ access_token }) => access_token);
    await expectEverywhere(access, 200);
    await owner.agent.delete(`/api/1.0/oauth-clients/${other.id}`).expect(204);
    await expectEverywhere(access, 401);
    await expectEverywhere([api], 200);
  });

  test('BT-03 a deleted workspace: 401 for all that was bound to it', async () => {
    const popUp = await createWorkspace(owner, 'Pop-up');
    await activate(owner, popUp);
    const of = await registerApplication(owner);
    const api = await generateToken(owner);
    const { access_token: oauth } = await tokensOf(here.server, owner, of);
    await expectEverywhere([api, oauth], 200);
    await owner.agent.delete(`/api/1.0/workspaces/${popUp}`).send({ name: 'Pop-up' }).expect(204);
    await expectEverywhere([api, oauth], 401);
    await owner.agent.post(`/api/1.0/workspaces/${popUp}/restore`).expect(200);
    await expectEverywhere([api, oauth], 200);
    await activate(owner, shop);
  });

  test('BT-03 a permission that a group gave goes with the group', async () => {
    const person = await newcomer();
    const { api, oauth } = await credentialsOf(person);
    const groupId = '01900000-0000-7000-8000-00000000000a';
    await here.database.query(
      `INSERT INTO groups (id, organization_id, name, permissions, created_at) VALUES ($1, $2, 'Makers', '{links.create}', now())`,
      [groupId, owner.organizationId],
    );
    await here.database.query('INSERT INTO group_members VALUES ($1, $2)', [groupId, person.userId]);
    await here.database.query('INSERT INTO group_workspaces VALUES ($1, $2)', [groupId, shop]);
    const write = async (token: string): Promise<number> =>
      (
        await request(here.server)
          .post('/api/1.0/short-urls')
          .set('Authorization', `Bearer ${token}`)
          .send({ destination_url: 'https://a.example/' })
      ).status;
    for (const token of [api, oauth]) await waitUntil(async () => (await write(token)) === 201);
    await here.database.query('DELETE FROM group_members WHERE group_id = $1', [groupId]);
    for (const token of [api, oauth]) await waitUntil(async () => (await write(token)) === 403);
  });
});
