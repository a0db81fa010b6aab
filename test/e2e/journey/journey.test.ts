import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import {
  activate,
  addMember,
  createWorkspace,
  generateToken,
  PASSWORD,
  registerOwner,
  startApp,
  TestApp,
  upgrade,
} from '../../support/app.js';
import { authorizePath, decide, exchange, formFields, registerApplication, tokensOf } from '../../support/oauth.js';

const api = (test_: TestApp, token: string) => ({
  get: (path: string) =>
    request(test_.server).get(path).set('Authorization', `Bearer ${token}`).set('Accept', 'application/json'),
  post: (path: string, body: object) =>
    request(test_.server)
      .post(path)
      .set('Authorization', `Bearer ${token}`)
      .set('Accept', 'application/json')
      .send(body),
});

describe('the documented journey', () => {
  let test_: TestApp;

  beforeAll(async () => {
    test_ = await startApp();
  });

  afterAll(() => test_.close());

  test('account → token → application → consent → code → token → API → a short link that redirects', async () => {
    const { server } = test_;
    const visitor = request.agent(server);
    const registration = await visitor.get('/app/register').expect(200);
    await visitor
      .post('/app/register')
      .type('form')
      .send({
        ...formFields(registration.text),
        name: 'Sam Harbour',
        email: 'sam@harbour.example',
        password: PASSWORD,
        organization_name: 'Harbour Bikes',
      })
      .expect(303)
      .expect('Location', '/app');

    const { body: token } = await visitor
      .post('/api/1.0/tokens')
      .send({ password: PASSWORD, name: 'own scripts' })
      .expect(201);
    await api(test_, token.data.token).get('/api/1.0/users/list-all-users').expect(200);

    const { body: application } = await visitor
      .post('/api/1.0/oauth-clients')
      .send({
        password: PASSWORD,
        name: 'Acme Corp Integration',
        link: 'https://acme.example',
        redirect_uri: 'https://acme.example/auth/callback',
        description: 'Makes links for campaigns.',
      })
      .expect(201);
    const { client_id: clientId, client_secret: clientSecret } = application.data;
    const redirectUri = 'https://acme.example/auth/callback';
    const path = authorizePath({ id: '', clientId, clientSecret, redirectUri }, { state: 'xyz 123&=é' });

    const browser = request.agent(server);
    const toLogin = await browser.get(path).expect(303);
    expect(toLogin.headers['location']).toMatch(/^\/app\/login\?return_to=/);
    const login = await browser.get(toLogin.headers['location'] as string).expect(200);
    expect(login.text).toContain('Acme Corp Integration');
    const back = await browser
      .post('/app/login')
      .type('form')
      .send({ ...formFields(login.text), email: 'sam@harbour.example', password: PASSWORD })
      .expect(303);
    const consent = back.headers['location'] as string;
    expect(consent).toMatch(/^\/app\/authorize\?/);

    const callback = await decide(browser, consent, 'authorize');
    expect(callback.origin + callback.pathname).toBe(redirectUri);
    expect(callback.searchParams.get('state')).toBe('xyz 123&=é');
    expect(callback.searchParams.get('iss')).toBe('http://localhost:3000');
    const code = callback.searchParams.get('code') ?? '';

    const { body: tokens, headers } = await request(server)
      .post('/api/oauth/token')
      .send({
        grant_type: 'authorization_code',
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uri: redirectUri,
        code,
      })
      .expect(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(tokens).toEqual({
      token_type: 'Bearer',
      expires_in: 31_536_000,
      access_token: expect.stringMatching(/^eyJ/),
      refresh_token: expect.any(String),
    });

    const integration = api(test_, tokens.access_token);
    const { body: made } = await integration
      .post('/api/1.0/short-urls/', { destination_url: 'https://shop.example/spring?a=1&b=%C3%A9', slug: 'spring' })
      .expect(201);
    expect(made.data.short_url).toBe('http://localhost:3000/spring');
    const { body: list } = await integration.get('/api/1.0/short-urls/list-all-short-urls').expect(200);
    expect(list.data).toHaveLength(1);
    const { body: domains } = await integration.get('/api/1.0/domains/list-all-domains').expect(200);
    expect(domains.data[0]).toMatchObject({ hostname: 'localhost:3000', is_default: true });

    await request(server)
      .get('/spring')
      .expect(302)
      .expect('Location', 'https://shop.example/spring?a=1&b=%C3%A9')
      .expect('Cache-Control', 'private, max-age=0');
    await test_.clicksCounted();
    const { body: counted } = await integration.get(`/api/1.0/short-urls/${made.data.id}`).expect(200);
    expect(counted.data.clicks).toBe(1);
  });
});

describe('the document’s checklist (phase 8) and troubleshooting table (phase 7)', () => {
  let test_: TestApp;

  beforeAll(async () => {
    test_ = await startApp();
  });

  afterAll(() => test_.close());

  test('a user denies', async () => {
    const owner = await registerOwner(test_.server);
    const application = await registerApplication(owner);
    const back = await decide(owner.agent, authorizePath(application, { state: 's1' }), 'deny');
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      error: 'access_denied',
      error_description: expect.any(String),
      state: 's1',
      iss: 'http://localhost:3000',
    });
    expect(back.searchParams.has('code')).toBe(false);
  });

  test('"Invalid Client": wrong credentials are 401 and use nothing up', async () => {
    const owner = await registerOwner(test_.server);
    const application = await registerApplication(owner);
    const back = await decide(owner.agent, authorizePath(application), 'authorize');
    const code = back.searchParams.get('code') ?? '';
    const { body } = await exchange(test_.server, application, code, { client_secret: 'wrong' }).expect(401);
    expect(body).toMatchObject({ error: 'invalid_client', message: body.error_description });
    expect(body.error_description).toMatch(/^Invalid Client: /);
    await exchange(test_.server, { ...application, clientId: '01900000-0000-7000-8000-000000000000' }, code).expect(
      401,
    );
    await exchange(test_.server, application, code).expect(200);
    const page = await owner.agent.get(authorizePath({ ...application, clientId: 'nobody' })).expect(400);
    expect(page.text).toContain('Invalid Client');
    expect(page.headers['location']).toBeUndefined();
  });

  test('"Invalid Redirect URI": a page, never a redirect', async () => {
    const owner = await registerOwner(test_.server);
    const application = await registerApplication(owner);
    for (const redirectUri of [
      'https://acme.example/auth/callback/',
      'http://acme.example/auth/callback',
      'https://evil.example/',
    ]) {
      const page = await owner.agent.get(authorizePath({ ...application, redirectUri })).expect(400);
      expect(page.text).toContain('Invalid Redirect URI');
      expect(page.headers['location']).toBeUndefined();
    }
  });

  test('"Authorization Code Expired": after ten minutes', async () => {
    const owner = await registerOwner(test_.server);
    const application = await registerApplication(owner);
    const back = await decide(owner.agent, authorizePath(application), 'authorize');
    test_.clock.advance(10 * 60 + 1);
    const { body } = await exchange(test_.server, application, back.searchParams.get('code') ?? '').expect(400);
    expect(body.error).toBe('invalid_grant');
    expect(body.error_description).toMatch(/^Authorization Code Expired/);
  });

  test('API requests with a valid and with an expired token', async () => {
    const owner = await registerOwner(test_.server);
    await upgrade(test_, owner);
    const application = await registerApplication(owner, { access_token_lifetime_seconds: 60 });
    const tokens = await tokensOf(test_.server, owner, application);
    expect(tokens.expires_in).toBe(60);
    await api(test_, tokens.access_token).get('/api/1.0/short-urls/list-all-short-urls').expect(200);
    test_.clock.advance(61);
    const { body } = await api(test_, tokens.access_token).get('/api/1.0/short-urls/list-all-short-urls').expect(401);
    expect(body.message).toBe('Unauthenticated.');
  });

  test('422 tells the field', async () => {
    const owner = await registerOwner(test_.server);
    const { body } = await api(test_, await generateToken(owner))
      .post('/api/1.0/short-urls/', {})
      .expect(422);
    expect(body).toMatchObject({ code: 'validation_failed', errors: { destination_url: [expect.any(String)] } });
    expect(body.message).toBe(body.errors.destination_url[0]);
  });
});

describe('the document’s questions and answers', () => {
  let test_: TestApp;
  const LIST = '/api/1.0/short-urls/list-all-short-urls';

  beforeAll(async () => {
    test_ = await startApp();
  });

  afterAll(() => test_.close());

  test('BT-04 a credential of workspace A sees nothing of B: by list, id, filter or write', async () => {
    const owner = await registerOwner(test_.server);
    await upgrade(test_, owner);
    const shop = await createWorkspace(owner, 'Shop');
    const inMain = await generateToken(owner);
    await activate(owner, shop);
    const inShop = await generateToken(owner);
    const application = await registerApplication(owner);
    const oauth = (await tokensOf(test_.server, owner, application)).access_token;
    const { body } = await api(test_, inMain)
      .post('/api/1.0/short-urls', { destination_url: 'https://a.example/' })
      .expect(201);
    const path = `/api/1.0/short-urls/${body.data.id}`;
    for (const credential of [inShop, oauth]) {
      const shopApi = api(test_, credential);
      const { body: list } = await shopApi.get(LIST).expect(200);
      expect(list.data).toEqual([]);
      await shopApi.get(path).expect(404);
      await shopApi.get(`${LIST}?workspace_id=${owner.defaultWorkspaceId}`).expect(404);
      const bearer = { Authorization: `Bearer ${credential}` };
      await request(test_.server).patch(path).set(bearer).send({ title: 'x' }).expect(404);
      await request(test_.server).put(path).set(bearer).send({ title: 'x' }).expect(404);
      await request(test_.server).delete(path).set(bearer).expect(404);
      await shopApi
        .post('/api/1.0/short-urls', { destination_url: 'https://a.example/', workspace_id: owner.defaultWorkspaceId })
        .expect(404);
    }
    await api(test_, inMain).get(path).expect(200);
  });

  test('an All-Workspaces credential sees both, and a workspace made later', async () => {
    const owner = await registerOwner(test_.server);
    await upgrade(test_, owner);
    const shop = await createWorkspace(owner, 'Shop');
    await activate(owner, 'all');
    const token = await generateToken(owner);
    const oauth = (await tokensOf(test_.server, owner, await registerApplication(owner))).access_token;
    const later = await createWorkspace(owner, 'Later');
    for (const workspace of [owner.defaultWorkspaceId, shop, later]) {
      await api(test_, token)
        .post('/api/1.0/short-urls', { destination_url: 'https://a.example/', workspace_id: workspace })
        .expect(201);
    }
    for (const credential of [token, oauth]) {
      const { body } = await api(test_, credential).get(LIST).expect(200);
      expect(new Set(body.data.map((it: { workspace_id: string }) => it.workspace_id)).size).toBe(3);
    }
  });

  test('deleting an application ends its tokens at the next request', async () => {
    const owner = await registerOwner(test_.server);
    const application = await registerApplication(owner);
    const tokens = await tokensOf(test_.server, owner, application);
    await api(test_, tokens.access_token).get(LIST).expect(200);
    await owner.agent.delete(`/api/1.0/oauth-clients/${application.id}`).expect(204);
    await api(test_, tokens.access_token).get(LIST).expect(401);
    await request(test_.server)
      .post('/api/oauth/token')
      .send({
        grant_type: 'refresh_token',
        client_id: application.clientId,
        client_secret: application.clientSecret,
        refresh_token: tokens.refresh_token,
      })
      .expect(401);
  });

  test('a member without the permission registers nothing, one granted credentials.create does', async () => {
    const owner = await registerOwner(test_.server);
    const workspace_ids = [owner.defaultWorkspaceId];
    const plain = await addMember(test_.server, owner, { workspace_ids });
    const order = {
      password: PASSWORD,
      name: 'A',
      link: 'https://a.example',
      redirect_uri: 'https://a.example/cb',
      description: 'A',
    };
    const { body } = await plain.agent.post('/api/1.0/oauth-clients').send(order).expect(403);
    expect(body.message).toContain('credentials.create');
    const granted = await addMember(test_.server, owner, { workspace_ids, permissions: ['credentials.create'] });
    await granted.agent.post('/api/1.0/oauth-clients').send(order).expect(201);
  });

  test('the refresh token gives a new access token without a sign-in, and ends the old one', async () => {
    const owner = await registerOwner(test_.server);
    const application = await registerApplication(owner);
    const first = await tokensOf(test_.server, owner, application);
    const { body: second } = await request(test_.server)
      .post('/api/oauth/token')
      .send({
        grant_type: 'refresh_token',
        client_id: application.clientId,
        client_secret: application.clientSecret,
        refresh_token: first.refresh_token,
        scope: '*',
      })
      .expect(200);
    await api(test_, second.access_token).get(LIST).expect(200);
    await api(test_, first.access_token).get(LIST).expect(401);
  });
});
