import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { ClickSink } from '../../../src/modules/clicks/index.js';
import { generateToken, Person, registerOwner, startApp, TestApp, upgrade } from '../../support/app.js';

const LINKS = '/api/1.0/short-urls';

let app: TestApp;
let owner: Person;
let token: string;

const visit = (path: string, host = 'hbk.example') => request(app.server).get(path).set('Host', host).redirects(0);
const create = async (body: Record<string, unknown>): Promise<{ id: string; slug: string }> => {
  const response = await request(app.server)
    .post(LINKS)
    .set('Authorization', `Bearer ${token}`)
    .send({ destination_url: 'https://example.com/', ...body })
    .expect(201);
  return response.body.data as { id: string; slug: string };
};
const clicksOf = async (id: string): Promise<number> => {
  await app.clicksCounted();
  const response = await request(app.server).get(`${LINKS}/${id}`).set('Authorization', `Bearer ${token}`).expect(200);
  return response.body.data.clicks as number;
};
const later = (seconds: number) => new Date(app.clock.now().getTime() + seconds * 1000).toISOString();

/** The whole answer to bytes that no HTTP client would send. */
const raw = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => (answer += chunk));
    socket.on('end', () => {
      resolve(answer);
    });
    socket.on('error', reject);
    socket.write(Buffer.from(text, 'latin1'));
  });

async function start(environment: Record<string, string>): Promise<void> {
  app = await startApp({ environment });
  owner = await registerOwner(app.server);
  await upgrade(app, owner);
  token = await generateToken(owner);
}

describe('on a host of its own', () => {
  beforeAll(() => start({ DEFAULT_DOMAIN: 'hbk.example' }));
  afterAll(() => app.close());

  test('a visit is sent on, and no cache keeps it', async () => {
    const { id } = await create({ slug: 'spring', destination_url: 'https://example.com/?a[]=%zz&b=|' });
    const response = await visit('/spring').expect(302);
    expect(response.headers['location']).toBe('https://example.com/?a[]=%zz&b=|');
    expect(response.headers['cache-control']).toBe('private, max-age=0');
    expect(response.headers['set-cookie']).toBeUndefined();
    expect(response.text).toBe('');
    expect(await clicksOf(id)).toBe(1);
  });

  test.each([301, 302, 307, 308])('with status %i where the link says so', async (status) => {
    const { slug } = await create({ redirect_type: status });
    await visit(`/${slug}`).expect(status);
  });

  test('HEAD and prefetches are answered as GET is, and count', async () => {
    const { id, slug } = await create({});
    const head = await request(app.server).head(`/${slug}`).set('Host', 'hbk.example').redirects(0).expect(302);
    expect(head.headers['location']).toBe('https://example.com/');
    await visit(`/${slug}`).set('Sec-Purpose', 'prefetch').expect(302);
    expect(await clicksOf(id)).toBe(2);
  });

  test('a hundred visits at once are all counted', async () => {
    const { id, slug } = await create({});
    await Promise.all(Array.from({ length: 100 }, () => visit(`/${slug}`).expect(302)));
    expect(await clicksOf(id)).toBe(100);
  });

  test.each(['HBK.Example', 'hbk.example:80', 'hbk.example:443', 'hbk.example.', 'HBK.EXAMPLE.:443'])(
    'the host may be written %s',
    async (host) => {
      const { slug } = await create({});
      await visit(`/${slug}`, host).expect(302);
    },
  );

  test.each(['hbk.example:8080', 'other.example', 'hbk.example.evil.example', 'x', ''])(
    'but not %j, where other links are',
    async (host) => {
      const { slug } = await create({});
      await visit(`/${slug}`, host).expect(404);
    },
  );

  test('a slug is found however its address is written', async () => {
    await create({ slug: 'Été/😀' });
    const decomposed = encodeURI('/Été/😀'.normalize('NFD'));
    for (const path of [
      encodeURI('/Été/😀'),
      decomposed,
      '/%C3%89t%C3%A9%2F%F0%9F%98%80',
      `${decomposed}/`,
      `${decomposed}?x=1`,
    ]) {
      await visit(path).expect(302);
    }
    for (const path of [
      encodeURI('/été/😀'),
      encodeURI('//Été/😀'),
      '/%25C3%2589t%25C3%25A9%252F',
      encodeURI('/Été'),
    ]) {
      await visit(path).expect(404);
    }
  });

  describe('of a link that is known', () => {
    const HEAD = 'HTTP/1.1\r\nHost: hbk.example\r\n';
    const statusesIn = (text: string): string[] =>
      [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => status!);
    let known: { id: string; slug: string };
    beforeEach(async () => {
      known = await create({ forward_query: true });
      await visit(`/${known.slug}`).expect(302);
    });

    test('visits that come in one piece are answered in their order, and each is a click', async () => {
      const path = `/${known.slug}`;
      const answer = await raw(
        `GET ${path} ${HEAD}\r\nGET /nowhere ${HEAD}\r\nHEAD ${path} ${HEAD}\r\nGET ${path} ${HEAD}Connection: close\r\n\r\n`,
      );
      expect(statusesIn(answer)).toEqual(['302', '404', '302', '302']);
      expect(await clicksOf(known.id)).toBe(4);
    });

    test.each([
      ['of a stated length', 'Content-Length: 14\r\n\r\nGET /x HTTP/1.'],
      ['in pieces', 'Transfer-Encoding: chunked\r\n\r\n6\r\nGET /x\r\n0\r\n\r\n'],
    ])('a body %s is passed over', async (_how, body) => {
      const path = `/${known.slug}`;
      const answer = await raw(`GET ${path} ${HEAD}${body}GET ${path} ${HEAD}Connection: close\r\n\r\n`);
      expect(statusesIn(answer)).toEqual(['302', '302']);
      expect(await clicksOf(known.id)).toBe(3);
    });

    test('HTTP/1.0 is answered, and its connection ends', async () => {
      const answer = await raw(`GET /${known.slug} HTTP/1.0\r\nHost: hbk.example\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 302 /);
      expect(answer).toContain('Connection: close\r\n');
    });

    test('a visitor who does not wait for the answer is a click too', async () => {
      const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
      await new Promise<void>((resolve) => socket.end(`GET /${known.slug} ${HEAD}\r\n`, resolve));
      socket.destroy();
      await visit(`/${known.slug}`).expect(302);
      expect(await clicksOf(known.id)).toBe(3);
    });

    test('no query makes an answer that cannot be sent', async () => {
      for (let byte = 1; byte < 256; byte += 1) {
        const query = String.fromCharCode(byte);
        const answer = await raw(`GET /${known.slug}?a=${query} ${HEAD}Connection: close\r\n\r\n`);
        expect(answer).toMatch(/^HTTP\/1\.1 (302|400) /);
      }
    });

    test('its headers may be written in any case; the first host counts', async () => {
      const answer = await raw(
        `GET /${known.slug} HTTP/1.1\r\nHOST: hbk.example\r\nhost: other.example\r\nX-REQUEST-ID: a.B-1_\r\nconnection: close\r\n\r\n`,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 302 /);
      expect(answer).toContain('X-Request-Id: a.B-1_\r\n');
    });

    test.each(['', 'a b', 'a/b', 'é', 'x'.repeat(129), 'a\r\nX-Request-Id: b'])(
      'X-Request-Id %j is not taken over',
      async (id) => {
        const answer = await raw(`GET /${known.slug} ${HEAD}X-Request-Id: ${id}\r\nConnection: close\r\n\r\n`);
        expect(answer).toMatch(/^X-Request-Id: [0-9a-f-]{36}\r$/m);
      },
    );
  });

  test('what is not ASCII in a destination goes out encoded, its host as punycode', async () => {
    const { slug } = await create({ destination_url: 'https://münchen.example:8443/straße?q=ü#ä' });
    const { headers } = await visit(`/${slug}`).expect(302);
    expect(headers['location']).toBe('https://xn--mnchen-3ya.example:8443/stra%C3%9Fe?q=%C3%BC#%C3%A4');
  });

  test.each([
    '/nowhere',
    '/',
    '/app',
    '/api/1.0/short-urls',
    '/.well-known/oauth-authorization-server',
    '/metrics',
    '/%',
    '/%zz',
    '/%C3',
    '/%00',
    '/spring%00',
    '/%ED%A0%80',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..%2f..%2fspring',
    '/spring;x',
    '/%F0%9F%98%80'.repeat(200),
    `/${'a'.repeat(8000)}`,
    "/';DROP TABLE short_urls;--",
  ])('LK-02 GET %j is a 404 page', async (path) => {
    const response = await visit(path).expect(404);
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(response.text).toContain('This link leads nowhere');
    expect(response.text).not.toContain('Sign in');
  });

  test.each([
    'GET /../spring HTTP/1.1\r\nHost: nowhere.example\r\n',
    'GET //spring HTTP/1.1\r\nHost: hbk.example\r\n',
    'GET http://hbk.example/nowhere HTTP/1.1\r\nHost: hbk.example\r\n',
    'GET http://nowhere.example/spring HTTP/1.1\r\nHost: hbk.example\r\n',
    'GET /nowhere HTTP/1.1\r\nHost: <script>alert(1)</script>\r\n',
    'GET /nowhere HTTP/1.0\r\n',
  ])('%j is a 404 page too', async (text) => {
    const answer = await raw(`${text}Connection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(answer).not.toContain('<script>alert');
  });

  test('the host of a whole address counts, whatever the Host header says', async () => {
    const answer = await raw(
      'GET http://hbk.example/spring HTTP/1.1\r\nHost: nowhere.example\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 302 /);
  });

  test.each([
    ['100 KB', 'a'.repeat(100_000), 431],
    ['bytes that no address has', '\xff\xfe', 400],
  ])('LK-02 a path of %s is refused before it is looked at', async (_what, path, status) => {
    const answer = await raw(`GET /${path} HTTP/1.1\r\nHost: hbk.example\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });

  test('markup in an address is shown as text', async () => {
    const { text } = await visit('/%3Cimg%20src=x%20onerror=alert(1)%3E').expect(404);
    expect(text).not.toContain('<img');
    expect(text).toContain('&lt;img');
  });

  test('before its start a link is unknown; from its start on it redirects; from its end on it is gone', async () => {
    const { id, slug } = await create({ starts_at: later(60), expires_at: later(120) });
    await visit(`/${slug}`).expect(404);
    app.clock.advance(60);
    await visit(`/${slug}`).expect(302);
    app.clock.advance(59);
    await visit(`/${slug}`).expect(302);
    app.clock.advance(1);
    const gone = await visit(`/${slug}`).expect(410);
    expect(gone.text).toContain('This link has expired');
    expect(gone.headers['cache-control']).toBe('no-store');
    expect(await clicksOf(id)).toBe(2);
  });

  test('an expired link leads to its expired_url, never for good', async () => {
    const { slug } = await create({
      expires_at: later(-1),
      expired_url: 'https://example.com/over',
      redirect_type: 301,
    });
    const { headers } = await visit(`/${slug}`).expect(302);
    expect(headers['location']).toBe('https://example.com/over');
  });

  test('a change shows at the next visit', async () => {
    const { id, slug } = await create({});
    await visit(`/${slug}`).expect(302);
    const change = { destination_url: 'https://example.com/new' };
    await request(app.server).patch(`${LINKS}/${id}`).set('Authorization', `Bearer ${token}`).send(change).expect(200);
    expect((await visit(`/${slug}`)).headers['location']).toBe('https://example.com/new');
    await request(app.server).delete(`${LINKS}/${id}`).set('Authorization', `Bearer ${token}`).expect(204);
    await visit(`/${slug}`).expect(404);
  });

  test.each(['post', 'put', 'patch', 'delete'] as const)('%s is 405 on a link, 404 elsewhere', async (method) => {
    const { id, slug } = await create({});
    const { headers } = await request(app.server)[method](`/${slug}`).set('Host', 'hbk.example').expect(405);
    expect(headers['allow']).toBe('GET, HEAD, OPTIONS');
    await request(app.server)[method]('/nowhere').set('Host', 'hbk.example').expect(404);
    expect(await clicksOf(id)).toBe(0);
  });

  test('OPTIONS says what a link knows', async () => {
    const { slug } = await create({});
    const { headers } = await request(app.server).options(`/${slug}`).set('Host', 'hbk.example').expect(204);
    expect(headers['allow']).toBe('GET, HEAD, OPTIONS');
  });

  test('health and the pages’ files are there on any host', async () => {
    await visit('/health/live', 'anything.example').expect(200);
    await visit('/health/ready', 'anything.example').expect(200);
    const page = await visit('/nowhere').expect(404);
    const [, stylesheet = ''] = /<link rel="stylesheet" href="([^"]+)"/.exec(page.text) ?? [];
    await visit(stylesheet)
      .expect(200)
      .expect('Content-Type', /^text\/css/);
  });
});

describe('on the public host', () => {
  beforeAll(() => start({}));
  afterAll(() => app.close());

  test('links stand beside the server’s own paths, which stay the server’s', async () => {
    await create({ slug: 'spring' });
    await visit('/spring', 'localhost:3000').expect(302);
    await visit('/spring', '127.0.0.1:4999').expect(302);
    await visit('/health/live', 'localhost:3000').expect(200);
    const api = await visit('/api/1.0/nowhere', 'localhost:3000').expect(404);
    expect(api.body).toMatchObject({ code: 'not_found' });
    const broken = await visit('/api/1.0/short-urls/%zz', 'localhost:3000');
    expect(broken.status).toBeGreaterThanOrEqual(400);
    expect(broken.status).toBeLessThan(500);
    expect(broken.headers['content-type']).toMatch(/^application\/json/);
    const unknown = await visit('/nowhere', 'localhost:3000').expect(404);
    expect(unknown.text).toContain('This link leads nowhere');
  });
});

describe('clicks', () => {
  const recorded: string[] = [];
  let failing = false;
  class RecordingSink extends ClickSink {
    override record({ shortUrlId }: { shortUrlId: string }): Promise<void> {
      if (failing) return Promise.reject(new Error('The sink is full'));
      recorded.push(shortUrlId);
      return Promise.resolve();
    }
  }
  beforeAll(async () => {
    app = await startApp({
      environment: { DEFAULT_DOMAIN: 'hbk.example' },
      extensions: { providers: [{ provide: ClickSink, useClass: RecordingSink }] },
    });
    owner = await registerOwner(app.server);
    token = await generateToken(owner);
  });
  afterAll(() => app.close());

  test('go to the sink that the host application brings; pages are no clicks', async () => {
    const { id, slug } = await create({});
    await visit(`/${slug}`).expect(302);
    await visit('/nowhere').expect(404);
    expect(recorded).toEqual([id]);
  });

  test('are recorded before the answer: no redirect without one', async () => {
    const { slug } = await create({});
    failing = true;
    await visit(`/${slug}`).expect(500);
  });
});
