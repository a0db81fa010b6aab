import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { generateToken, Person, registerOwner, startApp, TestApp, upgrade } from '../../support/app.js';

describe('the plan’s limit', () => {
  let test_: TestApp;
  let owner: Person;
  let tokens: string[];
  const api = (token: string, path = '/api/1.0/workspaces') =>
    request(test_.server).get(path).set('Authorization', `Bearer ${token}`);

  beforeAll(async () => {
    test_ = await startApp();
    owner = await registerOwner(test_.server);
    tokens = [await generateToken(owner), await generateToken(owner)];
  });

  afterAll(() => test_.close());

  test('free: ten pass over all tokens together, the eleventh is 429 with the headers', async () => {
    for (let count = 1; count <= 10; count += 1) {
      const { headers } = await api(tokens[count % 2] as string).expect(200);
      expect(headers['x-ratelimit-limit']).toBe('10');
      expect(headers['x-ratelimit-remaining']).toBe(String(10 - count));
      expect(headers['x-ratelimit-reset']).toMatch(/^\d{10}$/);
    }
    const { body, headers } = await api(tokens[0] as string).expect(429);
    expect(body).toMatchObject({ message: 'Too Many Attempts.', code: 'too_many_attempts' });
    expect(headers['x-ratelimit-remaining']).toBe('0');
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
  });

  test('is told by /limits, to a session too', async () => {
    const other = await registerOwner(test_.server, 'Third');
    const token = await generateToken(other);
    await api(token).expect(200);
    const { body } = await api(token, '/api/1.0/limits').expect(200);
    expect(body.data).toEqual({ plan: 'free', limit: 10, used: 2, remaining: 8, reset_at: expect.any(String) });
    expect(Date.parse(body.data.reset_at)).toBeGreaterThan(test_.clock.now().getTime());
    const { body: seen } = await other.agent.get('/api/1.0/limits').expect(200);
    expect(seen.data).toEqual(body.data);
    await upgrade(test_, other);
    const { body: unlimited } = await other.agent.get('/api/1.0/limits').expect(200);
    expect(unlimited.data).toEqual({ plan: 'enterprise', limit: null, used: 0, remaining: null, reset_at: null });
  });

  test('sessions and other organizations are not counted', async () => {
    await owner.agent.get('/api/1.0/workspaces').expect(200);
    const other = await registerOwner(test_.server, 'Other');
    await api(await generateToken(other)).expect(200);
  });

  test('a change of plan takes effect at once and keeps the count', async () => {
    await upgrade(test_, owner, 'pro');
    const { headers } = await api(tokens[0] as string).expect(200);
    expect(headers).toMatchObject({ 'x-ratelimit-limit': '30', 'x-ratelimit-remaining': '19' });
    await upgrade(test_, owner, 'enterprise');
    const unlimited = await api(tokens[0] as string).expect(200);
    expect(Object.keys(unlimited.headers).filter((name) => name.startsWith('x-ratelimit'))).toEqual([]);
    await test_.database.query('UPDATE organizations SET requests_per_minute = 12 WHERE id = $1', [
      owner.organizationId,
    ]);
    const provisioned = await api(tokens[0] as string).expect(200);
    expect(provisioned.headers['x-ratelimit-limit']).toBe('12');
    await api(tokens[0] as string).expect(429);
  });

  test('the window ends 60 seconds after its first request', async () => {
    test_.clock.advance(61);
    const { headers } = await api(tokens[0] as string).expect(200);
    expect(headers['x-ratelimit-remaining']).toBe('11');
  });

  test('a request counts whatever its answer', async () => {
    const other = await registerOwner(test_.server, 'Counted');
    const token = await generateToken(other, { scopes: ['short-urls:read'] });
    const expectations = [
      [await api(token, '/api/1.0/nowhere'), 404],
      [await api(token), 403],
      [await api(token, '/api/1.0/tokens'), 403],
      [await api(token, '/api/1.0/short-urls/list-all-short-urls?pge=1'), 400],
      [await request(test_.server).delete('/api/1.0/workspaces').set('Authorization', `Bearer ${token}`), 405],
      [
        await request(test_.server)
          .post('/api/1.0/short-urls')
          .set({ Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' })
          .send('{'),
        403,
      ],
    ] as const;
    expectations.forEach(([response, status], index) => {
      expect(response.status).toBe(status);
      expect(response.headers['x-ratelimit-remaining']).toBe(String(9 - index));
    });
  });
});
