import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { createApp } from '../../../src/app.js';
import { Configuration } from '../../../src/config/configuration.js';
import { startApp, TestApp } from '../../support/app.js';

const TOKEN = 'a token for prometheus';

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('metrics behind a token', () => {
  let trimlink: TestApp;

  beforeAll(async () => {
    trimlink = await startApp({ environment: { METRICS_TOKEN: TOKEN } });
  });

  afterAll(() => trimlink.close());

  const read = () => request(trimlink.server).get('/metrics').set('Authorization', `Bearer ${TOKEN}`).expect(200);

  test('are for who has it', async () => {
    for (const authorization of [undefined, 'Bearer wrong', `Bearer ${TOKEN}x`, `Basic ${TOKEN}`, 'Bearer ']) {
      const { body, headers } = await request(trimlink.server)
        .get('/metrics')
        .set(authorization === undefined ? {} : { Authorization: authorization })
        .expect(401);
      expect(body).toMatchObject({ message: 'Unauthenticated.', code: 'unauthenticated' });
      expect(headers['www-authenticate']).toBe('Bearer realm="metrics"');
    }
    const { text, headers } = await read();
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(text).toContain('process_resident_memory_bytes');
  });

  test('count requests by method, status and kind, never by path', async () => {
    await request(trimlink.server).get('/api/1.0/short-urls/list-all-short-urls').expect(401);
    await request(trimlink.server).get('/nothing-of-this-name').expect(404);
    const { text } = await read();
    expect(text).toMatch(/^http_requests_total\{method="GET",status="401",kind="api"\} \d+$/m);
    expect(text).toMatch(/^http_requests_total\{method="GET",status="404",kind="short_link"\} \d+$/m);
    expect(text).toMatch(/^http_request_duration_seconds_bucket\{le="0\.1",kind="api"\} \d+$/m);
    expect(text).toContain('# TYPE redirects_total counter');
    expect(text).not.toContain('nothing-of-this-name');
  });
});

test('metrics have a port of their own where one is set, and none elsewhere', async () => {
  const port = await freePort();
  const trimlink = await startApp({ environment: { METRICS_PORT: String(port) } });
  const itsOwn = `http://127.0.0.1:${port}`;
  try {
    await request(trimlink.server).get('/metrics').expect(404);
    const { text } = await request(itsOwn).get('/metrics').expect(200);
    expect(text).toContain('http_requests_total');
    await request(itsOwn).get('/api/1.0/auth/session').expect(404);
    const second = createApp({
      environment: {
        DATABASE_URL: trimlink.database.url,
        DATA_DIR: trimlink.app.get(Configuration).settings.dataDir,
        METRICS_PORT: String(port),
        LOG_LEVEL: 'silent',
      },
    });
    await expect(second).rejects.toThrow(new RegExp(`^METRICS_PORT ${port} .*EADDRINUSE`));
  } finally {
    await trimlink.close();
  }
  await expect(request(itsOwn).get('/metrics')).rejects.toThrow('ECONNREFUSED');
});
