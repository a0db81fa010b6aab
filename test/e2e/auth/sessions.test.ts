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

const cookieOf = (response: request.Response): string => (response.get('Set-Cookie') ?? []).join('\n');

describe('signing in', () => {
  let test_: TestApp;
  let owner: Person;

  beforeAll(async () => {
    test_ = await startApp();
    owner = await registerOwner(test_.server);
  });

  afterAll(() => test_.close());

  test('registration makes an organization on the free plan, its main workspace and its owner', async () => {
    const { body } = await owner.agent.get('/api/1.0/auth/session').expect(200);
    expect(body.data).toMatchObject({
      organization: { name: 'Harbour Bikes', plan: 'free', requests_per_minute: 10 },
      role: 'owner',
      active_workspace: { name: 'Main', is_default: true },
    });
    expect(body.data.permissions).toContain('credentials.create');
  });

  test('a taken e-mail is 422 on email, in any case of letters', async () => {
    const { body } = await request(test_.server)
      .post('/api/1.0/auth/register')
      .send({ name: 'B', email: owner.email.toUpperCase(), password: PASSWORD, organization_name: 'B' })
      .expect(422);
    expect(body).toMatchObject({ code: 'validation_failed', errors: { email: ['This e-mail is taken.'] } });
  });

  test('AC-02 a wrong password and an unknown e-mail get the same answer', async () => {
    const attempt = (email: string) =>
      request(test_.server).post('/api/1.0/auth/login').send({ email, password: 'wrong password' }).expect(422);
    const [known, unknown] = await Promise.all([attempt(owner.email), attempt('nobody@example.com')]);
    expect({ ...known.body, request_id: '' }).toEqual({ ...unknown.body, request_id: '' });
    expect(Object.keys(known.body.errors)).toEqual(['email']);
  });

  test('AC-03 takes nobody in who adds to a password of 72 bytes', async () => {
    const password = 'é'.repeat(36);
    const email = 'longest@example.com';
    await request(test_.server)
      .post('/api/1.0/auth/register')
      .send({ name: 'L', email, password, organization_name: 'L' })
      .expect(201);
    await signIn(test_.server, email, password);
    await request(test_.server)
      .post('/api/1.0/auth/login')
      .send({ email, password: `${password}x` })
      .expect(422);
  });

  test.each([{ name: null }, { email: null, password: PASSWORD }, { theme: null }, { timezone: null }])(
    '%j clears nothing: 422',
    async (change) => {
      const { body } = await owner.agent.patch('/api/1.0/auth/user').send(change).expect(422);
      expect(Object.keys(body.errors)).toEqual([Object.keys(change)[0]]);
    },
  );

  test('AC-06 another port of the same machine is another origin', async () => {
    const login = (origin: string) =>
      request(test_.server)
        .post('/api/1.0/auth/login')
        .set({ Origin: origin, Host: 'localhost:3000' })
        .send({ email: owner.email, password: PASSWORD });
    await login('http://localhost:3001').expect(403);
    await login('http://127.0.0.1:3000').expect(403);
    await login('http://localhost:3000').expect(200);
  });

  test.each([
    ['short', 'seven77'],
    ['one of the commonest', 'password1'],
    ['over 72 bytes', 'é'.repeat(37)],
  ])('AC-03 refuses a password that is %s', async (_what, password) => {
    const { body } = await request(test_.server)
      .post('/api/1.0/auth/register')
      .send({ name: 'C', email: 'c@example.com', password, organization_name: 'C' })
      .expect(422);
    expect(Object.keys(body.errors)).toEqual(['password']);
  });

  test('AC-03 the password is judged with the other fields, wherever a new one is taken', async () => {
    const password = 'seven77';
    const rule = ['Use 8 characters or more.'];
    const refused = async (call: request.Test) => ((await call.expect(422)).body as { errors: object }).errors;
    const organization_name = 'C';
    const register = request(test_.server).post('/api/1.0/auth/register');
    expect(await refused(register.send({ name: '', email: 'c', password, organization_name }))).toEqual({
      name: ['Enter your name.'],
      email: [expect.stringContaining('whole e-mail address')],
      password: rule,
    });
    const member = owner.agent.post('/api/1.0/members').send({ name: 'M', email: 'c', password, role: 'member' });
    expect(await refused(member)).toEqual({ email: [expect.any(String)], password: rule });
    const change = owner.agent.put('/api/1.0/auth/password').send({ password });
    expect(await refused(change)).toEqual({ current_password: [expect.any(String)], password: rule });
    const untyped = owner.agent.put('/api/1.0/auth/password').send({ current_password: PASSWORD, password: 12345678 });
    expect(await refused(untyped)).toEqual({ password: ['password must be a string'] });
  });

  test('the page for registration shows all errors at once too', async () => {
    const agent = request.agent(test_.server);
    const form = await agent.get('/app/register').set('Accept', 'text/html').expect(200);
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(form.text)?.[1];
    const { text } = await agent
      .post('/app/register')
      .set('Accept', 'text/html')
      .type('form')
      .send({ _csrf, name: 'C', email: 'c', password: 'seven77', organization_name: '' })
      .expect(422);
    for (const field of ['email', 'password', 'organization_name']) expect(text).toContain(`id="${field}-error"`);
  });

  test('AC-03 takes 64 characters, trims nothing and cuts nothing', async () => {
    const password = ` ${'x'.repeat(62)} `;
    const email = 'long@example.com';
    await request(test_.server)
      .post('/api/1.0/auth/register')
      .send({ name: 'L', email, password, organization_name: 'L' })
      .expect(201);
    await request(test_.server).post('/api/1.0/auth/login').send({ email, password: password.trim() }).expect(422);
    await request(test_.server).post('/api/1.0/auth/login').send({ email, password }).expect(200);
  });

  test('AC-04 sign-in and a right password end the old session id', async () => {
    const agent = request.agent(test_.server);
    const first = await agent.post('/api/1.0/auth/login').send({ email: owner.email, password: PASSWORD }).expect(200);
    const oldCookie = cookieOf(first).split(';')[0] ?? '';
    const renewed = await agent.post('/api/1.0/tokens').send({ password: PASSWORD }).expect(201);
    expect(cookieOf(renewed)).toContain('trimlink_session=');
    await request(test_.server).get('/api/1.0/auth/session').set('Cookie', oldCookie).expect(401);
    await agent.get('/api/1.0/auth/session').expect(200);
  });

  test('AC-05 a changed password ends the other sessions, not this one', async () => {
    const person = await addMember(test_.server, owner);
    const other = await signIn(test_.server, person.email);
    await person.agent
      .put('/api/1.0/auth/password')
      .send({ current_password: 'not it at all', password: 'another good one' })
      .expect(422)
      .expect(({ body }) => {
        expect(Object.keys(body.errors)).toEqual(['current_password']);
      });
    await person.agent
      .put('/api/1.0/auth/password')
      .send({ current_password: PASSWORD, password: 'another good one' })
      .expect(204);
    await person.agent.get('/api/1.0/auth/session').expect(200);
    await other.agent.get('/api/1.0/auth/session').expect(401);
  });

  test('AC-05 suspension ends sessions at once', async () => {
    const person = await addMember(test_.server, owner);
    await owner.agent.patch(`/api/1.0/members/${person.userId}`).send({ status: 'suspended' }).expect(200);
    await person.agent.get('/api/1.0/auth/session').expect(401);
    await request(test_.server)
      .post('/api/1.0/auth/login')
      .send({ email: person.email, password: PASSWORD })
      .expect(422);
  });

  test('AC-06 cookies are HttpOnly and SameSite=Lax', async () => {
    const response = await request(test_.server)
      .post('/api/1.0/auth/login')
      .send({ email: owner.email, password: PASSWORD })
      .expect(200);
    expect(cookieOf(response)).toMatch(/trimlink_session=.*; Path=\/; .*HttpOnly; SameSite=Lax/);
  });

  test.each([
    ['a foreign Origin', { Origin: 'https://evil.example' }],
    ['Origin: null', { Origin: 'null' }],
    ['Sec-Fetch-Site: cross-site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['Sec-Fetch-Site: same-site', { 'Sec-Fetch-Site': 'same-site' }],
  ])('AC-06 a write with %s is 403, sign-in and registration included', async (_what, headers) => {
    const { body } = await owner.agent.post('/api/1.0/workspaces').set(headers).send({ name: 'Evil' }).expect(403);
    expect(body.code).toBe('cross_site_request');
    await request(test_.server)
      .post('/api/1.0/auth/login')
      .set(headers)
      .send({ email: 'a', password: 'b' })
      .expect(403);
    await request(test_.server).post('/api/1.0/auth/register').set(headers).send({}).expect(403);
  });

  test('an Authorization header takes the place of the session, but not where one signs in', async () => {
    const bearer = 'Bearer nobody';
    await owner.agent.get('/api/1.0/workspaces').set('Authorization', bearer).expect(401);
    await owner.agent.get('/api/1.0/workspaces').expect(200);
    const signedIn = await request(test_.server)
      .post('/api/1.0/auth/login')
      .set('Authorization', bearer)
      .send({ email: owner.email, password: PASSWORD })
      .expect(200);
    expect(cookieOf(signedIn)).toContain('trimlink_session=');
  });

  test('a write from our own pages passes', async () => {
    const headers = { Origin: PUBLIC_URL, 'Sec-Fetch-Site': 'same-origin' };
    await owner.agent.post('/api/1.0/workspaces').set(headers).send({ name: 'From the page' }).expect(201);
  });

  test('a session is listed and ended by its public id', async () => {
    const here = await signIn(test_.server, owner.email);
    const there = await signIn(test_.server, owner.email);
    const { body } = await here.agent.get('/api/1.0/auth/sessions').expect(200);
    const own = body.data.filter((session: { current: boolean }) => session.current);
    expect(own).toHaveLength(1);
    const { body: seen } = await there.agent.get('/api/1.0/auth/sessions').expect(200);
    const thereId = seen.data.find((session: { current: boolean }) => session.current).id;
    await here.agent.delete(`/api/1.0/auth/sessions/${thereId}`).expect(204);
    await there.agent.get('/api/1.0/auth/session').expect(401);
    await here.agent.delete(`/api/1.0/auth/sessions/${thereId}`).expect(404);
    await here.agent.delete('/api/1.0/auth/sessions').expect(204);
    await here.agent.get('/api/1.0/auth/session').expect(200);
    owner = await signIn(test_.server, owner.email);
  });

  test('logging out ends the session', async () => {
    const person = await signIn(test_.server, owner.email);
    await person.agent.post('/api/1.0/auth/logout').expect(204);
    await person.agent.get('/api/1.0/auth/session').expect(401);
  });

  test('the active workspace is held by the session and remembered for the next sign-in', async () => {
    const shop = await createWorkspace(owner, 'Shop');
    await activate(owner, shop);
    const next = await signIn(test_.server, owner.email);
    const { body } = await next.agent.get('/api/1.0/auth/session').expect(200);
    expect(body.data.active_workspace).toMatchObject({ id: shop });
    await activate(next, 'all');
    const { body: all } = await next.agent.get('/api/1.0/auth/session').expect(200);
    expect(all.data.active_workspace).toBe('all');
    const { body: unchanged } = await owner.agent.get('/api/1.0/auth/session').expect(200);
    expect(unchanged.data.active_workspace).toMatchObject({ id: shop });
    await owner.agent
      .put('/api/1.0/auth/session/active-workspace')
      .send({ workspace_id: '01900000-0000-7000-8000-000000000000' })
      .expect(404);
  });

  test('one’s profile changes; a new e-mail needs the password', async () => {
    await owner.agent.patch('/api/1.0/auth/user').send({ theme: 'dark', timezone: 'Europe/Berlin' }).expect(200);
    await owner.agent
      .patch('/api/1.0/auth/user')
      .send({ email: 'new@example.com' })
      .expect(422)
      .expect(({ body }) => {
        expect(Object.keys(body.errors)).toEqual(['password']);
      });
    await owner.agent.patch('/api/1.0/auth/user').send({ timezone: 'Mars/Olympus' }).expect(422);
    const { body } = await owner.agent
      .patch('/api/1.0/auth/user')
      .send({ email: 'new@example.com', password: PASSWORD })
      .expect(200);
    expect(body.data.user).toMatchObject({ email: 'new@example.com', theme: 'dark', timezone: 'Europe/Berlin' });
  });

  test('the table of sessions holds no session id', async () => {
    const agent = request.agent(test_.server);
    const response = await agent
      .post('/api/1.0/auth/login')
      .send({ email: 'new@example.com', password: PASSWORD })
      .expect(200);
    const id =
      decodeURIComponent(/trimlink_session=([^;]+)/.exec(cookieOf(response))?.[1] ?? '')
        .slice(2)
        .split('.')[0] ?? '';
    expect(id.length).toBeGreaterThan(20);
    const rows = await test_.database.query('SELECT FROM sessions WHERE sid = $1 OR sess::text LIKE $2', [
      id,
      `%${id}%`,
    ]);
    expect(rows).toHaveLength(0);
  });
});

test.each(['session', 'csrf'])('a %s cookie that looks like JSON is no more than an unknown one', async (name) => {
  const test_ = await startApp();
  for (const value of ['j:{"a":1}', 'j:[]', 'j:null', 's:j:{}']) {
    const get = (path: string) =>
      request(test_.server)
        .get(path)
        .set('Cookie', `trimlink_${name}=${encodeURIComponent(value)}`);
    await get('/api/1.0/auth/session').expect(401);
    await get('/app/login').expect(200);
    await get('/api/documentation').expect(200);
  }
  await test_.close();
});

describe('guessing passwords', () => {
  let test_: TestApp;
  let owner: Person;

  beforeAll(async () => {
    test_ = await startApp({ environment: { TRUST_PROXY: '1' } });
    owner = await registerOwner(test_.server);
  });

  afterAll(() => test_.close());

  test('AC-01 ten failures in 15 minutes per account and address, then 429 for the right one too', async () => {
    const attempt = (password: string, address = '203.0.113.1') =>
      request(test_.server)
        .post('/api/1.0/auth/login')
        .set('X-Forwarded-For', address)
        .send({ email: owner.email, password });
    const parallel = await Promise.all(Array.from({ length: 14 }, () => attempt('wrong password')));
    expect(parallel.filter(({ status }) => status === 422)).toHaveLength(10);
    const { body, headers } = await attempt(PASSWORD).expect(429);
    expect(body).toMatchObject({ message: 'Too Many Attempts.', code: 'too_many_attempts' });
    expect(Number(headers['retry-after'])).toBeGreaterThan(800);
    await attempt(PASSWORD, '203.0.113.2').expect(200);
    test_.clock.advance(15 * 60);
    await attempt(PASSWORD).expect(200);
  });

  test('AC-01 right passwords are never counted, however many come at once', async () => {
    const login = () =>
      request(test_.server).post('/api/1.0/auth/login').send({ email: owner.email, password: PASSWORD });
    const parallel = await Promise.all(Array.from({ length: 14 }, login));
    expect(parallel.map(({ status }) => status)).toEqual(Array(14).fill(200));
    for (let count = 0; count < 12; count += 1) await signIn(test_.server, owner.email);
  });
});

describe('under https', () => {
  test('AC-06 AC-08 the cookie is Secure with the __Host- prefix, and HSTS is sent', async () => {
    const test_ = await startApp({ environment: { PUBLIC_URL: 'https://links.example.com' } });
    const response = await request(test_.server)
      .post('/api/1.0/auth/register')
      .set({ Host: 'links.example.com', 'X-Forwarded-Proto': 'https' })
      .send({ name: 'S', email: 's@example.com', password: PASSWORD, organization_name: 'S' })
      .expect(201);
    expect(cookieOf(response)).toMatch(/^__Host-trimlink_session=.*; Secure/);
    expect(response.headers['strict-transport-security']).toBeDefined();
    expect(response.headers['content-security-policy']).toContain('upgrade-insecure-requests');
    await test_.close();
  });
});

test('closed registration is 403', async () => {
  const test_ = await startApp({ environment: { REGISTRATION: 'closed' } });
  const { body } = await request(test_.server)
    .post('/api/1.0/auth/register')
    .send({ name: 'S', email: 's@example.com', password: PASSWORD, organization_name: 'S' })
    .expect(403);
  expect(body.code).toBe('registration_closed');
  await test_.close();
});
