import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { RawConnection } from '../../support/raw-connection.js';
import { generateToken, PASSWORD, registerOwner, startApp, TestApp, upgrade } from '../../support/app.js';

describe('bad input', () => {
  let test_: TestApp;
  let token: string;
  const post = (body: string, headers: Record<string, string> = {}) =>
    request(test_.server)
      .post('/api/1.0/short-urls')
      .set({ Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers })
      .send(body);
  const get = (path: string) => request(test_.server).get(path).set('Authorization', `Bearer ${token}`);

  beforeAll(async () => {
    test_ = await startApp({ environment: { SUPPORT_EMAIL: 'help@example.com' } });
    const owner = await registerOwner(test_.server);
    await upgrade(test_, owner);
    token = await generateToken(owner);
  });

  afterAll(() => test_.close());

  test.each([
    ['broken JSON', '{"destination_url": ', 400],
    ['an array', '[]', 400],
    ['a string', '"text"', 400],
    ['null', 'null', 400],
    ['an unknown field', '{"destination_url":"https://a.example/","colour":"red"}', 422],
    ['a wrong type', '{"destination_url":17}', 422],
    ['an object for a string', '{"destination_url":{"a":1}}', 422],
    ['__proto__', '{"destination_url":"https://a.example/","__proto__":{"x":1}}', 422],
    ['constructor', '{"destination_url":"https://a.example/","constructor":{"prototype":{}}}', 422],
    ['a field that every object has', '{"destination_url":"https://a.example/","toString":"x"}', 422],
    ['what a DTO can do', '{"destination_url":"https://a.example/","toOrder":null}', 422],
    ['a null byte', '{"destination_url":"https://a.example/","title":"a\\u0000b"}', 422],
    ['a lone surrogate', '{"destination_url":"https://a.example/","title":"\\ud800"}', 422],
    ['nothing at all', '', 422],
    ['2 MB', JSON.stringify({ title: 'x'.repeat(2_000_000) }), 413],
    ['deep nesting', '{"title":'.repeat(20_000) + '1' + '}'.repeat(20_000), 422],
  ])('%s is refused', async (_what, body, status) => {
    const response = await post(body).expect(status);
    expect(response.headers['content-type']).toMatch(/^application\/json/);
    expect(response.body).toMatchObject({
      message: expect.any(String),
      code: expect.any(String),
      request_id: expect.any(String),
    });
  });

  test.each([
    ['under one long name', 'k'.repeat(900_000), 1000],
    ['in a long list', 'k', 100_000],
  ])('OA-16 a body that is made of faults, %s, gets a short answer', async (_what, name, times) => {
    const body = `{"${name}":[${Array<string>(times)
      .fill(String.raw`"\u0000"`)
      .join(',')}]}`;
    const answers = [
      await request(test_.server).post('/api/oauth/token').type('json').send(body).expect(400),
      await request(test_.server).post('/api/1.0/auth/login').type('json').send(body).expect(422),
    ];
    for (const { text } of answers) expect(text.length).toBeLessThan(20_000);
  });

  test.each(['page=0x1', 'page=%201', 'per_page=1e1', 'toString=1', 'toFilter=1', 'hasOwnProperty=1'])(
    '?%s is 400',
    (query) => get(`/api/1.0/short-urls/list-all-short-urls?${query}`).expect(400),
  );

  test('a body that is announced, or goes on, beyond the limit is refused at once', async () => {
    const { port } = test_.server.address() as AddressInfo;
    const head = ['POST /api/oauth/token HTTP/1.1', 'Host: localhost:3000', 'Content-Type: application/json'];
    const announced = await RawConnection.open(port);
    announced.send(...head, 'Content-Length: 99999999', '', '{');
    await announced.ended;
    expect(announced.received).toMatch(/^HTTP\/1.1 413 /);
    const endless = await RawConnection.open(port);
    endless.send(...head, 'Transfer-Encoding: chunked', '', '');
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    for (let sent = 0; sent < 17; sent += 1) endless.send(chunk);
    await endless.ended;
    expect(endless.received).toMatch(/^HTTP\/1.1 413 /);
  });

  test('more parameters than any form of ours has are 400, for their size is not the matter', async () => {
    const body = Array.from({ length: 1001 }, (_, index) => `p${index}=1`).join('&');
    await request(test_.server).post('/api/oauth/token').type('form').send(body).expect(400);
  });

  test('without a credential every fault of the body is 401', async () => {
    for (const body of ['{', '[]', 'x'.repeat(2_000_000)]) {
      await request(test_.server).post('/api/1.0/short-urls').type('json').send(body).expect(401);
    }
    await request(test_.server).post('/api/1.0/short-urls').type('text/plain').send('x').expect(401);
  });

  test.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 415],
    ['application/json; charset=latin1', 415],
  ])('a body as %s is %d', async (type, status) => {
    await post('{}', { 'Content-Type': type }).expect(status);
  });

  test('a body without content type is 415', async () => {
    const { port } = test_.server.address() as AddressInfo;
    const answer = await raw(
      port,
      `POST /api/1.0/short-urls HTTP/1.1\r\nHost: localhost:3000\r\nAuthorization: Bearer ${token}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`,
    );
    expect(answer).toContain('HTTP/1.1 415');
  });

  test('headers over 16 KiB are 431, a broken request line is 400, both as JSON', async () => {
    const { port } = test_.server.address() as AddressInfo;
    const large = await raw(port, `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`);
    expect(large).toMatch(/^HTTP\/1.1 431[\s\S]*"code":"headers_too_large"/);
    const broken = await raw(port, 'NONSENSE\r\n\r\n');
    expect(broken).toMatch(/^HTTP\/1.1 400[\s\S]*"code":"bad_request"/);
    const id = /X-Request-Id: (\S+)/.exec(broken)?.[1] ?? 'none';
    expect(broken).toContain(`"request_id":"${id}"`);
  });

  test.each([
    '?pge=1',
    '?page=0',
    '?page=x',
    '?page=',
    '?per_page=101',
    '?page=1&page=2',
    '?page[]=1',
    '?page=1.5',
    '?page=%00',
    '?__proto__=1',
  ])('the query %s is 400 and names the fault', async (query) => {
    const { body } = await get(`/api/1.0/workspaces${query}`).expect(400);
    expect(body.message.length).toBeGreaterThan(10);
  });

  test('a route without parameters refuses any', async () => {
    const { body } = await get('/api/1.0/short-urls/01900000-0000-7000-8000-000000000000?x=1').expect(400);
    expect(body.message).toContain('x');
  });

  test('an unknown path and an unknown item have the same body', async () => {
    const { body: path } = await get('/api/1.0/nowhere').expect(404);
    const { body: item } = await get('/api/1.0/short-urls/01900000-0000-7000-8000-000000000000').expect(404);
    const { body: noId } = await get("/api/1.0/short-urls/1'%20OR%20'1").expect(404);
    expect({ ...path, request_id: '' }).toEqual({ ...item, request_id: '' });
    expect({ ...path, request_id: '' }).toEqual({ ...noId, request_id: '' });
  });

  test('a wrong method is 405 with Allow; OPTIONS is 204 with Allow', async () => {
    const wrong = await request(test_.server)
      .delete('/api/1.0/workspaces')
      .set('Authorization', `Bearer ${token}`)
      .expect(405);
    expect(wrong.headers['allow']).toBe('GET, HEAD, OPTIONS, POST');
    expect(wrong.body.code).toBe('method_not_allowed');
    const options = await request(test_.server).options('/api/1.0/workspaces').expect(204);
    expect(options.headers['allow']).toBe('GET, HEAD, OPTIONS, POST');
    const head = await request(test_.server)
      .head('/api/1.0/workspaces')
      .set('Authorization', `Bearer ${token}`)
      .expect(200);
    expect(head.text).toBeUndefined();
  });

  test('an answer that is no JSON is 406', async () => {
    await get('/api/1.0/workspaces').set('Accept', 'text/html').expect(406);
    await get('/api/1.0/workspaces').set('Accept', '*/*').expect(200);
  });

  test('problem+json carries the same facts', async () => {
    const response = await post('{}', { Accept: 'application/problem+json' }).expect(422);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(JSON.parse(response.text)).toMatchObject({
      status: 422,
      code: 'validation_failed',
      title: expect.any(String),
    });
  });

  test('a trailing slash changes nothing', async () => {
    await get('/api/1.0/workspaces/').expect(200);
  });

  test('X-Request-Id is taken over when it is sane, made otherwise', async () => {
    const sane = await get('/api/1.0/workspaces').set('X-Request-Id', 'client-4711-abc');
    expect(sane.headers['x-request-id']).toBe('client-4711-abc');
    const short = await get('/api/1.0/workspaces').set('X-Request-Id', 'a1');
    expect(short.headers['x-request-id']).toBe('a1');
    const wild = await get('/api/1.0/workspaces').set('X-Request-Id', 'a <b>');
    expect(wild.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('CORS is open on the API, without credentials, and never under /app', async () => {
    const preflight = await request(test_.server)
      .options('/api/1.0/short-urls')
      .set({ Origin: 'https://elsewhere.example', 'Access-Control-Request-Method': 'POST' })
      .expect(204);
    expect(preflight.headers['access-control-allow-origin']).toBe('*');
    expect(preflight.headers['access-control-allow-credentials']).toBeUndefined();
    const page = await request(test_.server).get('/app/login').set('Origin', 'https://elsewhere.example').expect(200);
    expect(page.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('our own fault is 500 without a trace of the inside', async () => {
    await test_.database.query('ALTER TABLE workspaces RENAME TO workspaces_gone');
    const { body, text } = await request(test_.server)
      .post('/api/1.0/auth/register')
      .send({ name: 'A', email: 'a500@example.com', password: PASSWORD, organization_name: 'A' })
      .expect(500);
    await test_.database.query('ALTER TABLE workspaces_gone RENAME TO workspaces');
    expect(body).toEqual({
      message: 'Server Error',
      code: 'server_error',
      request_id: expect.any(String),
      support: 'help@example.com',
    });
    expect(text).not.toMatch(/workspaces|at \w+/);
  });
});

/** One request as bytes, its answer as text. */
const raw = (port: number, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('close', () => {
      resolve(answer);
    });
    socket.on('error', reject);
  });
