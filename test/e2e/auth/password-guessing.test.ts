import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { FakePasswordHasher, withPasswordHasher } from '../../fakes/fake-password-hasher.js';
import { PASSWORD, Person, registerOwner, startApp, TestApp } from '../../support/app.js';
import { formFields } from '../../support/oauth.js';

const LOGIN = '/api/1.0/auth/login';
const WRONG = 'not my password';
const HOUR = 60 * 60;

const start = (hasher: FakePasswordHasher, environment: Record<string, string>): Promise<TestApp> =>
  startApp({ environment, extensions: withPasswordHasher(hasher) });

describe('guessing passwords behind a proxy', () => {
  const hasher = new FakePasswordHasher();
  let test_: TestApp;
  let owner: Person;
  let subnets = 0;

  beforeAll(async () => {
    test_ = await start(hasher, { TRUST_PROXY: '1' });
    owner = await registerOwner(test_.server);
  });

  beforeEach(() => {
    test_.clock.advance(HOUR);
  });

  afterAll(() => test_.close());

  const attempt = (address: string, email = owner.email, password = WRONG) =>
    request(test_.server).post(LOGIN).set('X-Forwarded-For', address).send({ email, password });

  const fail = async (times: number, address: (index: number) => string, email?: (index: number) => string) => {
    const indexes = Array.from({ length: times }, (_, index) => index);
    for (let first = 0; first < times; first += 25) {
      const some = indexes.slice(first, first + 25);
      await Promise.all(some.map((index) => attempt(address(index), email?.(index)).expect(422)));
    }
  };

  const newAddress = (): string => `203.0.${Math.floor((subnets += 1) / 250)}.${subnets % 250}`;

  test('AC-01 a hundred failures of one address, whatever the accounts, then 429; other addresses go on', async () => {
    await fail(
      100,
      () => '198.51.100.1',
      (index) => `somebody${index}@example.com`,
    );
    await attempt('198.51.100.1', owner.email, PASSWORD).expect(429);
    await attempt('198.51.100.2', owner.email, PASSWORD).expect(200);
    test_.clock.advance(15 * 60);
    await attempt('198.51.100.1', owner.email, PASSWORD).expect(200);
  });

  test('AC-01 two hundred failures an hour on one account, from wherever, then 429; other accounts go on', async () => {
    const bystander = await registerOwner(test_.server);
    await fail(200, newAddress);
    await attempt(newAddress(), owner.email, PASSWORD).expect(429);
    await attempt(newAddress(), owner.email.toUpperCase(), PASSWORD).expect(429);
    await attempt(newAddress(), bystander.email, PASSWORD).expect(200);
    test_.clock.advance(HOUR);
    await attempt(newAddress(), owner.email, PASSWORD).expect(200);
  });

  test('AC-01 an account that doesn’t exist is throttled as one that does', async () => {
    await fail(
      10,
      () => '198.51.100.3',
      () => 'nobody@example.com',
    );
    await attempt('198.51.100.3', 'nobody@example.com').expect(429);
  });

  test('AC-01 the addresses of one /64 are one client, those of the next are not', async () => {
    await fail(10, (index) => `2001:db8:0:1:${index}::${index}`);
    await attempt('2001:db8:0:1:ffff::1', owner.email, PASSWORD).expect(429);
    await attempt('2001:db8:0:2::1', owner.email, PASSWORD).expect(200);
  });

  test('AC-01 only the proxy’s own entry in X-Forwarded-For counts', async () => {
    await fail(10, (index) => `10.0.0.${index}, 198.51.100.4`);
    await attempt('10.0.0.99, 198.51.100.4', owner.email, PASSWORD).expect(429);
  });

  test('AC-01 the refusal says when to come back, and refused ones are not compared', async () => {
    await fail(10, () => '198.51.100.5');
    const compared = hasher.compared.length;
    const { body, headers } = await attempt('198.51.100.5', owner.email, PASSWORD).expect(429);
    expect(body).toMatchObject({ message: 'Too Many Attempts.', code: 'too_many_attempts' });
    const now = test_.clock.now().getTime() / 1000;
    expect(headers['x-ratelimit-limit']).toBe('10');
    expect(headers['x-ratelimit-remaining']).toBe('0');
    expect(Number(headers['x-ratelimit-reset'])).toBeGreaterThan(now);
    expect(headers['retry-after']).toMatch(/^[1-9]\d*$/);
    expect(hasher.compared).toHaveLength(compared);
  });

  test('AC-01 every place that asks for the password counts together, pages too', async () => {
    const from = { 'X-Forwarded-For': '198.51.100.6' };
    const { agent, email } = await registerOwner(test_.server);
    const page = '/app/api-integration/api-keys';
    const { text } = await agent.get(`${page}?new=token`).set(from).expect(200);
    const { _csrf } = formFields(text);
    const application = {
      name: 'A',
      link: 'https://a.example',
      redirect_uri: 'https://a.example/cb',
      description: 'A',
    };
    const guesses = [
      () => agent.post('/api/1.0/tokens').send({ password: WRONG }),
      () => agent.post('/api/1.0/oauth-clients').send({ ...application, password: WRONG }),
      () => agent.patch('/api/1.0/auth/user').send({ email: 'n@example.com', password: WRONG }),
      () => agent.put('/api/1.0/auth/password').send({ current_password: WRONG, password: 'another good one' }),
      () =>
        agent
          .post(`${page}/tokens`)
          .type('form')
          .send({ _csrf, password: WRONG, scope_choice: 'all', expires_in_days: '30' }),
      () => agent.post(LOGIN).send({ email, password: WRONG }),
    ];
    for (let index = 0; index < 10; index += 1) await guesses[index % guesses.length]?.().set(from).expect(422);
    const refused = await Promise.all(guesses.map((guess) => guess().set(from)));
    expect(refused.map(({ status }) => status)).toEqual(guesses.map(() => 429));
    await agent.post('/api/1.0/tokens').set(from).send({ password: PASSWORD }).expect(429);
    const login = await request.agent(test_.server).get('/app/login').expect(200);
    const { text: told } = await request(test_.server)
      .post('/app/login')
      .set({ ...from, Cookie: (login.get('Set-Cookie') ?? []).map((it) => it.split(';')[0]).join('; ') })
      .type('form')
      .send({ ...formFields(login.text), email, password: PASSWORD })
      .expect(429);
    expect(told).toContain('Too many tries');
  });

  test('AC-02 one comparison of one bcrypt’s cost, whether the account exists, is suspended, or neither', async () => {
    const compare = async (email: string): Promise<string[]> => {
      const before = hasher.compared.length;
      await attempt(newAddress(), email).expect(422);
      return hasher.compared.slice(before);
    };
    const suspended = await registerOwner(test_.server);
    await test_.database.query("UPDATE members SET status = 'suspended' WHERE user_id = $1", [suspended.userId]);
    expect(await compare(owner.email)).toEqual([`hash of ${PASSWORD}`]);
    expect(await compare(suspended.email)).toEqual([`hash of ${PASSWORD}`]);
    const [stand, ...more] = await compare('nobody@example.com');
    expect(more).toEqual([]);
    expect(stand).toMatch(/^\$2b\$12\$[./A-Za-z0-9]{53}$/);
  });

  test('AC-02 one answer, text, status and headers, for a wrong password, an unknown e-mail and a suspended user', async () => {
    const suspended = await registerOwner(test_.server);
    await test_.database.query("UPDATE members SET status = 'suspended' WHERE user_id = $1", [suspended.userId]);
    const answer = async (email: string, password?: string) => {
      const { status, body, headers } = await attempt(newAddress(), email, password);
      const { 'x-request-id': _id, date: _date, ...rest } = headers as Record<string, string>;
      return { status, body: { ...body, request_id: '' }, headers: rest };
    };
    const wrong = await answer(owner.email);
    expect(wrong.status).toBe(422);
    expect(await answer('nobody@example.com')).toEqual(wrong);
    expect(await answer(suspended.email)).toEqual(wrong);
    expect(await answer(suspended.email, PASSWORD)).toEqual(wrong);
  });

  test('AC-02 registering, which tells a taken e-mail, is throttled: 60 an hour per address', async () => {
    const register = (address: string, email: string) =>
      request(test_.server)
        .post('/api/1.0/auth/register')
        .set('X-Forwarded-For', address)
        .send({ name: 'G', email, password: PASSWORD, organization_name: 'G' });
    await Promise.all(Array.from({ length: 59 }, () => register('198.51.100.7', owner.email).expect(422)));
    await register('198.51.100.7', 'free@example.com').expect(201);
    const { body, headers } = await register('198.51.100.7', owner.email).expect(429);
    expect([body.code, headers['x-ratelimit-limit']]).toEqual(['too_many_attempts', '60']);
    const agent = request.agent(test_.server);
    const fields = formFields((await agent.get('/app/register').expect(200)).text);
    await agent
      .post('/app/register')
      .set('X-Forwarded-For', '198.51.100.7')
      .type('form')
      .send({ ...fields, name: 'G', email: owner.email, password: PASSWORD, organization_name: 'G' })
      .expect(429);
    await register('198.51.100.8', owner.email).expect(422);
    test_.clock.advance(HOUR);
    await register('198.51.100.7', owner.email).expect(422);
  });
});

describe('guessing passwords without a proxy', () => {
  test('AC-01 X-Forwarded-For makes nobody another', async () => {
    const test_ = await start(new FakePasswordHasher(), {});
    const owner = await registerOwner(test_.server);
    const attempt = (index: number, password = WRONG) =>
      request(test_.server)
        .post(LOGIN)
        .set({
          'X-Forwarded-For': `203.0.113.${index}`,
          Forwarded: `for=203.0.113.${index}`,
          'X-Real-IP': `203.0.113.${index}`,
        })
        .send({ email: owner.email, password });
    for (let index = 0; index < 10; index += 1) await attempt(index).expect(422);
    await attempt(11, PASSWORD).expect(429);
    await test_.close();
  });
});
