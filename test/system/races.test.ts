import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import request, { type Response } from 'supertest';
import { waitUntil } from '../../src/database/embedded/wait-until.js';
import { addMember, generateToken, PASSWORD, Person, registerOwner, upgrade } from '../support/app.js';
import { DebianRedis } from '../support/debian-redis.js';
import { KnownSecrets } from '../support/known-secrets.js';
import { Application, authorizePath, decide, exchange, registerApplication, tokensOf } from '../support/oauth.js';
import { TwinServers } from '../support/twin-servers.js';

// A start takes three seconds, and several times that on a machine that is busy.
jest.setTimeout(180_000);

const ROUNDS = [1, 2, 3, 4];
const AT_ONCE = 20;
const WORKSPACES = '/api/1.0/workspaces';

const secrets = new KnownSecrets();
let twins: TwinServers;

beforeAll(async () => {
  twins = await TwinServers.start();
  secrets.add(PASSWORD, twins.appSecret);
});

afterAll(() => twins.stop());

const byStatus = (answers: readonly Response[]): Record<number, number> =>
  answers.reduce<Record<number, number>>(
    (counts, { status }) => ({ ...counts, [status]: (counts[status] ?? 0) + 1 }),
    {},
  );
const withStatus = (answers: readonly Response[], status: number): Response[] =>
  answers.filter((answer) => answer.status === status);

const api = (url: string, token: string) => request(url).get(WORKSPACES).set('Authorization', `Bearer ${token}`);

/** Of several answers to one secret, only one may have got tokens, and those ended when it was used again. */
async function expectOneWinner(answers: readonly Response[]): Promise<string> {
  expect(byStatus(answers)).toEqual({ 200: 1, 400: answers.length - 1 });
  for (const { body } of withStatus(answers, 400)) expect(body.error).toBe('invalid_grant');
  const [winner] = withStatus(answers, 200);
  secrets.addFrom(winner!);
  const { access_token: token } = winner!.body as { access_token: string };
  await twins.race(2, (url) => api(url, token).expect(401));
  return (JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { jti: string }).jti;
}

/** What is stored under the approval that the access token came from. */
async function storedBeside(tokenId: string) {
  const [stored] = await twins.database.query(
    `SELECT revoked_at IS NOT NULL AS ended,
       (SELECT count(*)::integer FROM oauth_access_tokens WHERE grant_id = g.id) AS access_tokens,
       (SELECT count(*)::integer FROM oauth_refresh_tokens WHERE grant_id = g.id) AS refresh_tokens
     FROM oauth_grants AS g WHERE id = (SELECT grant_id FROM oauth_access_tokens WHERE id = $1)`,
    [tokenId],
  );
  return stored;
}

test('whoever signs in at one is signed in at the other', async () => {
  const { email } = await registerOwner(twins.urls[0], 'Both');
  const login = await request(twins.urls[0])
    .post('/api/1.0/auth/login')
    .send({ email, password: PASSWORD })
    .expect(200);
  secrets.addFrom(login);
  const cookies = login.get('Set-Cookie')?.map((cookie) => cookie.split(';')[0] ?? '') ?? [];
  await request(twins.urls[1]).get('/api/1.0/auth/session').set('Cookie', cookies).expect(200);
});

describe('over two processes on one PostgreSQL', () => {
  let owner: Person;
  let application: Application;

  beforeAll(async () => {
    owner = await registerOwner(twins.urls[0]);
    await upgrade(twins, owner);
    application = await registerApplication(owner);
    secrets.add(application.clientSecret);
  });

  test.each(ROUNDS)(
    'OA-04 one code redeemed 20 times at once gives one pair of tokens, which then ends (%d)',
    async () => {
      const back = await decide(owner.agent, authorizePath(application, { prompt: 'consent' }), 'authorize');
      const code = back.searchParams.get('code') ?? '';
      secrets.add(code);
      const answers = await twins.race(AT_ONCE, (url) => exchange(url, application, code));
      const tokenId = await expectOneWinner(answers);
      expect(await storedBeside(tokenId)).toEqual({ ended: true, access_tokens: 1, refresh_tokens: 1 });
    },
  );

  test.each(ROUNDS)('OA-04 one refresh token used 20 times at once is exchanged once, and ends all (%d)', async () => {
    const first = await tokensOf(twins.urls[0], owner, application, { prompt: 'consent' });
    secrets.add(first.access_token, first.refresh_token);
    await twins.race(2, (url) => api(url, first.access_token).expect(200));
    const { clientId, clientSecret } = application;
    const fields = { client_id: clientId, client_secret: clientSecret, refresh_token: first.refresh_token };
    const answers = await twins.race(AT_ONCE, (url) =>
      request(url)
        .post('/api/oauth/token')
        .send({ grant_type: 'refresh_token', ...fields }),
    );
    const tokenId = await expectOneWinner(answers);
    expect(await storedBeside(tokenId)).toEqual({ ended: true, access_tokens: 2, refresh_tokens: 2 });
    await twins.race(2, (url) => api(url, first.access_token).expect(401));
  });
});

test('of 20 requests at once with one Idempotency-Key one makes a link', async () => {
  const owner = await registerOwner(twins.urls[0], 'Once');
  await upgrade(twins, owner);
  const token = await generateToken(owner);
  secrets.add(token);
  for (const round of ROUNDS) {
    const answers = await twins.race(AT_ONCE, (url) =>
      request(url)
        .post('/api/1.0/short-urls')
        .set({ Authorization: `Bearer ${token}`, 'Idempotency-Key': `round ${round}` })
        .send({ destination_url: 'https://example.com/' }),
    );
    const made = withStatus(answers, 201);
    expect(made.filter(({ headers }) => headers['idempotency-replayed'] === undefined).length).toBe(1);
    expect(new Set(made.map(({ text }) => text)).size).toBe(1);
    expect(withStatus(answers, 409).length).toBe(AT_ONCE - made.length);
  }
  const [stored] = await twins.database.query('SELECT count(*)::integer FROM short_urls WHERE created_by = $1', [
    owner.userId,
  ]);
  expect(stored).toEqual({ count: ROUNDS.length });
});

describe('BT-03 what is taken away at one of two processes that remember it', () => {
  let owner: Person;

  beforeAll(async () => {
    owner = await registerOwner(twins.urls[0], 'Taken away');
    await upgrade(twins, owner);
  });

  const credentials = async () => {
    const person = await addMember(twins.urls[0], owner, { role: 'admin' });
    const application = await registerApplication(owner);
    const apiToken = await generateToken(person);
    const { access_token: accessToken, refresh_token } = await tokensOf(twins.urls[0], person, application);
    secrets.add(application.clientSecret, apiToken, accessToken, refresh_token);
    const both = [apiToken, accessToken];
    // Twice each: the second answer comes from memory.
    for (const token of [...both, ...both]) await twins.race(2, (url) => api(url, token).expect(200));
    return { person, application, apiToken, accessToken, both };
  };

  const expectSoon = async (tokens: readonly string[], status: number): Promise<void> => {
    for (const token of tokens) {
      await api(twins.urls[0], token).expect(status);
      await waitUntil(async () => (await api(twins.urls[1], token)).status === status);
    }
  };

  const change = (person: Person, body: object) =>
    owner.agent.patch(`/api/1.0/members/${person.userId}`).send(body).expect(200);

  test('a suspended member: 401 until active again', async () => {
    const { person, both } = await credentials();
    await change(person, { status: 'suspended' });
    await expectSoon(both, 401);
    await change(person, { status: 'active' });
    await expectSoon(both, 200);
  });

  test('an admin who becomes a member: no workspace and no right is left', async () => {
    const { person, both } = await credentials();
    await change(person, { role: 'member', workspace_ids: [], permissions: [] });
    await expectSoon(both, 403);
  });

  test('a deleted token, a disconnected application, a deleted one: 401, the other credential lives', async () => {
    const { person, application, apiToken, accessToken } = await credentials();
    const { body } = await person.agent.get('/api/1.0/grants').expect(200);
    await person.agent.delete(`/api/1.0/grants/${body.data[0].id}`).expect(204);
    await expectSoon([accessToken], 401);
    await expectSoon([apiToken], 200);
    const { access_token: another, refresh_token } = await tokensOf(twins.urls[1], person, application);
    secrets.add(another, refresh_token);
    await expectSoon([another], 200);
    await owner.agent.delete(`/api/1.0/oauth-clients/${application.id}`).expect(204);
    await expectSoon([another], 401);
    const tokens = await person.agent.get('/api/1.0/tokens').expect(200);
    await person.agent.delete(`/api/1.0/tokens/${tokens.body.data[0].id}`).expect(204);
    await expectSoon([apiToken], 401);
  });
});

if (DebianRedis.isInstalled()) {
  describe('over two processes that count in one Redis', () => {
    test.each([
      ['free', 10],
      ['pro', 30],
    ])('BT-07 all credentials of an organization together never pass the limit of the plan %s', async (plan, limit) => {
      const owner = await registerOwner(twins.urls[0], `Counted ${plan}`);
      await upgrade(twins, owner, plan);
      const application = await registerApplication(owner);
      const approved = await tokensOf(twins.urls[1], owner, application);
      const tokens = [await generateToken(owner), await generateToken(owner), approved.access_token];
      secrets.add(application.clientSecret, approved.refresh_token, ...tokens);

      const begun = Math.floor(Date.now() / 1000);
      const answers = await twins.race(limit + 20, (url, index) => api(url, tokens[index % 3]!));
      const now = Math.ceil(Date.now() / 1000);

      expect(byStatus(answers)).toEqual({ 200: limit, 429: 20 });
      const remaining = withStatus(answers, 200).map(({ headers }) => Number(headers['x-ratelimit-remaining']));
      expect(remaining.sort((one, other) => one - other)).toEqual(Array.from({ length: limit }, (_, index) => index));
      for (const { headers } of withStatus(answers, 429)) expect(headers['x-ratelimit-remaining']).toBe('0');
      for (const { headers } of answers) {
        expect(headers['x-ratelimit-limit']).toBe(String(limit));
        expect(Number(headers['x-ratelimit-reset'])).toBeGreaterThanOrEqual(begun + 60);
        expect(Number(headers['x-ratelimit-reset'])).toBeLessThanOrEqual(now + 60);
      }
      for (const { body, headers } of withStatus(answers, 429)) {
        expect(body).toMatchObject({ message: 'Too Many Attempts.', code: 'too_many_attempts' });
        expect(Number(headers['retry-after'])).toBeGreaterThan(0);
        expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
      }
      await twins.race(2, (url) => api(url, tokens[0]!).expect(429));
    });

    test('AC-01 ten passwords are tried for one account, however many are sent at once', async () => {
      const { email } = await registerOwner(twins.urls[0], 'Guessed');
      const login = (url: string, password: string) =>
        request(url).post('/api/1.0/auth/login').send({ email, password });
      const guess = (index: number): string => `guessed wrong ${index}`;
      const answers = await twins.race(AT_ONCE, (url, index) => login(url, guess(index)));
      secrets.add(...answers.map((_, index) => guess(index)));
      expect(byStatus(answers)).toEqual({ 422: 10, 429: AT_ONCE - 10 });
      const right = await twins.race(2, (url) => login(url, PASSWORD));
      expect(byStatus(right)).toEqual({ 429: 2 });
    });

    test('AC-01 thirty secrets are tried for one application, however many are sent at once', async () => {
      const application = await registerApplication(await registerOwner(twins.urls[0], 'Guessed application'));
      secrets.add(application.clientSecret);
      const answers = await twins.race(60, (url, index) =>
        exchange(url, { ...application, clientSecret: `guessed_wrong_${index}` }, 'a-code-that-never-was'),
      );
      secrets.add('guessed_wrong_', 'a-code-that-never-was');
      expect(byStatus(answers)).toEqual({ 401: 30, 429: 30 });
      for (const { body } of withStatus(answers, 429)) expect(body.error).toBe('temporarily_unavailable');
      const right = await twins.race(2, (url) => exchange(url, application, 'a-code-that-never-was'));
      expect(byStatus(right)).toEqual({ 429: 2 });
    });
  });
} else {
  console.info("Counting over two processes is not tried: Debian's package redis-server is not installed.");
}

test('none of the secrets made here is in what the two have logged', () => {
  expect(twins.output).toContain('/api/oauth/token');
  expect(twins.output).toContain('"level":');
  expect(secrets.size).toBeGreaterThan(20);
  expect(secrets.foundIn(twins.output)).toEqual([]);
});
