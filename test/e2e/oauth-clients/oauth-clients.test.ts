import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import {
  activate,
  addMember,
  createWorkspace,
  generateToken,
  PASSWORD,
  Person,
  registerOwner,
  startApp,
  TestApp,
  upgrade,
} from '../../support/app.js';
import { registerApplication, tokensOf } from '../../support/oauth.js';

const CLIENTS = '/api/1.0/oauth-clients';

const ORDER = {
  password: PASSWORD,
  name: 'Acme Corp Integration',
  link: 'https://acme.example',
  redirect_uri: 'https://acme.example/auth/callback',
  description: 'Makes links for campaigns.',
};

describe('OAuth applications', () => {
  let test_: TestApp;
  let owner: Person;

  beforeAll(async () => {
    test_ = await startApp();
    owner = await registerOwner(test_.server);
    await upgrade(test_, owner);
  });

  afterAll(() => test_.close());

  const register = async (person: Person, more: object = {}) => {
    const { body } = await person.agent
      .post(CLIENTS)
      .send({ ...ORDER, ...more })
      .expect(201);
    return body.data;
  };

  describe('registration', () => {
    test('answers with the secret, once, and keeps only its hash', async () => {
      const { body, headers } = await owner.agent.post(`${CLIENTS}/`).send(ORDER).expect(201);
      const { client_secret: secret, ...item } = body.data;
      expect(headers['location']).toBe(`${CLIENTS}/${item.id}`);
      expect(headers['cache-control']).toBe('no-store');
      expect(secret).toMatch(/^[A-Za-z0-9_]{40,}$/);
      expect(item).toEqual({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        client_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        name: ORDER.name,
        link: ORDER.link,
        description: ORDER.description,
        redirect_uris: [ORDER.redirect_uri],
        confidential: true,
        workspace_id: owner.defaultWorkspaceId,
        scopes: ['*'],
        require_pkce: false,
        access_token_lifetime_seconds: 31_536_000,
        authorization_url:
          `http://localhost:3000/app/authorize?grant_type=authorization_code&client_id=${item.client_id}` +
          '&redirect_uri=https%3A%2F%2Facme.example%2Fauth%2Fcallback&response_type=code&scope=*',
        secrets: [{ id: expect.stringMatching(/^[0-9a-f-]{36}$/), created_at: item.created_at, expires_at: null }],
        user_id: owner.userId,
        active_grants: 0,
        last_used_at: null,
        requests_30_days: 0,
        created_at: expect.stringMatching(/Z$/),
        updated_at: expect.stringMatching(/Z$/),
      });
      const { body: read } = await owner.agent.get(headers['location'] as string).expect(200);
      expect(read.data).toEqual(item);
      const { body: list } = await owner.agent.get(CLIENTS).expect(200);
      expect(list.data[0]).toEqual(item);
      for (const table of ['oauth_clients', 'oauth_client_secrets', 'audit_log']) {
        const rows = await test_.database.query(`SELECT ${table}::text AS row FROM ${table}`);
        expect(JSON.stringify(rows)).not.toContain(secret);
      }
    });

    test('a public application has no secret', async () => {
      const item = await register(owner, {
        confidential: false,
        redirect_uri: undefined,
        redirect_uris: ['com.example.app:/cb', 'http://127.0.0.1/cb'],
      });
      expect(item).toMatchObject({ confidential: false, require_pkce: true, secrets: [] });
      expect(item).not.toHaveProperty('client_secret');
    });

    test.each([
      [{ password: undefined }, 'password'],
      [{ name: undefined }, 'name'],
      [{ name: '' }, 'name'],
      [{ name: '   ' }, 'name'],
      [{ name: 'x'.repeat(121) }, 'name'],
      [{ name: 'two\nlines' }, 'name'],
      [{ name: 'gnp\u202eexe' }, 'name'],
      [{ name: 7 }, 'name'],
      [{ link: undefined }, 'link'],
      [{ link: 'javascript:alert(1)' }, 'link'],
      [{ description: 'x'.repeat(1001) }, 'description'],
      [{ redirect_uri: undefined }, 'redirect_uri'],
      [{ redirect_uri: null }, 'redirect_uri'],
      [{ redirect_uri: 'http://acme.example/cb' }, 'redirect_uri'],
      [{ redirect_uri: 'com.example.app:/cb' }, 'redirect_uri'],
      [{ redirect_uris: ['https://acme.example/cb'] }, 'redirect_uri'],
      [{ redirect_uri: undefined, redirect_uris: [] }, 'redirect_uris'],
      [{ redirect_uri: undefined, redirect_uris: ['https://a.example/', 'x'] }, 'redirect_uris.1'],
      [{ confidential: 'yes' }, 'confidential'],
      [{ confidential: null }, 'confidential'],
      [{ scopes: [] }, 'scopes'],
      [{ scopes: ['links:everything'] }, 'scopes'],
      [{ scopes: '*' }, 'scopes'],
      [{ confidential: false, require_pkce: false }, 'require_pkce'],
      [{ access_token_lifetime_seconds: 59 }, 'access_token_lifetime_seconds'],
      [{ access_token_lifetime_seconds: 31_536_001 }, 'access_token_lifetime_seconds'],
      [{ access_token_lifetime_seconds: '60' }, 'access_token_lifetime_seconds'],
      [{ workspace_id: '01900000-0000-7000-8000-000000000000' }, 'workspace_id'],
      [{ client_secret: 'mine' }, 'client_secret'],
    ])('%j is 422 on %s', async (change, field) => {
      const { body } = await owner.agent
        .post(CLIENTS)
        .send({ ...ORDER, ...change })
        .expect(422);
      expect(Object.keys(body.errors)).toEqual([field]);
      expect(body.message.startsWith(body.errors[field][0])).toBe(true);
    });

    test('a wrong password is told after the other faults, and on its own field', async () => {
      const wrong = { ...ORDER, password: 'not my password' };
      const { body } = await owner.agent.post(CLIENTS).send(wrong).expect(422);
      expect(Object.keys(body.errors)).toEqual(['password']);
      const { body: other } = await owner.agent
        .post(CLIENTS)
        .send({ ...wrong, redirect_uri: 'x' })
        .expect(422);
      expect(Object.keys(other.errors)).toEqual(['redirect_uri']);
    });

    test('binds it to the workspace that is active', async () => {
      const person = await registerOwner(test_.server);
      const shop = await createWorkspace(person, 'Shop');
      await activate(person, shop);
      expect((await register(person)).workspace_id).toBe(shop);
      await activate(person, 'all');
      expect((await register(person)).workspace_id).toBeNull();
    });
  });

  describe('change', () => {
    test('PATCH merges, PUT does the same, and null brings the default back', async () => {
      const { id, updated_at: updatedAt } = await register(owner, { access_token_lifetime_seconds: 60 });
      test_.clock.advance(1);
      const { body } = await owner.agent
        .patch(`${CLIENTS}/${id}`)
        .set('Content-Type', 'application/merge-patch+json')
        .send(JSON.stringify({ name: 'New name', access_token_lifetime_seconds: null, description: null }))
        .expect(200);
      expect(body.data).toMatchObject({ name: 'New name', access_token_lifetime_seconds: 31_536_000, description: '' });
      expect(body.data.link).toBe(ORDER.link);
      expect(body.data.updated_at > updatedAt).toBe(true);
      expect(body.data).not.toHaveProperty('client_secret');
      const put = await owner.agent.put(`${CLIENTS}/${id}`).send({ link: 'https://new.example' }).expect(200);
      expect(put.body.data).toMatchObject({ name: 'New name', link: 'https://new.example' });
      for (const faulty of [{ name: null }, { link: 'x' }, { workspace_id: null }, { redirect_uris: ['x'] }]) {
        await owner.agent.patch(`${CLIENTS}/${id}`).send(faulty).expect(422);
      }
    });

    test.each([
      [{ redirect_uris: ['https://acme.example/auth/callback', 'https://acme.example/two'] }],
      [{ redirect_uri: 'https://acme.example/two' }],
      [{ scopes: ['users:read'] }],
      [{ confidential: false }],
    ])('OA-06b %j needs the password', async (change) => {
      const { id } = await register(owner);
      const { body } = await owner.agent.patch(`${CLIENTS}/${id}`).send(change).expect(422);
      expect(Object.keys(body.errors)).toEqual(['password']);
      await owner.agent
        .put(`${CLIENTS}/${id}`)
        .send({ ...change, password: 'not my password' })
        .expect(422);
      const { body: unchanged } = await owner.agent.get(`${CLIENTS}/${id}`).expect(200);
      expect(unchanged.data).toMatchObject({ redirect_uris: [ORDER.redirect_uri], scopes: ['*'], confidential: true });
      await owner.agent
        .patch(`${CLIENTS}/${id}`)
        .send({ ...change, password: PASSWORD })
        .expect(200);
      // The failures above must not lock the account for the tests that follow.
      test_.clock.advance(16 * 60);
    });

    test('the same values again need none', async () => {
      const { id } = await register(owner);
      const same = { redirect_uris: [ORDER.redirect_uri], scopes: ['*'], confidential: true, name: 'Other' };
      await owner.agent.put(`${CLIENTS}/${id}`).send(same).expect(200);
    });

    test('an application that becomes confidential gets its secret then', async () => {
      const { id } = await register(owner, { confidential: false });
      const { body } = await owner.agent
        .patch(`${CLIENTS}/${id}`)
        .send({ confidential: true, password: PASSWORD })
        .expect(200);
      expect(body.data.client_secret).toMatch(/^tls_/);
      const application = { id, clientId: id, clientSecret: body.data.client_secret, redirectUri: ORDER.redirect_uri };
      await tokensOf(test_.server, owner, application);
    });
  });

  test('tells how it is used', async () => {
    const application = await registerApplication(owner);
    const { access_token: token } = await tokensOf(test_.server, owner, application);
    await request(test_.server).get('/api/1.0/workspaces').set('Authorization', `Bearer ${token}`).expect(200);
    let item = { requests_30_days: 0, last_used_at: null, active_grants: 0 };
    const deadline = Date.now() + 10_000;
    while (item.requests_30_days === 0 && Date.now() < deadline) {
      const { body } = await owner.agent.get(`${CLIENTS}/${application.id}`).expect(200);
      item = body.data;
    }
    expect(item).toMatchObject({ active_grants: 1, requests_30_days: 1, last_used_at: expect.stringMatching(/Z$/) });
  });

  describe('who may what', () => {
    let member: Person;
    let maker: Person;
    let viewer: Person;
    let ender: Person;
    let stranger: Person;

    beforeAll(async () => {
      const workspace_ids = [owner.defaultWorkspaceId];
      const with_ = (...permissions: string[]) => addMember(test_.server, owner, { workspace_ids, permissions });
      member = await with_();
      maker = await with_('credentials.create');
      viewer = await with_('credentials.view');
      ender = await with_('credentials.delete');
      stranger = await registerOwner(test_.server);
    });

    test('registers: owners, and holders of credentials.create', async () => {
      const { body } = await member.agent.post(CLIENTS).send(ORDER).expect(403);
      expect(body.message).toContain('credentials.create');
      await viewer.agent.post(CLIENTS).send(ORDER).expect(403);
      await register(maker);
    });

    test('sees: one’s own, and with credentials.view or .delete the organization’s; nobody else’s', async () => {
      const own = await register(maker);
      const { id } = await register(owner);
      const idsSeenBy = async (person: Person, query = ''): Promise<string[]> => {
        const { body } = await person.agent.get(`${CLIENTS}${query}`).expect(200);
        return body.data.map((it: { id: string }) => it.id);
      };
      expect(await idsSeenBy(viewer)).toEqual(expect.arrayContaining([own.id, id]));
      expect(await idsSeenBy(maker)).not.toContain(id);
      expect(await idsSeenBy(maker)).toContain(own.id);
      expect(await idsSeenBy(member)).toEqual([]);
      expect(await idsSeenBy(owner, `?user_id=${maker.userId}`)).toContain(own.id);
      expect(await idsSeenBy(owner, `?user_id=${maker.userId}`)).not.toContain(id);
      expect(await idsSeenBy(maker, `?user_id=${owner.userId}`)).toEqual([]);
      await owner.agent.get(`${CLIENTS}?user_id=me`).expect(400);
      await owner.agent.get(`${CLIENTS}?colour=red`).expect(400);
      await viewer.agent.get(`${CLIENTS}/${id}`).expect(200);
      await ender.agent.get(`${CLIENTS}/${id}`).expect(200);
      for (const person of [maker, member, stranger]) await person.agent.get(`${CLIENTS}/${id}`).expect(404);
      await owner.agent.get(`${CLIENTS}/nonsense`).expect(404);
    });

    test('changes and deletes: one’s own, and with the permission others’', async () => {
      const own = await register(maker);
      const { id } = await register(owner);
      await maker.agent.patch(`${CLIENTS}/${own.id}`).send({ name: 'x' }).expect(200);
      await maker.agent.patch(`${CLIENTS}/${id}`).send({ name: 'x' }).expect(404);
      await viewer.agent.patch(`${CLIENTS}/${id}`).send({ name: 'x' }).expect(403);
      await stranger.agent.patch(`${CLIENTS}/${id}`).send({ name: 'x' }).expect(404);
      await stranger.agent.delete(`${CLIENTS}/${id}`).expect(404);
      await maker.agent.delete(`${CLIENTS}/${id}`).expect(404);
      const { body } = await viewer.agent.delete(`${CLIENTS}/${id}`).expect(403);
      expect(body.message).toContain('credentials.delete');
      await maker.agent.delete(`${CLIENTS}/${own.id}`).expect(204);
      await ender.agent.delete(`${CLIENTS}/${id}`).expect(204);
      await owner.agent.get(`${CLIENTS}/${id}`).expect(404);
      await owner.agent.delete(`${CLIENTS}/${id}`).expect(404);
    });

    test('BT-05 a bearer credential may nothing', async () => {
      const { id } = await register(owner);
      const bearer = { Authorization: `Bearer ${await generateToken(owner)}` };
      const agent = request(test_.server);
      for (const call of [
        agent.get(CLIENTS),
        agent.get(`${CLIENTS}/${id}`),
        agent.post(CLIENTS).send(ORDER),
        agent.patch(`${CLIENTS}/${id}`).send({ name: 'x' }),
        agent.put(`${CLIENTS}/${id}`).send({ name: 'x' }),
        agent.delete(`${CLIENTS}/${id}`),
      ]) {
        const { body } = await call.set(bearer).expect(403);
        expect(body.code).toBe('session_required');
      }
      await agent.get(CLIENTS).expect(401);
    });
  });

  test('everything is in the audit log', async () => {
    const { id } = await register(owner);
    await owner.agent.patch(`${CLIENTS}/${id}`).send({ name: 'Other' }).expect(200);
    await owner.agent.delete(`${CLIENTS}/${id}`).expect(204);
    const rows = await test_.database.query<{ action: string }>(
      'SELECT * FROM audit_log WHERE resource_id = $1 ORDER BY id',
      [id],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'oauth_client.registered',
      'oauth_client.updated',
      'oauth_client.deleted',
    ]);
    expect(rows[1]).toMatchObject({
      actor_id: owner.userId,
      organization_id: owner.organizationId,
      workspace_id: owner.defaultWorkspaceId,
      changes: { before: { name: ORDER.name }, after: { name: 'Other' } },
    });
  });
});
