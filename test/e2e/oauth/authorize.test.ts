import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import {
  activate,
  addMember,
  createWorkspace,
  PASSWORD,
  Person,
  PUBLIC_URL,
  registerOwner,
  signIn,
  startApp,
  TestApp,
} from '../../support/app.js';
import {
  Application,
  asking,
  authorizePath,
  decide,
  exchange,
  formFields,
  registerApplication,
  tokensOf,
} from '../../support/oauth.js';

const AUTHORIZE = '/app/authorize';

describe('the authorization page', () => {
  let test_: TestApp;
  let owner: Person;
  let application: Application;

  beforeAll(async () => {
    test_ = await startApp();
    owner = await registerOwner(test_.server, 'Harbour Bikes');
    application = await registerApplication(owner);
  });

  afterAll(() => test_.close());

  const answer = (person: Person, fields: Record<string, string>, more: Record<string, string> = {}) =>
    person.agent
      .post(AUTHORIZE)
      .type('form')
      .send({ ...fields, ...more });

  const open = async (person: Person, path = authorizePath(application)): Promise<Record<string, string>> =>
    formFields((await person.agent.get(asking(path)).expect(200)).text);

  const codesMade = async (): Promise<number> =>
    (await test_.database.query('SELECT FROM oauth_authorization_codes')).length;

  describe('OA-01 what is never redirected', () => {
    test.each([
      'https://acme.example/auth/callback/',
      'https://acme.example:8443/auth/callback',
      'https://acme.example@evil.example/auth/callback',
      'https://user@acme.example/auth/callback',
      'https://ACME.example/auth/callback',
      'https://acme.example/AUTH/callback',
      'https://acme.example/x/../auth/callback',
      'https://acme.example/x/%2e%2e/auth/callback',
      'https://acme.example/auth/%63allback',
      'https://acme.example/auth%252fcallback',
      'https://acme.example/auth\\callback',
      'https://acme.example/auth/call\tback',
      'https://acme.example/auth/callback#',
      'https://acme.example/auth/callback?x=1',
      'http://acme.example/auth/callback',
      'https://аcme.example/auth/callback',
      'https://acme.example/auth/callback\0',
      'javascript:alert(1)',
      '',
    ])('%j', async (redirectUri) => {
      const path = authorizePath({ ...application, redirectUri });
      for (const agent of [owner.agent, request(test_.server)]) {
        const { text, headers } = await agent.get(path).expect(400);
        expect(text).toContain('<title>Invalid Redirect URI');
        expect(headers['location']).toBeUndefined();
      }
    });

    test.each(['', 'nobody', '01900000-0000-7000-8000-000000000000', "' OR 1=1", '\0', '../x'])(
      'client_id %j',
      async (clientId) => {
        const { text, headers } = await owner.agent.get(authorizePath({ ...application, clientId })).expect(400);
        expect(text).toContain('<title>Invalid Client');
        expect(headers['location']).toBeUndefined();
      },
    );

    test('another application’s redirect URI', async () => {
      const other = await registerApplication(owner, { redirect_uri: 'https://other.example/cb' });
      await owner.agent.get(authorizePath({ ...application, redirectUri: other.redirectUri })).expect(400);
    });

    test('OA-16 repeated parameters, known or not', async () => {
      for (const more of ['&scope=*', '&state=a&state=b', '&x=1&x=2', `&client_id=${application.clientId}`]) {
        const { text, headers } = await owner.agent.get(authorizePath(application) + more).expect(400);
        expect(text).toContain('<title>Invalid Request');
        expect(headers['location']).toBeUndefined();
      }
    });

    test('AC-09 what was given is shown as text', async () => {
      const redirectUri = 'https://evil.example/<script>alert(1)</script>';
      const { text } = await owner.agent.get(authorizePath({ ...application, redirectUri })).expect(400);
      expect(text).not.toContain('<script>alert');
    });
  });

  describe('faults that the application is told of', () => {
    test.each([
      [{ response_type: 'token' }, 'unsupported_response_type'],
      [{ response_type: '' }, 'invalid_request'],
      [{ scope: 'links:everything' }, 'invalid_scope'],
      [{ resource: 'https://elsewhere.example' }, 'invalid_target'],
      [{ code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' }, 'invalid_request'],
      [{ code_challenge: 'x'.repeat(43) }, 'invalid_request'],
      [{ code_challenge: 'x'.repeat(42), code_challenge_method: 'S256' }, 'invalid_request'],
    ])('%j: %s', async (parameters, code) => {
      const path = authorizePath(application, { state: 'a b', ...parameters });
      const { headers } = await owner.agent.get(path).expect(303);
      const back = new URL(headers['location'] as string);
      expect(back.origin + back.pathname).toBe(application.redirectUri);
      expect(Object.fromEntries(back.searchParams)).toEqual({
        error: code,
        error_description: expect.any(String),
        state: 'a b',
        iss: PUBLIC_URL,
      });
    });

    test('are told after signing in only', async () => {
      const { headers } = await request(test_.server)
        .get(authorizePath(application, { scope: 'links:everything' }))
        .expect(303);
      expect(headers['location']).toMatch(/^\/app\/login\?return_to=/);
    });
  });

  test('the page tells who asks for what, where, for how long, and as whom', async () => {
    const narrow = await registerApplication(owner, { scopes: ['short-urls:read', 'users:read'], name: '<b>Acme</b>' });
    const { text, headers } = await owner.agent.get(authorizePath(narrow)).expect(200);
    for (const words of [
      '&lt;b>Acme&lt;/b>',
      'https://acme.example',
      'Makes links for campaigns.',
      'Harbour Bikes',
      'See your short links',
      'See members',
      'Main',
      owner.email,
      'acme.example',
      'Authorize',
      'Deny',
      'Use another account',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).not.toContain('Everything that you may do');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['content-security-policy']).not.toContain('form-action');
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['cache-control']).toBe('no-store');
  });

  describe('the answer', () => {
    test('OA-14 is a 303 with code, state byte for byte, and iss', async () => {
      const state = '%20%2B+%26=%FF%00é%F0%9F%9A%80';
      const path = `${authorizePath(application)}&state=${encodeURI(state).replaceAll('%25', '%')}`;
      const { headers } = await answer(owner, await open(owner, path), { decision: 'authorize' }).expect(303);
      const location = headers['location'] as string;
      expect(location).toContain('&state=%20%2B%20%26%3d%FF%00%C3%A9%F0%9F%9A%80&');
      const back = new URL(location);
      expect(back.searchParams.get('code')).toMatch(/^tlc_/);
      expect(back.searchParams.get('iss')).toBe(PUBLIC_URL);
      expect(headers['access-control-allow-origin']).toBeUndefined();
    });

    test('without a state has none', async () => {
      const back = await decide(owner.agent, authorizePath(application), 'authorize');
      expect([...back.searchParams.keys()]).toEqual(['code', 'iss']);
    });

    test('keeps the query of the redirect URI', async () => {
      const redirectUri = 'https://acme.example/cb?tenant=1';
      const withQuery = await registerApplication(owner, { redirect_uri: redirectUri });
      const back = await decide(owner.agent, authorizePath(withQuery), 'deny');
      expect(back.href).toContain('https://acme.example/cb?tenant=1&error=access_denied&');
    });

    test('OA-13 needs the form’s own token, and comes from no other site', async () => {
      const fields = await open(owner);
      const made = await codesMade();
      await answer(owner, fields, { _csrf: '', decision: 'authorize' }).expect(403);
      await answer(owner, fields, { decision: 'authorize' }).set('Origin', 'https://evil.example').expect(403);
      await answer(owner, fields, { decision: 'authorize' }).set('Sec-Fetch-Site', 'cross-site').expect(403);
      expect(await codesMade()).toBe(made);
      await answer(owner, fields, { decision: 'authorize' }).expect(303);
    });

    test('OA-13 sent twice makes one code', async () => {
      const fields = await open(owner);
      const made = await codesMade();
      const answers = await Promise.all([1, 2, 3, 4].map(() => answer(owner, fields, { decision: 'authorize' })));
      expect(answers.map(({ status }) => status).sort()).toEqual([303, 409, 409, 409]);
      expect(await codesMade()).toBe(made + 1);
    });

    test('OA-13 belongs to its own tab', async () => {
      const other = await registerApplication(owner, {
        redirect_uri: 'https://other.example/cb',
        scopes: ['users:read'],
      });
      const here = await open(owner);
      const there = await open(owner, authorizePath(other));
      const { headers } = await answer(owner, here, { decision: 'authorize' }).expect(303);
      expect(headers['location']).toMatch(/^https:\/\/acme\.example\//);
      const second = await answer(owner, there, { decision: 'authorize' }).expect(303);
      expect(second.headers['location']).toMatch(/^https:\/\/other\.example\//);
      const mixed = { ...(await open(owner)), request: `${here['request']}x` };
      await answer(owner, mixed, { decision: 'authorize' }).expect(403);
    });

    test('OA-13 is refused when somebody else has signed in meanwhile', async () => {
      const person = await registerOwner(test_.server);
      const fields = await open(person);
      const colleague = await registerOwner(test_.server);
      await person.agent.post('/api/1.0/auth/login').send({ email: colleague.email, password: PASSWORD }).expect(200);
      const { _csrf } = await open(person);
      const { text } = await answer(person, { ...fields, _csrf: _csrf ?? '' }, { decision: 'authorize' }).expect(403);
      expect(text).toContain('somebody else');
    });

    test('comes too late after an hour', async () => {
      const person = await registerOwner(test_.server);
      const fields = await open(person);
      test_.clock.advance(3601);
      await answer(person, fields, { decision: 'authorize' }).expect(403);
    });

    test.each(['', 'maybe'])('the decision %j is none', async (decision) => {
      await answer(owner, await open(owner), { decision }).expect(400);
    });

    test('is judged anew: an application changed or deleted meanwhile', async () => {
      const changing = await registerApplication(owner, { scopes: ['users:read', 'domains:read'] });
      const fields = await open(owner, authorizePath(changing, { scope: 'domains:read' }));
      const change = (body: object) =>
        owner.agent.patch(`/api/1.0/oauth-clients/${changing.id}`).send({ password: PASSWORD, ...body });
      await change({ scopes: ['users:read'] }).expect(200);
      const { headers } = await answer(owner, await withToken(fields), { decision: 'authorize' }).expect(303);
      expect(headers['location']).toContain('error=invalid_scope');
      await change({ redirect_uri: 'https://acme.example/elsewhere' }).expect(200);
      await answer(owner, await withToken(fields), { decision: 'authorize' }).expect(400);
      await owner.agent.delete(`/api/1.0/oauth-clients/${changing.id}`).expect(204);
      const { text } = await answer(owner, await withToken(fields), { decision: 'deny' }).expect(400);
      expect(text).toContain('Invalid Client');
    });

    /** A confirmed password renews the session, and with it the form's token. */
    const withToken = async (fields: Record<string, string>): Promise<Record<string, string>> => ({
      ...fields,
      _csrf: (await open(owner))['_csrf'] ?? '',
    });

    test('signed out meanwhile: nobody answers', async () => {
      const person = await registerOwner(test_.server);
      const fields = await open(person);
      await person.agent.post('/api/1.0/auth/logout').expect(204);
      const { status } = await answer(person, fields, { decision: 'authorize' });
      expect([303, 403]).toContain(status);
      const made = await test_.database.query('SELECT FROM oauth_grants WHERE user_id = $1', [person.userId]);
      expect(made).toHaveLength(0);
    });
  });

  describe('which workspace (product rule 3)', () => {
    const workspaceOf = async (person: Person, of: Application): Promise<string | null> => {
      const { access_token: token } = await tokensOf(test_.server, person, of);
      const [, payload = ''] = token.split('.');
      return JSON.parse(Buffer.from(payload, 'base64url').toString()).workspace_id;
    };

    test('in its own organization: the one it was registered in, whatever is active', async () => {
      const person = await registerOwner(test_.server);
      const of = await registerApplication(person);
      await activate(person, await createWorkspace(person, 'Shop'));
      const { text } = await person.agent.get(authorizePath(of)).expect(200);
      expect(text).not.toContain('name="workspace_id"');
      expect(await workspaceOf(person, of)).toBe(person.defaultWorkspaceId);
    });

    test('a colleague without access to it can’t approve', async () => {
      const person = await registerOwner(test_.server);
      const shop = await createWorkspace(person, 'Shop');
      const colleague = await addMember(test_.server, person, { workspace_ids: [shop] });
      const of = await registerApplication(person);
      const { headers } = await colleague.agent.get(authorizePath(of, { state: 's' })).expect(303);
      expect(headers['location']).toMatch(
        /^https:\/\/acme\.example\/auth\/callback\?error=access_denied&.*&state=s&iss=/,
      );
    });

    test('from another organization: one that the user picks, the active one at first', async () => {
      const guest = await registerOwner(test_.server, 'Lantern Media');
      const shop = await createWorkspace(guest, 'Shop <1>');
      await activate(guest, shop);
      const { text } = await guest.agent.get(authorizePath(application)).expect(200);
      expect(text).toContain('another organization');
      expect(text).toContain('Shop &lt;1>');
      expect(formFields(text)['workspace_id']).toBe(shop);
      expect(await workspaceOf(guest, application)).toBe(shop);
      const path = authorizePath(application);
      const picked = await decide(guest.agent, path, 'authorize', { workspace_id: guest.defaultWorkspaceId });
      const { body } = await exchange(test_.server, application, picked.searchParams.get('code') ?? '').expect(200);
      const claims = JSON.parse(Buffer.from(body.access_token.split('.')[1], 'base64url').toString());
      expect(claims.workspace_id).toBe(guest.defaultWorkspaceId);
      for (const workspace_id of [owner.defaultWorkspaceId, 'all', 'x']) {
        const fields = await open(guest);
        await answer(guest, fields, { workspace_id, decision: 'authorize' }).expect(400);
      }
    });

    test('registered under All Workspaces: all, also of another organization', async () => {
      const person = await registerOwner(test_.server);
      await activate(person, 'all');
      const of = await registerApplication(person);
      const guest = await registerOwner(test_.server);
      const { text } = await guest.agent.get(authorizePath(of)).expect(200);
      expect(text).toContain('All Workspaces');
      expect(await workspaceOf(person, of)).toBeNull();
      expect(await workspaceOf(guest, of)).toBeNull();
    });

    test('who reaches no workspace can’t approve anything', async () => {
      const nowhere = await addMember(test_.server, owner);
      const { headers } = await nowhere.agent.get(authorizePath(application)).expect(303);
      expect(headers['location']).toContain('error=access_denied');
    });
  });

  test('OA-01 a loopback IP’s port may differ, and the code is bound to the very address', async () => {
    const native = await registerApplication(owner, { redirect_uri: 'http://127.0.0.1/cb' });
    const at = { ...native, redirectUri: 'http://127.0.0.1:49152/cb' };
    const back = await decide(owner.agent, authorizePath(at), 'authorize');
    expect(back.origin).toBe('http://127.0.0.1:49152');
    const code = back.searchParams.get('code') ?? '';
    const { body } = await exchange(test_.server, native, code).expect(400);
    expect(body.error_description).toMatch(/^Invalid Redirect URI/);
    await exchange(test_.server, at, code).expect(200);
  });

  test('approvals are in the audit log, without the code', async () => {
    const back = await decide(owner.agent, authorizePath(application), 'authorize');
    const rows = await test_.database.query<{ action: string; changes: object }>(
      "SELECT action, actor_id, workspace_id, changes FROM audit_log WHERE action LIKE 'oauth_grant.%' ORDER BY id DESC LIMIT 1",
    );
    expect(rows[0]).toEqual({
      action: 'oauth_grant.approved',
      actor_id: owner.userId,
      workspace_id: owner.defaultWorkspaceId,
      changes: { client_id: application.clientId, application: 'Acme Corp Integration', scopes: ['*'] },
    });
    const code = back.searchParams.get('code') ?? '';
    const stored = await test_.database.query('SELECT a::text FROM oauth_authorization_codes a');
    expect(JSON.stringify(stored)).not.toContain(code);
  });

  test('“Use another account” leads back here', async () => {
    const { text } = await owner.agent.get(asking(authorizePath(application, { state: 'a b' }))).expect(200);
    const href = /href="(\/app\/login\?switch=1[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const colleague = await addMember(test_.server, owner, { workspace_ids: [owner.defaultWorkspaceId] });
    const agent = (await signIn(test_.server, owner.email)).agent;
    const login = await agent.get(href).expect(200);
    const { headers } = await agent
      .post('/app/login')
      .type('form')
      .send({ ...formFields(login.text), email: colleague.email, password: PASSWORD })
      .expect(303);
    const consent = await agent.get(headers['location'] as string).expect(200);
    expect(consent.text).toContain(colleague.email);
    const back = await decide(agent, headers['location'] as string, 'deny');
    expect(back.searchParams.get('state')).toBe('a b');
  });
});
