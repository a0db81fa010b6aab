import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { readEnvironment } from '../../../src/config/environment.js';
import { withPasswordHasher } from '../../fakes/fake-password-hasher.js';
import { PASSWORD, Person, PUBLIC_URL, registerOwner, signIn, startApp, TestApp } from '../../support/app.js';
import { Application, authorizePath, decide, formFields, registerApplication } from '../../support/oauth.js';

const AUTHORIZE = '/app/authorize';

describe('the consent page', () => {
  let test_: TestApp;
  let owner: Person;
  let application: Application;

  beforeAll(async () => {
    test_ = await startApp({ extensions: withPasswordHasher() });
    owner = await registerOwner(test_.server);
    application = await registerApplication(owner, { scopes: ['short-urls:read'] });
  });

  afterAll(() => test_.close());

  test('OA-13 shows the application, its scopes, the workspace and how long', async () => {
    const { text } = await owner.agent.get(authorizePath(application)).expect(200);
    const words = text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
    const end = new Date(test_.clock.now().getTime() + 730 * 86_400_000);
    const day = end.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
    for (const shown of [
      'Acme Corp Integration asks for access',
      'See your short links',
      'Main',
      'For how long:',
      day,
    ]) {
      expect(words).toContain(shown);
    }
    expect(words).not.toContain('See members');
    expect(words).not.toContain('Everything that you may do');
  });

  test('OA-13 shows the workspace that it is registered in, and no other', async () => {
    const person = await registerOwner(test_.server);
    await person.agent.post('/api/1.0/workspaces').send({ name: 'Elsewhere' }).expect(201);
    const { text } = await person.agent.get(authorizePath(await registerApplication(person))).expect(200);
    const form = /<form[\s\S]*<\/form>/.exec(text)?.[0] ?? '';
    expect(form).toContain('Main');
    expect(form).not.toContain('Elsewhere');
  });

  test('OA-13 can be framed by nobody, and neither can the pages on the way', async () => {
    const paths = [
      authorizePath(application),
      '/app/login',
      '/app/register',
      authorizePath({ ...application, clientId: 'x' }),
    ];
    for (const [index, path] of paths.entries()) {
      const { headers } = await (index === 0 ? owner.agent : request(test_.server)).get(path);
      expect(headers['content-type']).toContain('text/html');
      expect(headers['content-security-policy']).toMatch(/(^|;)\s*frame-ancestors 'none'/);
      expect(headers['x-frame-options']).toBe('DENY');
    }
  });

  test('OA-13 sign-in, registration and consent carry no form-action, also when shown again; other pages do', async () => {
    const agent = request.agent(test_.server);
    const policyOf = ({ headers }: request.Response): string => String(headers['content-security-policy']);
    const login = await agent.get('/app/login').expect(200);
    const register = await agent.get('/app/register').expect(200);
    const again = (path: string, page: request.Response) =>
      agent
        .post(path)
        .type('form')
        .send({ ...formFields(page.text), email: 'nobody@example.com', password: 'wrong one' });
    const answers = [
      login,
      register,
      await again('/app/login', login).expect(422),
      await again('/app/register', register).expect(422),
      await owner.agent.get(authorizePath(application)).expect(200),
    ];
    expect(answers.map(policyOf).filter((policy) => policy.includes('form-action'))).toEqual([]);
    expect(policyOf(await owner.agent.get('/app').expect(200))).toContain("form-action 'self'");
  });

  test('OA-13 the token of another session is none', async () => {
    const mine = formFields((await owner.agent.get(authorizePath(application)).expect(200)).text);
    const stranger = await registerOwner(test_.server);
    const elsewhere = await signIn(test_.server, owner.email);
    const theirs = formFields((await stranger.agent.get('/app').expect(200)).text);
    for (const _csrf of [theirs['_csrf'], undefined]) {
      await owner.agent
        .post(AUTHORIZE)
        .type('form')
        .send({ ...mine, ...(_csrf ? { _csrf } : { _csrf: '' }), decision: 'authorize' })
        .expect(403);
    }
    await elsewhere.agent
      .post(AUTHORIZE)
      .type('form')
      .send({ ...mine, decision: 'authorize' })
      .expect(403);
    expect(await test_.database.query('SELECT FROM oauth_grants')).toHaveLength(0);
  });

  test('OA-14 the answer to every form is a 303', async () => {
    const person = await registerOwner(test_.server);
    const { agent } = person;
    const statuses: Record<string, number> = {};
    const send = async (path: string, page: string, fields: Record<string, string>): Promise<void> => {
      const { text } = await agent.get(page).expect(200);
      const { _csrf } = formFields(text);
      const answer = await agent
        .post(path)
        .type('form')
        .send({ ...formFields(text), _csrf, ...fields });
      statuses[path] = answer.status;
      expect([path, answer.headers['location']]).toEqual([path, expect.any(String)]);
    };
    const own = await registerApplication(person);
    const { body: token } = await agent.post('/api/1.0/tokens').send({ password: PASSWORD }).expect(201);
    const page = '/app/api-integration/api-keys';
    const { text } = await agent.get(authorizePath(own)).expect(200);
    for (const decision of ['authorize', 'deny']) {
      await agent
        .post(AUTHORIZE)
        .type('form')
        .send({ ...formFields(text), decision })
        .expect(303);
    }
    await send('/app/active-workspace', '/app', { workspace_id: 'all', return_to: '/app' });
    await send(`${page}/tokens/${token.data.id}/revoke`, '/app', {});
    await send(`${page}/applications/${own.id}`, '/app', {
      name: 'New',
      link: 'https://acme.example',
      redirect_uris: own.redirectUri,
      description: '',
    });
    await send(`${page}/applications/${own.id}/delete`, '/app', {});
    await send('/app/login', '/app/login?switch=1', { email: person.email, password: PASSWORD });
    await send('/app/logout', '/app', {});
    expect(new Set(Object.values(statuses))).toEqual(new Set([303]));
    await agent
      .post(AUTHORIZE)
      .type('form')
      .send({ decision: 'authorize' })
      .expect(({ status }) => {
        expect([303, 403]).toContain(status);
      });
  });

  test('OA-14 no other origin reads the authorization page or its answers', async () => {
    const origin = { Origin: 'https://evil.example' };
    const fields = formFields((await owner.agent.get(authorizePath(application)).expect(200)).text);
    const answers = [
      await owner.agent.get(authorizePath(application)).set(origin),
      await owner.agent.get(authorizePath(application, { scope: 'nonsense' })).set(origin),
      await owner.agent.get(authorizePath({ ...application, clientId: 'x' })).set(origin),
      await request(test_.server).get(authorizePath(application)).set(origin),
      await owner.agent
        .post(AUTHORIZE)
        .set(origin)
        .type('form')
        .send({ ...fields, decision: 'authorize' }),
      await owner.agent.options(AUTHORIZE).set({ ...origin, 'Access-Control-Request-Method': 'GET' }),
      await owner.agent.options(AUTHORIZE).set({ ...origin, 'Access-Control-Request-Method': 'POST' }),
      await owner.agent.options(authorizePath(application)).set(origin),
    ];
    const open = answers.flatMap(({ headers }) =>
      Object.keys(headers as object).filter((it) => it.startsWith('access-control-')),
    );
    expect(open).toEqual([]);
  });

  test.each([
    ['http', PUBLIC_URL],
    ['https', 'https://links.example.com:8443'],
  ])('OA-15 success, denial and every error name the issuer of the metadata: %s', async (_scheme, publicUrl) => {
    const own = await startApp({ environment: { PUBLIC_URL: publicUrl }, extensions: withPasswordHasher() });
    const host = new URL(publicUrl).host;
    const headers = { Host: host, 'X-Forwarded-Proto': 'https' };
    const { body: metadata } = await request(own.server)
      .get('/.well-known/oauth-authorization-server')
      .set(headers)
      .expect(200);
    expect(metadata.issuer).toBe(publicUrl);
    expect(metadata.authorization_response_iss_parameter_supported).toBe(true);
    const cookies = new Map<string, string>();
    const send = async (call: request.Test): Promise<request.Response> => {
      const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
      const answer = await call.set(headers).set('Cookie', cookie);
      for (const line of answer.get('Set-Cookie') ?? []) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        cookies.set(name, value);
      }
      return answer;
    };
    const { server } = own;
    await send(
      request(server)
        .post('/api/1.0/auth/register')
        .send({ name: 'S', email: 's@example.com', password: PASSWORD, organization_name: 'S' }),
    );
    const made = await send(
      request(server)
        .post('/api/1.0/oauth-clients')
        .send({
          password: PASSWORD,
          name: 'A',
          link: 'https://a.example',
          redirect_uri: 'https://a.example/cb',
          description: 'A',
          scopes: ['users:read'],
        }),
    );
    expect(made.status).toBe(201);
    const it = { id: '', clientId: made.body.data.client_id, clientSecret: '', redirectUri: 'https://a.example/cb' };
    const issuers: (string | null)[] = [];
    const note = (answer: request.Response): void => {
      expect(answer.status).toBe(303);
      const back = new URL(String(answer.headers['location']));
      expect(back.origin).toBe('https://a.example');
      issuers.push(...back.searchParams.getAll('iss'));
    };
    for (const decision of ['authorize', 'deny']) {
      const page = await send(request(server).get(authorizePath(it, { prompt: 'consent' })));
      note(
        await send(
          request(server)
            .post(AUTHORIZE)
            .type('form')
            .send({ ...formFields(page.text), decision }),
        ),
      );
    }
    const faults: Record<string, string>[] = [
      { response_type: 'token' },
      { scope: 'domains:read' },
      { resource: 'https://elsewhere.example' },
      { code_challenge_method: 'plain', code_challenge: 'x'.repeat(43) },
    ];
    for (const more of faults) {
      note(await send(request(server).get(authorizePath(it, more))));
    }
    expect(issuers).toEqual(Array(6).fill(metadata.issuer));
    await own.close();
  });

  describe('OA-16 broken input at the authorization page', () => {
    const known = (more: string): string => `${authorizePath(application)}&${more}`;

    test.each([
      ['an array', 'state[]=a', 200],
      ['an array of a known one', 'scope[]=a', 200],
      ['an object', 'state[a]=b', 200],
      ['__proto__', '__proto__=x', 200],
      ['__proto__ as an object', '__proto__[scope]=x', 200],
      ['constructor', 'constructor[prototype][scope]=x', 200],
      ['unknown ones', 'audience=x&nonce=y&max_age=0&request=z', 200],
      ['empty ones', 'state=&code_challenge=&code_challenge_method=&resource=&prompt=', 200],
      ['a null byte in an unknown one', 'x=%00', 200],
      ['a lone surrogate in the state', 'state=%ED%A0%80', 200],
      ['broken percent-encoding', 'state=%E0%A4%A', 200],
      ['__proto__ repeated', '__proto__=x&__proto__=y', 400],
    ])('%s', async (_what, query, status) => {
      const { headers } = await owner.agent.get(known(query)).expect(status);
      expect(headers['location']).toBeUndefined();
    });

    test.each([
      ['client_id', '%00'],
      ['client_id', '%ED%A0%80'],
      ['client_id', 'x'.repeat(8000)],
      ['redirect_uri', '%00'],
      ['redirect_uri', '%ED%A0%80'],
      ['redirect_uri', 'x'.repeat(8000)],
    ])('%s=%.12s is an error page', async (name, value) => {
      const query = new URL(authorizePath(application), PUBLIC_URL).searchParams;
      query.delete(name);
      const { text, headers } = await owner.agent.get(`${AUTHORIZE}?${query.toString()}&${name}=${value}`).expect(400);
      expect(text).toContain('<title>Invalid');
      expect(headers['location']).toBeUndefined();
    });

    test.each([
      ['scope', '%00'],
      ['scope', '%ED%A0%80'],
      ['scope', '__proto__'],
      ['scope', 'x+'.repeat(4000)],
      ['response_type', '%00'],
      ['resource', '%00'],
      ['code_challenge', '%00'],
    ])('%s=%.12s is told to the application', async (name, value) => {
      const query = new URL(authorizePath(application), PUBLIC_URL).searchParams;
      query.delete(name);
      const { headers } = await owner.agent.get(`${AUTHORIZE}?${query.toString()}&${name}=${value}`).expect(303);
      expect(headers['location']).toMatch(
        /^https:\/\/acme\.example\/auth\/callback\?error=(invalid_|unsupported_response_type)/,
      );
    });

    test('one megabyte', async () => {
      await owner.agent.get(known(`state=${'x'.repeat(1_048_576)}`)).expect(431);
      const { _csrf } = formFields((await owner.agent.get(authorizePath(application)).expect(200)).text);
      const form = { _csrf, request: 'x'.repeat(1_100_000), decision: 'authorize' };
      await owner.agent.post(AUTHORIZE).type('form').send(form).expect(413);
    });

    test.each([
      ['nothing', {}],
      ['a request that is none', { request: 'x' }],
      ['a null byte', { request: '\0' }],
      ['an array', { request: ['a', 'b'] }],
      ['__proto__', { __proto__: null, request: '__proto__' }],
      ['a very long one', { request: 'x'.repeat(100_000) }],
    ])('an answer with %s', async (_what, fields) => {
      const page = await owner.agent.get(authorizePath(application)).expect(200);
      const { _csrf } = formFields(page.text);
      const { status } = await owner.agent
        .post(AUTHORIZE)
        .type('form')
        .send({ _csrf, ...fields, decision: 'authorize' });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    });
  });

  test('OA-03 AUTHORIZATION_CODE_TTL shortens a code’s life, down to a minute and no further', async () => {
    expect(() => readEnvironment({ AUTHORIZATION_CODE_TTL: '59' })).toThrow('AUTHORIZATION_CODE_TTL');
    const own = await startApp({ environment: { AUTHORIZATION_CODE_TTL: '60' }, extensions: withPasswordHasher() });
    const person = await registerOwner(own.server);
    const of = await registerApplication(person);
    const redeem = async (seconds: number): Promise<request.Response> => {
      const back = await decide(person.agent, authorizePath(of), 'authorize');
      own.clock.advance(seconds);
      return request(own.server)
        .post('/api/oauth/token')
        .send({
          grant_type: 'authorization_code',
          client_id: of.clientId,
          client_secret: of.clientSecret,
          redirect_uri: of.redirectUri,
          code: back.searchParams.get('code'),
        });
    };
    expect((await redeem(59)).status).toBe(200);
    const late = await redeem(60);
    expect([late.status, (late.body as { error: string }).error]).toEqual([400, 'invalid_grant']);
    await own.close();
  });
});
