import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import request from 'supertest';
import { withPasswordHasher } from '../../fakes/fake-password-hasher.js';
import { PASSWORD, Person, registerOwner, startApp, TestApp, upgrade } from '../../support/app.js';
import { Application, authorizePath, decide, exchange, formFields, registerApplication } from '../../support/oauth.js';

const TOKEN = '/api/oauth/token';

describe('OA-17 answers that carry a secret', () => {
  let test_: TestApp;
  let owner: Person;
  let application: Application;

  beforeAll(async () => {
    test_ = await startApp({ extensions: withPasswordHasher() });
    owner = await registerOwner(test_.server);
    application = await registerApplication(owner);
  });

  afterAll(() => test_.close());

  const expectUncached = ({ headers, text }: request.Response, secret: RegExp): string => {
    expect(headers['cache-control']).toBe('no-store');
    const [found] = secret.exec(`${text} ${String(headers['location'])}`) ?? [];
    expect(found).toBeDefined();
    return String(found);
  };

  const codeOf = async (): Promise<string> =>
    (await decide(owner.agent, authorizePath(application), 'authorize')).searchParams.get('code') ?? '';

  test('tokens, of both grants, in success and failure', async () => {
    const first = await exchange(test_.server, application, await codeOf()).expect(200);
    expectUncached(first, /tlr_\w+/);
    const refresh = () =>
      request(test_.server)
        .post(TOKEN)
        .send({
          grant_type: 'refresh_token',
          client_id: application.clientId,
          client_secret: application.clientSecret,
          refresh_token: (first.body as { refresh_token: string }).refresh_token,
        });
    expectUncached(await refresh().expect(200), /tlr_\w+/);
    expectUncached(await refresh().expect(400), /invalid_grant/);
    expectUncached(
      await exchange(test_.server, { ...application, clientSecret: 'x' }, 'x').expect(401),
      /invalid_client/,
    );
  });

  test('the code on its way back, and the page before', async () => {
    const page = await owner.agent.get(authorizePath(application, { prompt: 'consent' })).expect(200);
    expectUncached(page, /name="request"/);
    const fields = { ...formFields(page.text), decision: 'authorize' };
    expectUncached(await owner.agent.post('/app/authorize').type('form').send(fields).expect(303), /tlc_\w+/);
  });

  test('API tokens and client secrets, by the API and by the pages', async () => {
    const order = {
      name: 'A',
      link: 'https://a.example',
      redirect_uri: 'https://a.example/cb',
      description: 'A',
      password: PASSWORD,
    };
    const made = await owner.agent.post('/api/1.0/oauth-clients').send(order).expect(201);
    expectUncached(made, /tls_\w+/);
    expectUncached(await owner.agent.post('/api/1.0/tokens').send({ password: PASSWORD }).expect(201), /tl_\w+/);
    const page = '/app/api-integration/api-keys';
    const csrf = async () => formFields((await owner.agent.get(`${page}?new=token`).expect(200)).text)['_csrf'];
    const token = { _csrf: await csrf(), password: PASSWORD, scope_choice: 'all', expires_in_days: '30' };
    expectUncached(await owner.agent.post(`${page}/tokens`).type('form').send(token).expect(201), /tl_\w+/);
    const form = { ...order, _csrf: await csrf() };
    expectUncached(await owner.agent.post(`${page}/applications`).type('form').send(form).expect(201), /tls_\w+/);
  });

  test('an application that becomes confidential', async () => {
    const { id } = await registerApplication(owner, { confidential: false });
    const change = { confidential: true, password: PASSWORD };
    expectUncached(await owner.agent.patch(`/api/1.0/oauth-clients/${id}`).send(change).expect(200), /tls_\w+/);
  });
});

describe.each(['trace', 'error'])('OA-17 the log at level %s', (level) => {
  test('holds no token, code, secret or password, whatever goes wrong on the way', async () => {
    const test_ = await startApp({ environment: { LOG_LEVEL: level }, extensions: withPasswordHasher() });
    const owner = await registerOwner(test_.server);
    await upgrade(test_, owner);
    const application = await registerApplication(owner);
    const back = await decide(owner.agent, authorizePath(application, { state: 'tl_'.padEnd(40, 'x') }), 'authorize');
    const code = back.searchParams.get('code') ?? '';
    await exchange(test_.server, application, code, { code_verifier: randomBytes(40).toString('base64url') });
    const { body: tokens } = await exchange(test_.server, application, code).expect(200);
    const bearer = { Authorization: `Bearer ${tokens.access_token}` };
    // Where no secret belongs, but where they get to.
    for (const path of ['/api/1.0/workspaces', '/app/login', '/app/authorize', '/nowhere', TOKEN]) {
      await request(test_.server).get(`${path}?access_token=${tokens.access_token}&code=${code}`);
    }
    await request(test_.server).get('/api/1.0/workspaces').set('Authorization', `Basic ${tokens.refresh_token}`);
    await request(test_.server).post(TOKEN).type('json').send(`{"code": "${code}", broken`);
    await request(test_.server).post(TOKEN).type('text/plain').send(tokens.refresh_token);
    await owner.agent.post('/api/1.0/auth/login').send({ email: owner.email, password: 'a wrong but long password' });
    await test_.database.query('ALTER TABLE oauth_grants RENAME TO gone');
    await exchange(test_.server, application, code).expect(500);
    await request(test_.server).get('/api/1.0/workspaces').set(bearer);
    await test_.database.query('ALTER TABLE gone RENAME TO oauth_grants');
    await test_.database.query('ALTER TABLE users RENAME TO gone');
    await request(test_.server)
      .post('/api/1.0/auth/register')
      .send({ name: 'N', email: 'n@example.com', password: PASSWORD, organization_name: 'N' })
      .expect(500);
    await test_.database.query('ALTER TABLE gone RENAME TO users');
    await expect(test_.close()).resolves.toBeUndefined();
  });
});
