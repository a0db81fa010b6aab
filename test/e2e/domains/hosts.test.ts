import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { generateToken, Person, registerOwner, startApp, TestApp, upgrade } from '../../support/app.js';

const ALLOWED = '/internal/domains/allowed';

let app: TestApp;
let owner: Person;
let token: string;

const visit = (path: string, host: string) => request(app.server).get(path).set('Host', host).redirects(0);

async function addDomain(hostname: string, status: string): Promise<string> {
  const [row] = await app.database.query<{ id: string }>(
    `INSERT INTO domains (id, hostname, organization_id, workspace_id, status, routing_status, created_at)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, 'ok', now()) RETURNING id`,
    [hostname, owner.organizationId, owner.defaultWorkspaceId, status],
  );
  return row!.id;
}

const change = async (id: string, body: object): Promise<void> => {
  await request(app.server)
    .patch(`/api/1.0/domains/${id}`)
    .set('Authorization', `Bearer ${token}`)
    .send(body)
    .expect(200);
};

beforeAll(async () => {
  app = await startApp({ environment: { DEFAULT_DOMAIN: 'hbk.example' } });
  owner = await registerOwner(app.server);
  await upgrade(app, owner);
  token = await generateToken(owner);
});

afterAll(() => app.close());

describe('a verified host', () => {
  const AASA = { applinks: { details: [{ appIDs: ['ABCDE12345.com.example.app'] }] } };
  const ASSETLINKS = [{ relation: ['delegate_permission/common.handle_all_urls'] }];
  let id: string;

  beforeAll(async () => {
    id = await addDomain('own.example', 'verified');
  });

  test.each(['/', '/nowhere', '/%zz', '/.well-known/apple-app-site-association', '/.well-known/assetlinks.json'])(
    'answers %s with the 404 page where nothing is set',
    async (path) => {
      const { text } = await visit(path, 'own.example').expect(404);
      expect(text).toContain('This link leads nowhere');
    },
  );

  test('sends its own address and unknown ones where its workspace wants them', async () => {
    await change(id, {
      root_redirect_url: 'https://www.example.com/?a[]=%zz',
      not_found_redirect_url: 'https://www.example.com/verlören',
    });
    for (const [path, location] of [
      ['/', 'https://www.example.com/?a[]=%zz'],
      ['/?utm=1', 'https://www.example.com/?a[]=%zz'],
      ['/nowhere', 'https://www.example.com/verl%C3%B6ren'],
      ['/%zz', 'https://www.example.com/verl%C3%B6ren'],
      ['/.well-known/assetlinks.json', 'https://www.example.com/verl%C3%B6ren'],
    ] as const) {
      const { headers } = await visit(path, 'OWN.example.').expect(302);
      expect([path, headers['location']]).toEqual([path, location]);
      expect(headers['cache-control']).toBe('private, max-age=0');
    }
    await request(app.server).head('/').set('Host', 'own.example').redirects(0).expect(302);
  });

  test('a link before its start counts as unknown, one that has ended does not', async () => {
    const later = (seconds: number) => new Date(app.clock.now().getTime() + seconds * 1000).toISOString();
    for (const [slug, times] of [
      ['early', { starts_at: later(60) }],
      ['late', { expires_at: later(-60) }],
    ] as const) {
      await request(app.server)
        .post('/api/1.0/short-urls')
        .set('Authorization', `Bearer ${token}`)
        .send({ destination_url: 'https://example.com/', domain: 'own.example', slug, ...times })
        .expect(201);
    }
    await visit('/early', 'own.example').expect(302).expect('Location', 'https://www.example.com/verl%C3%B6ren');
    await visit('/late', 'own.example').expect(410);
  });

  test('serves its association files, to pages of any origin', async () => {
    await change(id, { apple_app_site_association: AASA, assetlinks: ASSETLINKS });
    for (const [path, content] of [
      ['/.well-known/apple-app-site-association', AASA],
      ['/.well-known/assetlinks.json', ASSETLINKS],
    ] as const) {
      const { body, headers } = await visit(path, 'own.example').expect(200);
      expect(body).toEqual(content);
      expect(headers['content-type']).toMatch(/^application\/json/);
      expect(headers['cache-control']).toBe('public, max-age=300');
      expect(headers['access-control-allow-origin']).toBe('*');
      await request(app.server).head(path).set('Host', 'own.example').expect(200);
      const post = await request(app.server).post(path).set('Host', 'own.example').expect(405);
      expect(post.headers['allow']).toBe('GET, HEAD, OPTIONS');
    }
  });

  test.each(['/app', '/app/login', '/api/1.0/domains/list-all-domains', '/status', '/docs/api-docs.json', '/metrics'])(
    'does not serve %s',
    async (path) => {
      await change(id, { not_found_redirect_url: null });
      await visit(path, 'own.example').expect(404);
    },
  );
});

describe.each(['pending', 'failed'])('LK-03 a host whose proof is %s', (status) => {
  test('serves neither redirects nor files', async () => {
    const host = `${status}.example`;
    const id = await addDomain(host, status);
    await change(id, {
      root_redirect_url: 'https://www.example.com/',
      not_found_redirect_url: 'https://www.example.com/lost',
      apple_app_site_association: {},
      assetlinks: [],
    });
    for (const path of ['/', '/nowhere', '/.well-known/apple-app-site-association', '/.well-known/assetlinks.json']) {
      await visit(path, host).expect(404);
    }
  });
});

describe('which hosts may have certificates', () => {
  const ask = (domain: string, host = '127.0.0.1:3000') => visit(`${ALLOWED}?domain=${domain}`, host);

  beforeAll(async () => {
    await addDomain('served.example', 'verified');
    await addDomain('waiting.example', 'pending');
    await addDomain('lost.example', 'failed');
  });

  test.each(['served.example', 'SERVED.example', 'served.example.', 'localhost', 'hbk.example'])('%s', async (name) => {
    for (const host of ['127.0.0.1:3000', 'trimlink:3000', 'localhost:3000', 'served.example']) {
      await ask(name, host).expect(200);
    }
  });

  test.each([
    'waiting.example',
    'lost.example',
    'unknown.example',
    'www.served.example',
    'served.example:8443',
    '',
    '%00',
    '%zz',
    "'; DROP TABLE domains; --",
  ])('not %s', async (name) => {
    await ask(name).expect(404);
  });

  test('nor what is not said', async () => {
    await visit(ALLOWED, '127.0.0.1').expect(404);
    await visit(`${ALLOWED}?domain=served.example&domain=hbk.example`, '127.0.0.1').expect(404);
  });

  test.each(['localhost:3000', 'hbk.example', 'served.example', '127.0.0.1:3000'])(
    'LK-03 through a proxy, at %s, the question is an unknown path, whatever comes with it',
    async (host) => {
      const answerOf = async (
        verb: 'get' | 'post' | 'put' | 'delete' | 'options' | 'head',
        path: string,
        accept: string,
      ) => {
        const { status, text, headers } = await request(app.server)
          [verb](path)
          .set({ Host: host, Accept: accept, 'X-Forwarded-For': '127.0.0.1', 'X-Request-Id': 'the-same' });
        const { date: _, 'keep-alive': __, ...kept } = headers as Record<string, string>;
        return JSON.stringify({ status, text, kept }).replaceAll('nothing', 'allowed');
      };
      for (const verb of ['get', 'post', 'put', 'delete', 'options', 'head'] as const) {
        for (const accept of ['application/json', 'text/html', 'image/png']) {
          const asked = await answerOf(verb, `${ALLOWED}?domain=served.example`, accept);
          expect(asked).toEqual(await answerOf(verb, '/internal/domains/nothing?domain=served.example', accept));
          expect(asked).toMatch(/"status":40[46]/);
        }
      }
    },
  );
});
