import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { waitUntil } from '../../../src/database/embedded/wait-until.js';
import { withPasswordHasher } from '../../fakes/fake-password-hasher.js';
import {
  activate,
  addMember,
  createWorkspace,
  generateToken,
  Person,
  registerOwner,
  startApp,
  TestApp,
  upgrade,
} from '../../support/app.js';
import { registerApplication, tokensOf } from '../../support/oauth.js';
import { Route, routesOf } from '../../support/routes.js';

const LIST = '/api/1.0/short-urls/list-all-short-urls';
const NOWHERE = '01900000-0000-7000-8000-000000000000';

interface Foreign {
  what: string;
  person: Person;
  workspaceId: string;
  shortUrlId: string;
  domainId: string;
  tagId: string;
  importId: string;
}

const EXTERNAL_ID = 'secret-1';

/** What a path may name. Whoever adds a route by another id brings what it must not find. */
const IDS: [RegExp, (foreign: Foreign) => string][] = [
  [/\/short-urls\/imports\/:id/, ({ importId }) => importId],
  [/\/short-urls\/:id/, ({ shortUrlId }) => shortUrlId],
  [/\/short-urls\/by-external-id\/:external_id$/, () => EXTERNAL_ID],
  [/\/domains\/:id/, ({ domainId }) => domainId],
  [/\/tags\/:id/, ({ tagId }) => tagId],
  [/\/workspaces\/:id/, ({ workspaceId }) => workspaceId],
];

describe('BT-04 what belongs to another workspace', () => {
  let test_: TestApp;
  let owner: Person;
  let shop: string;
  let credentials: string[];
  let foreign: Foreign[];
  let made = 0;

  beforeAll(async () => {
    test_ = await startApp({ extensions: withPasswordHasher() });
    owner = await registerOwner(test_.server);
    const stranger = await registerOwner(test_.server, 'Lantern Media');
    for (const person of [owner, stranger]) await upgrade(test_, person);
    shop = await createWorkspace(owner, 'Shop');
    foreign = [
      await withData('another workspace of the organization', owner, 'main.example'),
      await withData('another organization', stranger, 'lantern.example'),
    ];
    await activate(owner, shop);
    const application = await registerApplication(owner);
    credentials = [await generateToken(owner), (await tokensOf(test_.server, owner, application)).access_token];
  });

  afterAll(() => test_.close());

  const withDomain = async ({ organizationId, defaultWorkspaceId }: Person, hostname: string): Promise<string> => {
    const [row] = await test_.database.query<{ id: string }>(
      `INSERT INTO domains (id, hostname, organization_id, workspace_id, status, routing_status, created_at)
        VALUES (gen_random_uuid(), $3, $1, $2, 'verified', 'ok', now()) RETURNING id`,
      [organizationId, defaultWorkspaceId, hostname],
    );
    return row!.id;
  };

  /** One with a failed row, which could be read or tried again. */
  const withImport = async (person: Person): Promise<string> => {
    const { body } = await request(test_.server)
      .post('/api/1.0/short-urls/import')
      .set('Authorization', `Bearer ${await generateToken(person)}`)
      .attach('file', Buffer.from('url\nsecret\n'), 'secret.csv')
      .expect(202);
    const ended = "SELECT FROM link_imports WHERE id = $1 AND status = 'completed' AND failed = 1";
    await waitUntil(async () => (await test_.database.query(ended, [body.data.id])).length > 0, 20_000);
    return body.data.id as string;
  };

  const withData = async (what: string, person: Person, hostname: string): Promise<Foreign> => {
    const { body } = await request(test_.server)
      .post('/api/1.0/short-urls')
      .set('Authorization', `Bearer ${await generateToken(person)}`)
      .send({
        destination_url: 'https://secret.example/plan',
        slug: `secret-${person.userId}`,
        title: 'Secret',
        tags: ['secret'],
        external_id: EXTERNAL_ID,
      })
      .expect(201);
    const domainId = await withDomain(person, hostname);
    const workspaceId = person.defaultWorkspaceId;
    const [tag] = await test_.database.query<{ id: string }>('SELECT id FROM tags WHERE workspace_id = $1', [
      workspaceId,
    ]);
    const importId = await withImport(person);
    return { what, person, workspaceId, shortUrlId: body.data.id as string, domainId, tagId: tag!.id, importId };
  };

  const api = (token: string, method: Route['method'], path: string) =>
    request(test_.server)[method](path).set('Authorization', `Bearer ${token}`);

  const tagOf = async (token: string): Promise<string> => {
    const answer = await api(token, 'post', '/api/1.0/tags').send({ name: `ours ${(made += 1)}` });
    return answer.body.data.id as string;
  };

  /** What does not exist at all is the measure: nothing may tell the one from the other. */
  const bodyOf = ({ body }: request.Response): unknown => ({ ...(body as object), request_id: '' });

  test('is not found by id on any route, with either kind of credential, and is not changed', async () => {
    const byId = routesOf(test_.app).filter(({ access, path }) => access === 'credential' && path.includes(':'));
    expect(byId.map(({ path }) => path)).toContain('/api/1.0/short-urls/:id');
    expect(byId.filter(({ path }) => !IDS.some(([name]) => name.test(path)))).toEqual([]);
    for (const { path, method } of byId) {
      const idOf = IDS.find(([name]) => name.test(path))![1];
      const named = (id: string): string => path.replace(/:\w+/, id);
      const body = method === 'get' ? undefined : path.endsWith('/merge') ? { into: await tagOf(credentials[0]!) } : {};
      const ask = (token: string, at: string) => {
        const call = api(token, method, at);
        return method === 'post' && path.endsWith('/qr') ? call.field('level', 'Q') : call.send(body);
      };
      for (const token of credentials) {
        const missing = await ask(token, named(NOWHERE));
        // Under an external id that is not found, a link may be made, if only there were a destination.
        expect([method, path, missing.status]).toEqual([method, path, path.includes(':external_id') ? 422 : 404]);
        for (const it of foreign) {
          const answer = await ask(token, named(idOf(it)));
          expect([method, path, answer.status, bodyOf(answer)]).toEqual([
            method,
            path,
            missing.status,
            bodyOf(missing),
          ]);
        }
      }
    }
    const rows = await test_.database.query<{ title: string }>('SELECT title FROM short_urls');
    expect(rows.map(({ title }) => title)).toEqual(['Secret', 'Secret']);
    const tags = await test_.database.query("SELECT name FROM tags WHERE name NOT LIKE 'ours %'");
    expect(tags).toEqual([{ name: 'secret' }, { name: 'secret' }]);
    const imports = await test_.database.query<{ status: string }>('SELECT status FROM link_imports');
    expect(imports.map(({ status }) => status)).toEqual(['completed', 'completed']);
    const { length } = await test_.database.query('SELECT FROM domains WHERE workspace_id IS NOT NULL');
    expect(length).toBe(foreign.length);
  });

  test.each([
    '',
    '?search=secret',
    '?tag=secret',
    '?domain=localhost:3000',
    '?domain=main.example',
    '?domain=lantern.example',
    '?created_after=2000-01-01T00:00:00Z',
    '?created_before=2100-01-01T00:00:00Z',
    '?sort=clicks',
    '?sort=-title',
    '?cursor=',
    '?per_page=100',
  ])('is in no list of links: %s', async (query) => {
    for (const token of credentials) {
      const { body } = await api(token, 'get', LIST + query).expect(200);
      expect(body.data).toEqual([]);
      if (!query.includes('cursor')) expect(body.meta.total).toBe(0);
    }
  });

  test('is in no list of archived links', async () => {
    await test_.database.query('UPDATE short_urls SET archived = true');
    for (const token of credentials) {
      expect((await api(token, 'get', `${LIST}?archived=true`).expect(200)).body.data).toEqual([]);
    }
    await test_.database.query('UPDATE short_urls SET archived = false');
  });

  test('a cursor of another workspace’s list opens nothing of it', async () => {
    await activate(owner, owner.defaultWorkspaceId);
    const inMain = await generateToken(owner);
    for (const _ of [1, 2]) {
      await api(inMain, 'post', '/api/1.0/short-urls')
        .send({ destination_url: 'https://secret.example/plan' })
        .expect(201);
    }
    const { body } = await api(inMain, 'get', `${LIST}?cursor=&per_page=1`).expect(200);
    const cursor = encodeURIComponent(String(body.meta.next_cursor));
    for (const token of credentials) {
      const { status, body: answer } = await api(token, 'get', `${LIST}?cursor=${cursor}&per_page=1`);
      expect([status, answer.data ?? []]).toEqual([status, []]);
    }
  });

  test('is in no list of imports, and in no export', async () => {
    for (const token of credentials) {
      expect((await api(token, 'get', '/api/1.0/short-urls/imports').expect(200)).body.data).toEqual([]);
      for (const format of ['csv', 'ndjson']) {
        const { text, body } = await api(token, 'get', `/api/1.0/short-urls/export.${format}`).buffer(true).expect(200);
        expect(`${text}${JSON.stringify(body)}`).not.toContain('secret.example');
      }
    }
  });

  test('can’t be named as a workspace, to list or to write', async () => {
    for (const token of credentials) {
      const { body: missing } = await api(token, 'get', `${LIST}?workspace_id=${NOWHERE}`).expect(404);
      for (const { workspaceId } of foreign) {
        const { body } = await api(token, 'get', `${LIST}?workspace_id=${workspaceId}`).expect(404);
        expect({ ...body, request_id: '' }).toEqual({ ...missing, request_id: '' });
        await api(token, 'get', `${LIST}?workspace_id=${workspaceId.toUpperCase()}`).expect(404);
        await api(token, 'post', '/api/1.0/short-urls')
          .send({ destination_url: 'https://a.example/', workspace_id: workspaceId })
          .expect(404);
        await api(token, 'post', '/api/1.0/domains')
          .send({ hostname: 'new.example', workspace_id: workspaceId })
          .expect(404);
        await api(token, 'get', `/api/1.0/tags?workspace_id=${workspaceId}`).expect(404);
        await api(token, 'post', '/api/1.0/tags').send({ name: 'x', workspace_id: workspaceId }).expect(404);
        await api(token, 'post', '/api/1.0/short-urls/import')
          .field('workspace_id', workspaceId)
          .attach('file', Buffer.from('url\nhttps://a.example/\n'), 'a.csv')
          .expect(404);
      }
    }
  });

  test('keeps its workspaces, domains and people out of the lists', async () => {
    const shopOnly = await addMember(test_.server, owner, { workspace_ids: [shop] });
    const mainOnly = await addMember(test_.server, owner, { workspace_ids: [owner.defaultWorkspaceId] });
    for (const token of credentials) {
      const { body: workspaces } = await api(token, 'get', '/api/1.0/workspaces?per_page=100').expect(200);
      expect(workspaces.data.map(({ id }: { id: string }) => id)).toEqual([shop]);
      const { body: domains } = await api(token, 'get', '/api/1.0/domains/list-all-domains').expect(200);
      expect(domains.data.map(({ is_default }: { is_default: boolean }) => is_default)).toEqual([true]);
      const { body: tags } = await api(token, 'get', '/api/1.0/tags?search=secret').expect(200);
      expect([tags.data, tags.meta.total]).toEqual([[], 0]);
      const { body: users } = await api(token, 'get', '/api/1.0/users/list-all-users?per_page=100').expect(200);
      const ids = users.data.map(({ id }: { id: string }) => id);
      expect(ids.sort()).toEqual([owner.userId, shopOnly.userId].sort());
      expect(ids).not.toContain(mainOnly.userId);
    }
  });

  test('its domain takes no link of ours', async () => {
    for (const token of credentials) {
      for (const domain of ['main.example', 'lantern.example']) {
        const { body } = await api(token, 'post', '/api/1.0/short-urls')
          .send({ destination_url: 'https://a.example/', domain })
          .expect(422);
        expect(Object.keys(body.errors)).toEqual(['domain']);
      }
    }
  });

  test('another organization’s credentials, applications, members and sessions are not there for a session', async () => {
    const stranger = await registerOwner(test_.server, 'Curious');
    const { id: clientId } = await registerApplication(owner);
    const { body: tokens } = await owner.agent.get('/api/1.0/tokens').expect(200);
    const { body: sessions } = await owner.agent.get('/api/1.0/auth/sessions').expect(200);
    const { body: group } = await owner.agent.post('/api/1.0/groups').send({ name: 'Editors' }).expect(201);
    const theirs: Record<string, string> = {
      tokens: tokens.data[0].id,
      'oauth-clients': clientId,
      grants: clientId,
      'connected-apps': clientId,
      members: owner.userId,
      groups: group.data.id,
      workspaces: shop,
      'auth/sessions': sessions.data[0].id,
      'api-keys/tokens': tokens.data[0].id,
      'api-keys/applications': clientId,
    };
    const { text } = await stranger.agent.get('/app').expect(200);
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(text)?.[1];
    const byId = routesOf(test_.app).filter(({ access, path }) => access === 'session' && path.includes(':id'));
    for (const { path, method } of byId) {
      const kind = /([\w-]+(?:\/[\w-]+)?)\/:id/.exec(path)?.[1]?.replace(/^1\.0\//, '') ?? '';
      const id = theirs[kind] ?? theirs[kind.split('/').at(-1) ?? ''] ?? '';
      expect([path, id]).not.toEqual([path, '']);
      const call = stranger.agent[method](path.replace(':id', id));
      const { status } = path.startsWith('/app/')
        ? await call.type('form').send({ _csrf })
        : await call.send(method !== 'delete' || path.includes('/workspaces/') ? { name: 'x' } : {});
      expect([method, path, status]).toEqual([method, path, method === 'delete' || status !== 422 ? 404 : status]);
    }
    await stranger.agent.get(`/app/api-integration/api-keys?application=${clientId}`).expect(404);
    await stranger.agent.get(`/app/api-integration/api-keys?revoke=${tokens.data[0].id}`).expect(404);
    for (const list of ['tokens', 'oauth-clients', 'members', 'groups']) {
      const { body } = await stranger.agent.get(`/api/1.0/${list}?per_page=100`).expect(200);
      expect(JSON.stringify(body.data)).not.toContain(theirs[list]);
    }
    await owner.agent.get('/api/1.0/auth/session').expect(200);
  });
});
