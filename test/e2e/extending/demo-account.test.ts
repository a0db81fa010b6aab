import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import request from 'supertest';
import { createApp } from '../../../src/app.js';
import { ensureDemoAccount } from '../../../src/demo-account.js';
import { labels } from './extension.js';

test('the demo account goes without the links that a host application’s rules refuse', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'labels-demo-'));
  await chmod(dataDir, 0o755);
  const app = await createApp({ environment: { DATA_DIR: dataDir, LOG_LEVEL: 'silent' }, extensions: labels });
  try {
    expect(await ensureDemoAccount(app)).toMatchObject({ email: 'demo@example.com' });
    const server = app.getHttpServer();
    await request(server).get('/hello').set('Host', 'localhost:3000').expect(302);
    await request(server).get('/spring-newsletter').set('Host', 'localhost:3000').expect(404);
  } finally {
    await app.close();
    await rm(dataDir, { recursive: true });
  }
});
