import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { Clock } from '../../../src/common/domain/clock.js';
import { InProcessWindowCounter } from '../../../src/common/throttling/in-process-window-counter.js';
import { WindowCounter } from '../../../src/common/throttling/window-counter.js';
import { freePort } from '../../../src/database/embedded/free-port.js';
import { generateToken, PASSWORD, registerOwner, startApp, TestApp } from '../../support/app.js';

let nothing: string;

beforeAll(async () => {
  nothing = `redis://127.0.0.1:${await freePort()}`;
});

const workspaces = ({ server }: TestApp, token: string) =>
  request(server).get('/api/1.0/workspaces').set('Authorization', `Bearer ${token}`);

describe('where the Redis that is named does not answer', () => {
  let trimlink: TestApp;

  beforeAll(async () => {
    trimlink = await startApp({ environment: { REDIS_URL: nothing } });
  });

  afterAll(() => trimlink.close());

  test('requests are sent here, and the plan’s limit holds', async () => {
    await request(trimlink.server).get('/health/ready').expect(200);
    const token = await generateToken(await registerOwner(trimlink.server));
    for (let count = 0; count < 10; count += 1) await workspaces(trimlink, token).expect(200);
    await workspaces(trimlink, token).expect(429);
  });

  test('passwords cannot be guessed either', async () => {
    const { email } = await registerOwner(trimlink.server, 'Guessed');
    const login = (password: string) => request(trimlink.server).post('/api/1.0/auth/login').send({ email, password });
    for (let count = 0; count < 10; count += 1) await login('wrong').expect(422);
    await login(PASSWORD).expect(429);
  });
});

test('a counter of the host application’s takes the place of both', async () => {
  const counted: string[] = [];
  class OurCounter extends InProcessWindowCounter {
    override take(key: string, limit: number, windowSeconds: number) {
      counted.push(key);
      return super.take(key, limit, windowSeconds);
    }
  }
  const provider = {
    provide: WindowCounter,
    inject: [Clock],
    useFactory: (clock: Clock): WindowCounter => new OurCounter(clock),
  };
  const trimlink = await startApp({ environment: { REDIS_URL: nothing }, extensions: { providers: [provider] } });
  const owner = await registerOwner(trimlink.server);
  await workspaces(trimlink, await generateToken(owner)).expect(200);
  expect(counted).toContain(`plan:${owner.organizationId}`);
  await trimlink.close();
});
