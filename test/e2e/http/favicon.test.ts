import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { startApp, type TestApp } from '../../support/app.js';

describe('the icon by its old name', () => {
  let test_: TestApp;

  beforeAll(async () => {
    test_ = await startApp({ environment: { PUBLIC_URL: 'https://links.example', DEFAULT_DOMAIN: 'hbk.example' } });
  });

  afterAll(() => test_.close());

  const askFor = (path: string, host: string) => request(test_.server).get(path).set('Host', host);

  test('stands on the host of the pages, without a cookie', async () => {
    const { headers, body } = await askFor('/favicon.ico', 'links.example').expect(200);
    expect(headers).toMatchObject({ 'content-type': 'image/svg+xml', 'cache-control': 'no-cache' });
    expect(headers['set-cookie']).toBeUndefined();
    expect(String(body)).toContain('<svg');
    await askFor('/favicon.ico', 'links.example').set('If-None-Match', headers['etag']!).expect(304);
  });

  test('stands nowhere else: other hosts serve links', () => askFor('/favicon.ico', 'hbk.example').expect(404));

  test('leaves the other assets where they were', async () => {
    await askFor('/assets/icon.svg', 'hbk.example').expect(200);
    await askFor('/assets/favicon.ico', 'links.example').expect(404);
  });
});
