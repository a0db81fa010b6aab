import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { waitUntil } from '../../../src/database/embedded/wait-until.js';
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

describe('API tokens', () => {
  let test_: TestApp;
  let owner: Person;
  const api = (token: string) =>
    request(test_.server).get('/api/1.0/workspaces').set('Authorization', `Bearer ${token}`);

  beforeAll(async () => {
    test_ = await startApp();
    owner = await registerOwner(test_.server);
    await upgrade(test_, owner);
  });

  afterAll(() => test_.close());

  test('is shown once, lives 365 days by default, and is stored as a hash', async () => {
    const { body, headers } = await owner.agent
      .post('/api/1.0/tokens')
      .send({ password: PASSWORD, name: 'nightly' })
      .expect(201);
    const { token, ...item } = body.data;
    expect(token).toMatch(/^tl_[0-9A-Za-z]{36}$/);
    expect(headers['location']).toBe(`/api/1.0/tokens/${item.id}`);
    expect(headers['cache-control']).toBe('no-store');
    expect(item).toMatchObject({
      name: 'nightly',
      last_four: token.slice(-4),
      scopes: ['*'],
      workspace_id: owner.defaultWorkspaceId,
    });
    const days = (Date.parse(item.expires_at) - Date.parse(item.created_at)) / 86_400_000;
    expect(days).toBe(365);
    const { body: list } = await owner.agent.get('/api/1.0/tokens').expect(200);
    expect(JSON.stringify(list)).not.toContain(token);
    expect(list.meta.total).toBe(1);
    const rows = await test_.database.query('SELECT api_tokens::text AS row FROM api_tokens');
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('a wrong password is 422 on password and says how many tries are left', async () => {
    const { body } = await owner.agent.post('/api/1.0/tokens').send({ password: 'wrong password' }).expect(422);
    expect(body.errors.password[0]).toBe('That is not your password. 9 tries left.');
  });

  test.each([
    [{ expires_in_days: 0 }, 'expires_in_days'],
    [{ expires_in_days: 366 }, 'expires_in_days'],
    [{ expires_in_days: 1.5 }, 'expires_in_days'],
    [{ expires_in_days: '30' }, 'expires_in_days'],
    [{ expires_at: 'tomorrow' }, 'expires_at'],
    [{ expires_at: '2020-01-01T00:00:00Z' }, 'expires_at'],
    [{ scopes: ['links:everything'] }, 'scopes'],
    [{ scopes: [] }, 'scopes'],
    [{ colour: 'red' }, 'colour'],
  ])('%j is 422 on %s', async (order, field) => {
    const { body } = await owner.agent
      .post('/api/1.0/tokens')
      .send({ password: PASSWORD, ...order })
      .expect(422);
    expect(Object.keys(body.errors)).toEqual([field]);
  });

  test('BT-03 deleting one ends it at the next request', async () => {
    const token = await generateToken(owner);
    await api(token).expect(200);
    const { body } = await owner.agent.get('/api/1.0/tokens').expect(200);
    const { id } = body.data.find((it: { last_four: string }) => it.last_four === token.slice(-4));
    await owner.agent.delete(`/api/1.0/tokens/${id}`).expect(204);
    const { body: refusal, headers } = await api(token).expect(401);
    expect(refusal).toMatchObject({ message: 'Unauthenticated.', code: 'unauthenticated' });
    expect(headers['www-authenticate']).toContain('error="invalid_token"');
    await owner.agent.delete(`/api/1.0/tokens/${id}`).expect(404);
  });

  test('an expired one is 401', async () => {
    const token = await generateToken(owner, { expires_in_days: 1 });
    await api(token).expect(200);
    test_.clock.advance(24 * 60 * 60);
    await api(token).expect(401);
  });

  test('BT-03 demotion and suspension hold at the next request', async () => {
    const admin = await addMember(test_.server, owner, { role: 'admin' });
    const token = await generateToken(admin);
    await api(token).expect(200);
    await owner.agent.patch(`/api/1.0/members/${admin.userId}`).send({ role: 'member' }).expect(200);
    await api(token).expect(403);
    await owner.agent.patch(`/api/1.0/members/${admin.userId}`).send({ status: 'suspended' }).expect(200);
    await api(token).expect(401);
  });

  test('BT-03 a deleted workspace takes its credentials with it; a new one is in reach of those for all', async () => {
    const workspaceId = await createWorkspace(owner, 'Pop-up');
    await activate(owner, workspaceId);
    const bound = await generateToken(owner);
    await activate(owner, 'all');
    const everywhere = await generateToken(owner);
    const total = async (): Promise<number> => (await api(everywhere).expect(200)).body.meta.total as number;
    await api(bound).expect(200);
    const before = await total();
    await createWorkspace(owner, 'Winter');
    expect(await total()).toBe(before + 1);
    await test_.database.query('UPDATE workspaces SET deleted_at = now() WHERE id = $1', [workspaceId]);
    // Told by the database, not by us, so it is on its way while we ask.
    await waitUntil(async () => (await api(bound)).status === 401);
    expect(await total()).toBe(before);
    await activate(owner, owner.defaultWorkspaceId);
  });

  test('scopes narrow it; the answer names what is missing', async () => {
    const token = await generateToken(owner, { scopes: ['short-urls:read'] });
    const { body, headers } = await api(token).expect(403);
    expect(body).toMatchObject({ code: 'insufficient_scope', message: 'This needs the scope workspaces:read.' });
    expect(headers['www-authenticate']).toContain('error="insufficient_scope"');
  });

  test('BT-05 no endpoint for credentials takes a bearer credential', async () => {
    const token = await generateToken(owner);
    for (const [method, path] of [
      ['get', '/api/1.0/tokens'],
      ['post', '/api/1.0/tokens'],
      ['delete', '/api/1.0/tokens/01900000-0000-7000-8000-000000000000'],
      ['get', '/api/1.0/oauth-clients'],
      ['post', '/api/1.0/oauth-clients'],
      ['get', '/api/1.0/auth/session'],
      ['post', '/api/1.0/members'],
    ] as const) {
      const { body } = await request(test_.server)[method](path).set('Authorization', `Bearer ${token}`).expect(403);
      expect(body.code).toBe('session_required');
    }
  });

  test('BT-02 a token in the query or the body is no credential', async () => {
    const token = await generateToken(owner);
    await request(test_.server).get(`/api/1.0/workspaces?access_token=${token}`).expect(401);
    await request(test_.server).post('/api/1.0/short-urls').send({ access_token: token }).expect(401);
    await request(test_.server).post('/api/1.0/short-urls').type('form').send({ access_token: token }).expect(401);
  });

  test.each([
    'Bearer',
    'Bearer ',
    'Bearer a b',
    'Basic eDp5',
    'tl_x',
    'Bearer tl_',
    'Bearer ..',
    `Bearer ${'x'.repeat(9000)}`,
  ])('Authorization: %.20s is 401', async (value) => {
    await request(test_.server).get('/api/1.0/workspaces').set('Authorization', value).expect(401);
  });

  test('a member generates only with credentials.create in the active workspace', async () => {
    const shop = await createWorkspace(owner, 'Shop');
    const plain = await addMember(test_.server, owner, { workspace_ids: [shop] });
    const { body } = await plain.agent.post('/api/1.0/tokens').send({ password: PASSWORD }).expect(403);
    expect(body).toMatchObject({ code: 'permission_missing' });
    expect(body.message).toContain('credentials.create');
    const granted = await addMember(test_.server, owner, {
      workspace_ids: [shop],
      permissions: ['credentials.create'],
    });
    await generateToken(granted);
    const nowhere = await addMember(test_.server, owner, { permissions: [] });
    await nowhere.agent.post('/api/1.0/tokens').send({ password: PASSWORD }).expect(403);
  });

  test('everyone sees and ends their own; owners the organization’s', async () => {
    const admin = await addMember(test_.server, owner, { role: 'admin' });
    await generateToken(admin, { name: 'of the admin' });
    const { body } = await owner.agent.get(`/api/1.0/tokens?user_id=${admin.userId}`).expect(200);
    expect(body.data).toHaveLength(1);
    const shop = await createWorkspace(owner, 'Corner');
    const member = await addMember(test_.server, owner, { workspace_ids: [shop], permissions: ['credentials.create'] });
    await generateToken(member, { name: 'own' });
    const { body: own } = await member.agent.get('/api/1.0/tokens').expect(200);
    expect(own.data.map((it: { name: string }) => it.name)).toEqual(['own']);
    await member.agent.delete(`/api/1.0/tokens/${body.data[0].id}`).expect(404);
    await owner.agent.delete(`/api/1.0/tokens/${own.data[0].id}`).expect(204);
    const stranger = await registerOwner(test_.server, 'Stranger');
    await stranger.agent.delete(`/api/1.0/tokens/${body.data[0].id}`).expect(404);
  });

  test('uses are counted and the last one is told', async () => {
    const token = await generateToken(owner, { name: 'counted' });
    await api(token).expect(200);
    await api(token).expect(200);
    for (;;) {
      const { body } = await owner.agent.get('/api/1.0/tokens?per_page=100').expect(200);
      const item = body.data.find((it: { name: string }) => it.name === 'counted');
      if (item.uses_30_days === 0) continue;
      expect(item.last_used_at).not.toBeNull();
      expect(item.last_used_address).toContain('127.0.0.1');
      break;
    }
  });

  test('changing the active workspace later changes nothing about a token', async () => {
    const shop = await createWorkspace(owner, 'Later');
    await activate(owner, owner.defaultWorkspaceId);
    const token = await generateToken(owner);
    await activate(owner, shop);
    const { body } = await api(token).expect(200);
    expect(body.data.map((it: { id: string }) => it.id)).toEqual([owner.defaultWorkspaceId]);
  });

  test('one made under All Workspaces reaches all, those made later too', async () => {
    await activate(owner, 'all');
    const token = await generateToken(owner);
    const later = await createWorkspace(owner, 'Made later');
    const { body } = await api(token).expect(200);
    expect(body.data.map((it: { id: string }) => it.id)).toContain(later);
  });
});
