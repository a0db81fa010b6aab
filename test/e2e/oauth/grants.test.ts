import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import {
  activate,
  createWorkspace,
  generateToken,
  Person,
  registerOwner,
  startApp,
  TestApp,
} from '../../support/app.js';
import { Application, authorizePath, decide, exchange, registerApplication, tokensOf } from '../../support/oauth.js';

const GRANTS = '/api/1.0/grants';
const UNKNOWN = '01900000-0000-7000-8000-000000000000';

interface Entry {
  id: string;
  scopes: string[];
  workspace_ids: string[] | null;
  last_used_at: string | null;
  expires_at: string | null;
}

describe('connected applications', () => {
  let test_: TestApp;
  let owner: Person;
  let application: Application;

  beforeAll(async () => {
    test_ = await startApp();
    owner = await registerOwner(test_.server, 'Harbour Bikes');
    application = await registerApplication(owner);
  });

  afterAll(() => test_.close());

  const entriesOf = async (person: Person): Promise<Entry[]> => (await person.agent.get(GRANTS).expect(200)).body.data;

  const opens = async (token: string): Promise<boolean> => {
    const { status } = await request(test_.server).get('/api/1.0/workspaces').set('Authorization', `Bearer ${token}`);
    expect([200, 401]).toContain(status);
    return status === 200;
  };

  const refresh = ({ clientId, clientSecret }: Application, token: string) =>
    request(test_.server).post('/api/oauth/token').send({
      grant_type: 'refresh_token',
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: token,
    });

  const approve = (person: Person, scope: string, choice: Record<string, string> = {}) =>
    decide(person.agent, authorizePath(application, { scope }), 'authorize', choice);

  test('stand there once each, with all that they hold', async () => {
    const guest = await registerOwner(test_.server);
    expect(await entriesOf(guest)).toEqual([]);
    const [main, shop] = [guest.defaultWorkspaceId, await createWorkspace(guest, 'Shop')];
    for (const [scope, workspace_id] of [
      ['users:read', main],
      ['domains:read users:read', shop],
    ] as const) {
      const back = await approve(guest, scope, { workspace_id });
      await exchange(test_.server, application, back.searchParams.get('code') ?? '').expect(200);
    }
    const [entry, ...others] = await entriesOf(guest);
    expect(others).toEqual([]);
    expect(entry).toEqual({
      id: application.clientId,
      client_id: application.clientId,
      name: 'Acme Corp Integration',
      link: 'https://acme.example',
      description: 'Makes links for campaigns.',
      organization: 'Harbour Bikes',
      scopes: ['domains:read', 'users:read'],
      workspace_ids: expect.arrayContaining([main, shop]),
      created_at: expect.stringMatching(/Z$/),
      last_used_at: null,
      expires_at: expect.stringMatching(/Z$/),
    });
    expect(entry?.workspace_ids).toHaveLength(2);
  });

  test('are listed newest first, in the form of every list', async () => {
    const guest = await registerOwner(test_.server);
    const others = [await registerApplication(owner), await registerApplication(owner)];
    for (const other of others) {
      test_.clock.advance(1);
      await decide(guest.agent, authorizePath(other), 'authorize');
    }
    const { body } = await guest.agent.get(`${GRANTS}?per_page=1&page=2`).expect(200);
    expect(body.data).toMatchObject([{ id: others[0]?.id }]);
    expect(body.meta).toMatchObject({ current_page: 2, last_page: 2, per_page: 1, total: 2 });
    expect(body.links).toMatchObject({ next: null, prev: expect.stringContaining('page=1') });
    await guest.agent.get(`${GRANTS}?client_id=x`).expect(400);
  });

  test('All Workspaces is null; when it was used is told of one’s own use only', async () => {
    const person = await registerOwner(test_.server);
    await activate(person, 'all');
    const everywhere = await registerApplication(person);
    const other = await registerOwner(test_.server);
    await tokensOf(test_.server, other, everywhere);
    const { access_token: token } = await tokensOf(test_.server, person, everywhere);
    expect(await opens(token)).toBe(true);
    let [entry] = await entriesOf(person);
    const deadline = Date.now() + 10_000;
    while (entry?.last_used_at === null && Date.now() < deadline) [entry] = await entriesOf(person);
    expect(entry).toMatchObject({ workspace_ids: null, scopes: ['*'], last_used_at: expect.stringMatching(/Z$/) });
    expect(await entriesOf(other)).toMatchObject([{ workspace_ids: null, last_used_at: null }]);
  });

  test('are those that can act or need not ask: neither a code that ran out nor a denied request is', async () => {
    const guest = await registerOwner(test_.server);
    await decide(guest.agent, authorizePath(application), 'deny');
    expect(await entriesOf(guest)).toEqual([]);
    await approve(guest, 'users:read');
    const forget = () => test_.database.query('DELETE FROM oauth_approvals WHERE user_id = $1', [guest.userId]);
    await forget();
    expect(await entriesOf(guest)).toHaveLength(1);
    test_.clock.advance(600);
    expect(await entriesOf(guest)).toEqual([]);
    await approve(guest, 'users:read');
    test_.clock.advance(600);
    expect(await entriesOf(guest)).toMatchObject([{ scopes: ['users:read'], expires_at: null }]);
    await test_.database.query('UPDATE workspaces SET deleted_at = now() WHERE id = $1', [guest.defaultWorkspaceId]);
    expect(await entriesOf(guest)).toEqual([]);
  });

  test('BT-03 disconnecting ends every grant at once, forgets the approval, and touches nobody else', async () => {
    const guest = await registerOwner(test_.server);
    const [first, second] = [
      await tokensOf(test_.server, guest, application),
      await tokensOf(test_.server, guest, application),
    ];
    const bystander = await tokensOf(test_.server, owner, application);
    const elsewhere = await registerApplication(owner);
    const kept = await tokensOf(test_.server, guest, elsewhere);
    const unredeemed = (await approve(guest, '*')).searchParams.get('code') ?? '';
    for (const { access_token: token } of [first, second, bystander, kept]) expect(await opens(token)).toBe(true);
    await guest.agent.get(authorizePath(application)).expect(303);

    await guest.agent.delete(`${GRANTS}/${application.id}`).expect(204);
    expect([await opens(first.access_token), await opens(second.access_token)]).toEqual([false, false]);
    expect([await opens(bystander.access_token), await opens(kept.access_token)]).toEqual([true, true]);
    await refresh(application, first.refresh_token).expect(400);
    await exchange(test_.server, application, unredeemed).expect(400);
    await guest.agent.get(authorizePath(application)).expect(200);
    expect(await entriesOf(guest)).toMatchObject([{ id: elsewhere.id }]);
    await guest.agent.delete(`${GRANTS}/${application.id}`).expect(404);
  });

  test('disconnecting is in the audit log, grant by grant', async () => {
    const guest = await registerOwner(test_.server);
    await tokensOf(test_.server, guest, application);
    await tokensOf(test_.server, guest, application);
    await guest.agent.delete(`${GRANTS}/${application.id}`).expect(204);
    const entries = await test_.database.query(
      "SELECT actor_id, workspace_id, changes FROM audit_log WHERE action = 'oauth_grant.revoked' AND organization_id = $1",
      [guest.organizationId],
    );
    const entry = {
      actor_id: guest.userId,
      workspace_id: guest.defaultWorkspaceId,
      changes: { client_id: application.clientId, reason: 'disconnected by the user' },
    };
    expect(entries).toEqual([entry, entry]);
  });

  test('what somebody else has connected, or nobody, is not there', async () => {
    const guest = await registerOwner(test_.server);
    const { access_token: token } = await tokensOf(test_.server, owner, application);
    for (const id of [application.id, UNKNOWN, 'x']) await guest.agent.delete(`${GRANTS}/${id}`).expect(404);
    expect(await opens(token)).toBe(true);
  });

  test('BT-05 a bearer credential may nothing', async () => {
    const bearer = { Authorization: `Bearer ${await generateToken(owner)}` };
    const { access_token: token } = await tokensOf(test_.server, owner, application);
    const agent = request(test_.server);
    for (const call of [agent.get(GRANTS), agent.delete(`${GRANTS}/${application.id}`)]) {
      const { body } = await call.set(bearer).expect(403);
      expect(body.code).toBe('session_required');
    }
    await agent.get(GRANTS).expect(401);
    await agent.delete(`${GRANTS}/${application.id}`).set('Authorization', `Bearer ${token}`).expect(403);
    expect(await opens(token)).toBe(true);
  });
});
