import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { withPasswordHasher } from '../../fakes/fake-password-hasher.js';
import { Agent, addMember, PASSWORD, Person, registerOwner, startApp, TestApp } from '../../support/app.js';
import { formFields, registerApplication } from '../../support/oauth.js';

const cookieOf = (response: request.Response): string | undefined =>
  (response.get('Set-Cookie') ?? []).find((it) => it.startsWith('trimlink_session='))?.split(';')[0];

describe('passwords', () => {
  let test_: TestApp;
  let owner: Person;

  beforeAll(async () => {
    test_ = await startApp({ extensions: withPasswordHasher() });
    owner = await registerOwner(test_.server);
  });

  afterAll(() => test_.close());

  const application = { name: 'A', link: 'https://a.example', redirect_uri: 'https://a.example/cb', description: 'A' };
  const page = '/app/api-integration/api-keys';
  const csrf = async (agent: Agent): Promise<string> =>
    formFields((await agent.get(`${page}?new=token`).expect(200)).text)['_csrf'] ?? '';

  const form = async (agent: Agent, path: string, fields: object) => {
    const _csrf = await csrf(agent);
    return agent
      .post(path)
      .type('form')
      .send({ ...fields, _csrf });
  };

  test.each<[string, (person: Person) => PromiseLike<request.Response>]>([
    [
      'signing in again',
      ({ agent, email }) => agent.post('/api/1.0/auth/login').send({ email: email, password: PASSWORD }),
    ],
    ['a token', ({ agent }) => agent.post('/api/1.0/tokens').send({ password: PASSWORD })],
    [
      'a token by the page',
      ({ agent }) => form(agent, `${page}/tokens`, { password: PASSWORD, scope_choice: 'all', expires_in_days: '30' }),
    ],
    [
      'an application',
      ({ agent }) => agent.post('/api/1.0/oauth-clients').send({ ...application, password: PASSWORD }),
    ],
    [
      'an application by the page',
      ({ agent }) => form(agent, `${page}/applications`, { ...application, password: PASSWORD }),
    ],
    ['an e-mail', ({ agent, email }) => agent.patch('/api/1.0/auth/user').send({ email: email, password: PASSWORD })],
    [
      'a password',
      ({ agent }) => agent.put('/api/1.0/auth/password').send({ current_password: PASSWORD, password: PASSWORD }),
    ],
    [
      'an application’s reach',
      async (person) => {
        const { id } = await registerApplication(person);
        return person.agent.patch(`/api/1.0/oauth-clients/${id}`).send({ scopes: ['users:read'], password: PASSWORD });
      },
    ],
  ])('AC-04 %s gives the session a new id, and ends the old one', async (_what, confirm) => {
    const { agent, email, ...person } = await registerOwner(test_.server);
    const before = cookieOf(await agent.post('/api/1.0/auth/login').send({ email: email, password: PASSWORD }));
    const answer = await confirm({ agent, email, ...person });
    expect(answer.status).toBeLessThan(300);
    const after = cookieOf(answer);
    expect(after).toBeDefined();
    expect(after).not.toBe(before);
    await request(test_.server)
      .get('/api/1.0/auth/session')
      .set('Cookie', before ?? '')
      .expect(401);
    await request(test_.server)
      .get('/api/1.0/auth/session')
      .set('Cookie', after ?? '')
      .expect(200);
  });

  test('AC-04 a session id that was not given by us is never taken over', async () => {
    const chosen = `trimlink_session=${encodeURIComponent('s:chosen-by-somebody-else.signature')}`;
    const answer = await request(test_.server)
      .post('/api/1.0/auth/login')
      .set('Cookie', chosen)
      .send({ email: owner.email, password: PASSWORD })
      .expect(200);
    expect(cookieOf(answer)).not.toContain('chosen');
  });

  test.each([
    ['7 characters', 'a7 chars', 1],
    ['7 characters of several bytes', 'éééééééé', 1],
    ['73 bytes', 'x'.repeat(73), 0],
    ['73 bytes of 37 characters', `${'é'.repeat(36)}x`, 0],
    ['one of the commonest', 'Football1', 0],
  ])('AC-03 %s: refused wherever a password is set', async (_what, text, cut) => {
    const password = text.slice(cut);
    const member = await addMember(test_.server, owner);
    const register = { name: 'N', email: 'new@example.com', password, organization_name: 'N' };
    const answers = [
      await request(test_.server).post('/api/1.0/auth/register').send(register),
      await owner.agent.post('/api/1.0/members').send({ name: 'N', email: 'n@example.com', password, role: 'member' }),
      await member.agent.put('/api/1.0/auth/password').send({ current_password: PASSWORD, password }),
    ];
    expect(answers.map(({ status, body }) => [status, Object.keys((body as { errors: object }).errors)])).toEqual(
      answers.map(() => [422, ['password']]),
    );
    const agent = request.agent(test_.server);
    const fields = formFields((await agent.get('/app/register').expect(200)).text);
    await agent
      .post('/app/register')
      .type('form')
      .send({ ...fields, ...register })
      .expect(422);
  });

  test.each([
    '8 chars.',
    'x'.repeat(64),
    'x'.repeat(72),
    'é'.repeat(36),
    ' spaces around ',
    'e\u0301e\u0301e\u0301e\u0301',
  ])('AC-03 %j is taken as it is, and nothing else instead', async (password) => {
    const member = await addMember(test_.server, owner);
    const put = { current_password: PASSWORD, password };
    await member.agent.put('/api/1.0/auth/password').send(put).expect(204);
    const login = (tried: string) =>
      request(test_.server).post('/api/1.0/auth/login').send({ email: member.email, password: tried });
    const others = new Set([
      password.slice(0, -1),
      `${password}x`,
      password.trim(),
      password.normalize('NFC'),
      password.toUpperCase(),
    ]);
    others.delete(password);
    for (const other of others) await login(other).expect(422);
    await login(password).expect(200);
  });
});

test('AC-03 bcrypt itself sees all 72 bytes', async () => {
  const test_ = await startApp();
  const owner = await registerOwner(test_.server);
  const password = 'x'.repeat(72);
  await owner.agent.put('/api/1.0/auth/password').send({ current_password: PASSWORD, password }).expect(204);
  const login = (tried: string) =>
    request(test_.server).post('/api/1.0/auth/login').send({ email: owner.email, password: tried });
  await login('x'.repeat(71)).expect(422);
  await login(`${'x'.repeat(71)}y`).expect(422);
  await login('x'.repeat(73)).expect(422);
  await login(password).expect(200);
  await test_.close();
});
