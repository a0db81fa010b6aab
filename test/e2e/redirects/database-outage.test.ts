import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { createApp } from '../../../src/app.js';
import { waitUntil } from '../../../src/database/embedded/wait-until.js';
import { generateToken, PUBLIC_URL, registerOwner, upgrade } from '../../support/app.js';
import { TestDatabase, testDatabase } from '../../support/database.js';
import { severableProxy } from '../../support/severable-proxy.js';

const LINKS = '/api/1.0/short-urls';
const LINKS_LIST = `${LINKS}/list-all-short-urls`;

let database: TestDatabase;
let proxy: Awaited<ReturnType<typeof severableProxy>>;
let dataDir: string;
let app: NestExpressApplication;

beforeAll(async () => {
  database = await testDatabase();
  proxy = await severableProxy(new URL(database.url));
  dataDir = await mkdtemp(join(tmpdir(), 'trimlink-outage-'));
  app = await createApp({
    environment: { DATABASE_URL: proxy.url, DATA_DIR: dataDir, PUBLIC_URL, LOG_LEVEL: 'silent' },
  });
});

afterAll(async () => {
  await app.close();
  await proxy.sever();
  await database.drop();
  await rm(dataDir, { recursive: true });
});

test('while the database is out of reach known links redirect, all else is 503 with Retry-After; then the clicks count', async () => {
  const server: Server = app.getHttpServer();
  const owner = await registerOwner(server);
  await upgrade({ database }, owner);
  const token = await generateToken(owner);
  const call = (method: 'get' | 'post', path: string) =>
    request(server)[method](path).set('Authorization', `Bearer ${token}`);
  const { body } = await call('post', LINKS).send({ destination_url: 'https://example.com/' }).expect(201);
  const path = `/${body.data.slug as string}`;
  await request(server).get(path).expect(302);
  await proxy.sever();
  for (let visit = 0; visit < 3; visit += 1) await request(server).get(path).expect(302);
  for (const answer of [await request(server).get('/unknown').expect(503), await call('get', LINKS_LIST).expect(503)]) {
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  }
  await request(server).get('/health/live').expect(200);
  await proxy.restore();
  await request(server).get(path).expect(302);
  await waitUntil(async () => {
    const { status, body: item } = await call('get', `${LINKS}/${body.data.id as string}`);
    return status === 200 && item.data.clicks === 5;
  });
});
