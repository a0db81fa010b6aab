import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { createApp } from '../../../src/index.js';
import { labels } from './extension.js';

const PASSWORD = 'correct horse battery';
let app: Awaited<ReturnType<typeof createApp>>;
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'labels-'));
  // Started as root, PostgreSQL runs as another user, who has to get in.
  await chmod(dataDir, 0o755);
  app = await createApp({ environment: { DATA_DIR: dataDir, LOG_LEVEL: 'silent' }, extensions: labels });
});

afterAll(async () => {
  await app.close();
  await rm(dataDir, { recursive: true });
});

/** An organization's owner, signed in. */
async function registerOwner(email: string) {
  const agent = request.agent(app.getHttpServer());
  const person = { name: 'Sam', email, password: PASSWORD, organization_name: 'Harbour Bikes' };
  await agent.post('/api/1.0/auth/register').send(person).expect(201);
  return agent;
}

type Owner = Awaited<ReturnType<typeof registerOwner>>;

async function generateToken(owner: Owner, scopes: string[]): Promise<string> {
  const { body } = await owner.post('/api/1.0/tokens').send({ password: PASSWORD, scopes }).expect(201);
  return body.data.token;
}

async function createLink(owner: Owner, slug?: string) {
  return owner.post('/api/1.0/short-urls/').send({ destination_url: 'https://example.com/', slug });
}

const listLabels = (token: string) =>
  request(app.getHttpServer()).get('/api/1.0/labels').set('Authorization', `Bearer ${token}`);

test('a new link becomes a label of its own workspace', async () => {
  const owner = await registerOwner('sam@example.com');
  const { body: link } = await createLink(owner);
  const { body } = await listLabels(await generateToken(owner, ['short-urls:read'])).expect(200);
  expect(body.data).toEqual([{ short_url_id: link.data.id, text: `${link.data.domain}/${link.data.slug}` }]);

  const stranger = await registerOwner('stranger@example.com');
  const { body: nothing } = await listLabels(await generateToken(stranger, ['*'])).expect(200);
  expect(nothing.data).toEqual([]);
});

test('the route is behind the guards', async () => {
  await request(app.getHttpServer()).get('/api/1.0/labels').expect(401);
  const owner = await registerOwner('narrow@example.com');
  const { body } = await listLabels(await generateToken(owner, ['domains:read'])).expect(403);
  expect(body.code).toBe('insufficient_scope');
});

test('slugs fit on a label', async () => {
  const owner = await registerOwner('slugs@example.com');
  const { body: generated } = await createLink(owner);
  expect(generated.data.slug).toMatch(/^[a-hjkmnp-z2-9]{8}$/);
  const { status, body: refused } = await createLink(owner, 'a-slug-too-long-for-paper');
  expect(status).toBe(422);
  expect(refused.errors).toEqual({ slug: ['slug must fit on a label: 12 at most.'] });
});
