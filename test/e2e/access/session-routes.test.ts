import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { withPasswordHasher } from '../../fakes/fake-password-hasher.js';
import {
  generateToken,
  PASSWORD,
  Person,
  PUBLIC_URL,
  registerOwner,
  signIn,
  startApp,
  TestApp,
  upgrade,
} from '../../support/app.js';
import { registerApplication, tokensOf } from '../../support/oauth.js';
import { Route, routesOf } from '../../support/routes.js';

/** Where a bearer credential is good for something: the resources of http-api, and nothing that manages access. */
const FOR_CREDENTIALS =
  /^\/api\/1\.0\/(short-urls|tags|analytics|domains|limits|users\/list-all-users|workspaces)(\/|$)/;
const SOME_ID = '01900000-0000-7000-8000-000000000000';

const pathOf = ({ path }: Route): string => path.replaceAll(/:\w+/g, SOME_ID);
const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

describe('routes for people', () => {
  let test_: TestApp;
  let owner: Person;
  let routes: Route[];

  beforeAll(async () => {
    test_ = await startApp({ extensions: withPasswordHasher() });
    owner = await registerOwner(test_.server);
    await upgrade(test_, owner);
    routes = routesOf(test_.app);
  });

  afterAll(() => test_.close());

  test('BT-05 only what is no credential’s business is left to bearer credentials', () => {
    const open = routes.filter(({ access }) => access === 'credential' || access === 'any');
    expect(open.filter(({ path }) => !FOR_CREDENTIALS.test(path)).map(nameOf)).toEqual([]);
  });

  test('BT-05 no session route takes a bearer credential, of either kind, whatever it brings', async () => {
    const sessionRoutes = routes.filter(({ access }) => access === 'session');
    expect(sessionRoutes.map(nameOf)).toEqual(
      expect.arrayContaining([
        'post /api/1.0/tokens',
        'put /api/1.0/auth/password',
        'delete /api/1.0/oauth-clients/:id',
      ]),
    );
    const { access_token: oauth } = await tokensOf(test_.server, owner, await registerApplication(owner));
    const answers: string[] = [];
    for (const token of [await generateToken(owner), oauth]) {
      for (const route of sessionRoutes) {
        const { status, body } = await request(test_.server)
          [route.method](pathOf(route))
          .set('Authorization', `Bearer ${token}`)
          .send(route.method === 'get' ? undefined : { password: PASSWORD });
        answers.push(`${nameOf(route)} ${status} ${(body as { code?: string }).code}`);
      }
    }
    expect(answers.filter((answer) => !answer.endsWith(' 403 session_required'))).toEqual([]);
  });

  test('BT-05 a bearer credential beside a session is the one that counts', async () => {
    const token = await generateToken(owner);
    const { body } = await owner.agent.get('/api/1.0/tokens').set('Authorization', `Bearer ${token}`).expect(403);
    expect(body.code).toBe('session_required');
    await owner.agent.get('/api/1.0/tokens').set('Authorization', 'Bearer nonsense').expect(401);
  });

  test.each([
    ['a foreign Origin', { Origin: 'https://evil.example' }],
    ['the same host by another scheme', { Origin: PUBLIC_URL.replace('http:', 'https:') }],
    ['another port', { Origin: 'http://localhost:3001' }],
    ['a host that only begins like ours', { Origin: 'http://localhost:3000.evil.example' }],
    ['Origin: null', { Origin: 'null' }],
    ['Sec-Fetch-Site: cross-site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['Sec-Fetch-Site: same-site', { 'Sec-Fetch-Site': 'same-site' }],
    ['our Origin, from elsewhere', { Origin: PUBLIC_URL, 'Sec-Fetch-Site': 'cross-site' }],
  ])('AC-06 no route writes for a request with %s', async (_what, headers) => {
    const person = await signIn(test_.server, owner.email);
    // What an application's program sends to the token endpoint comes from wherever it runs, and without a cookie.
    const writes = routes.filter(({ method, path }) => method !== 'get' && !path.startsWith('/api/oauth/'));
    expect(writes.length).toBeGreaterThan(25);
    const answers: string[] = [];
    for (const route of writes) {
      const { status, body } = await person.agent[route.method](pathOf(route)).set(headers).send({});
      answers.push(`${nameOf(route)} ${status} ${(body as { code?: string }).code}`);
    }
    expect(answers.filter((answer) => !answer.endsWith(' 403 cross_site_request'))).toEqual([]);
    await person.agent.get('/api/1.0/auth/session').expect(200);
  });

  test('AC-06 no form is taken without its token, or with that of another session', async () => {
    const stranger = await registerOwner(test_.server);
    const { text } = await stranger.agent.get('/app').expect(200);
    const strange = /name="_csrf" value="([^"]+)"/.exec(text)?.[1];
    expect(strange).toBeDefined();
    const forms = routes.filter(({ method, path }) => method === 'post' && path.startsWith('/app/'));
    expect(forms.length).toBeGreaterThan(8);
    const answers: string[] = [];
    for (const token of [undefined, '', 'x', strange]) {
      for (const route of forms) {
        const { status, body } = await owner.agent
          .post(pathOf(route))
          .set('Accept', 'text/html, application/json;q=0.9')
          .type('form')
          .send(token === undefined ? {} : { _csrf: token });
        answers.push(`${nameOf(route)} ${token} ${status} ${JSON.stringify(body)}`);
      }
    }
    expect(answers.filter((answer) => !/ 403 /.test(answer))).toEqual([]);
    await owner.agent.get('/api/1.0/auth/session').expect(200);
  });

  test('AC-06 the cookie of the form’s token is HttpOnly and SameSite too', async () => {
    const cookies = (await request(test_.server).get('/app/login').expect(200)).get('Set-Cookie') ?? [];
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatch(/^trimlink_csrf=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/);
  });
});
