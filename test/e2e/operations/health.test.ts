import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { startApp, TestApp } from '../../support/app.js';

let trimlink: TestApp;

beforeAll(async () => {
  trimlink = await startApp();
});

afterAll(() => trimlink.close());

describe('health', () => {
  test.each(['/health/live', '/health/ready'])('%s answers anybody, on any host, whatever the query', async (path) => {
    for (const host of ['localhost:3000', 'go.example.com', '10.0.0.7:8080']) {
      const { body } = await request(trimlink.server).get(`${path}?probe=1`).set('Host', host).expect(200);
      expect(body).toEqual({ status: 'ok' });
    }
    await request(trimlink.server).get(path).set('Authorization', 'Bearer whatever').expect(200);
    await request(trimlink.server).head(path).expect(200);
    await request(trimlink.server).post(path).expect(405).expect('Allow', 'GET, HEAD, OPTIONS');
  });
});

describe('without the database', () => {
  beforeAll(() => trimlink.app.get(DataSource).destroy());

  test('the process is alive but not ready', async () => {
    await request(trimlink.server).get('/health/live').expect(200);
    const { body, headers } = await request(trimlink.server).get('/health/ready').expect(503);
    expect(body).toEqual({
      message: 'The database is out of reach. Try again in a few seconds.',
      code: 'service_unavailable',
      request_id: headers['x-request-id'],
    });
    expect(headers['retry-after']).toBe('5');
  });

  test('the status page is there and says so', async () => {
    const { text } = await request(trimlink.server).get('/status').set('Accept', 'text/html').expect(200);
    expect(text).toContain('<span>No data yet</span>');
    expect(text).toMatch(/Database[^]*Down/);
  });
});
