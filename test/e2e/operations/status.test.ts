import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { COMPONENTS } from '../../../src/modules/operations/domain/component.js';
import { HeartbeatService } from '../../../src/modules/operations/application/heartbeat.service.js';
import { startApp, TestApp } from '../../support/app.js';

let trimlink: TestApp;

beforeAll(async () => {
  trimlink = await startApp();
});

afterAll(() => trimlink.close());

const beats = () =>
  trimlink.database.query<{ component: string; minute: Date; healthy: boolean }>(
    'SELECT component, minute, healthy FROM heartbeats ORDER BY minute, component',
  );

const status = () => request(trimlink.server).get('/status').set('Accept', 'text/html').expect(200);

describe('the heartbeat', () => {
  test('begins when the server listens, and finds every component working', async () => {
    while ((await beats()).length === 0) await new Promise(setImmediate);
    expect((await beats()).map(({ component, healthy }) => [component, healthy])).toEqual(
      [...COMPONENTS].sort().map((component) => [component, true]),
    );
  });

  test('is one row a minute for each component', async () => {
    const heartbeat = trimlink.app.get(HeartbeatService);
    const before = (await beats()).length;
    trimlink.clock.advance(60);
    await heartbeat.beat();
    await heartbeat.beat();
    expect(await beats()).toHaveLength(before + COMPONENTS.length);
  });
});

describe('the status page', () => {
  test('is for anybody, and takes gaps for downtime but not the time before the first beat', async () => {
    const now = trimlink.clock.now();
    await trimlink.database.query('TRUNCATE heartbeats');
    await trimlink.database.query(
      `INSERT INTO heartbeats SELECT component, minute, true
       FROM unnest($1::text[]) AS component,
         generate_series(date_trunc('day', $2::timestamptz, 'UTC') - interval '2 days', $2, '1 minute') AS minute
       WHERE NOT (component = 'api' AND minute >= date_trunc('day', $2::timestamptz, 'UTC') - interval '1 day'
         AND minute < date_trunc('day', $2::timestamptz, 'UTC') - interval '20 hours')`,
      [COMPONENTS, now],
    );
    trimlink.clock.advance(60);
    await trimlink.app.get(HeartbeatService).beat();
    const { text } = await status();
    expect(text).toContain('Everything works');
    const bars = [...text.matchAll(/aria-label="90 days: ([^"]+)"/g)].map(([, summary]) => summary);
    expect(bars).toEqual(['no problems', '1 with problems', 'no problems', 'no problems']);
    expect(text.match(/: no data yet</g)).toHaveLength(COMPONENTS.length * 87);
    expect(text.match(/: down</g)).toHaveLength(1);
    expect(text.match(/100\.00 % up/g)).toHaveLength(COMPONENTS.length - 1);
  });

  test('is on the main host only', async () => {
    await request(trimlink.server).get('/status').set('Host', 'go.example.com').expect(404);
  });
});
