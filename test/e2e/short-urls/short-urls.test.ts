import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
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

const LINKS = '/api/1.0/short-urls';
const LIST = `${LINKS}/list-all-short-urls`;
const UNKNOWN = '0193b6f0-0000-7000-8000-00000000ffff';

type Item = Record<'id' | 'slug' | 'workspace_id', string>;

let app: TestApp;
let owner: Person;
/** Of the default workspace, of the second one, and of all. */
let token: string;
let secondToken: string;
let allToken: string;
let second: string;

const call = (method: 'get' | 'post' | 'patch' | 'put' | 'delete', path: string, bearer = token) =>
  request(app.server)[method](path).set('Authorization', `Bearer ${bearer}`);
const create = async (body: Record<string, unknown> = {}, bearer = token): Promise<Item> => {
  const order = { destination_url: 'https://example.com/', ...body };
  return (await call('post', LINKS, bearer).send(order).expect(201)).body.data as Item;
};
const list = async (query: string, bearer = token): Promise<Item[]> =>
  (await call('get', `${LIST}?${query}`, bearer).expect(200)).body.data as Item[];
const audited = (id: string) =>
  app.database.query<{ action: string; changes: unknown; actor_id: string; workspace_id: string }>(
    'SELECT action, changes, actor_id, workspace_id FROM audit_log WHERE resource_id = $1 ORDER BY id',
    [id],
  );

beforeAll(async () => {
  app = await startApp();
  owner = await registerOwner(app.server);
  await upgrade(app, owner);
  token = await generateToken(owner);
  second = await createWorkspace(owner, 'Second');
  await activate(owner, second);
  secondToken = await generateToken(owner);
  await activate(owner, 'all');
  allToken = await generateToken(owner);
});
afterAll(() => app.close());

describe('creating a short URL', () => {
  test('with its destination alone: generated slug, default domain, the whole item', async () => {
    const response = await call('post', `${LINKS}/`)
      .send({ destination_url: 'https://example.com/?a[]=1' })
      .expect(201);
    const { data } = response.body;
    expect(response.headers['location']).toBe(`${LINKS}/${data.id}`);
    expect(data).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      workspace_id: owner.defaultWorkspaceId,
      domain: 'localhost:3000',
      slug: expect.stringMatching(/^[0-9A-Za-z]{7}$/),
      short_url: `http://localhost:3000/${data.slug}`,
      destination_url: 'https://example.com/?a[]=1',
      title: null,
      tags: [],
      starts_at: null,
      expires_at: null,
      expired_url: null,
      max_clicks: null,
      password_protected: false,
      utm: null,
      forward_query: false,
      routing_rules: [],
      external_id: null,
      redirect_type: 302,
      archived: false,
      clicks: 0,
      created_at: app.clock.now().toISOString(),
      updated_at: app.clock.now().toISOString(),
      created_by: owner.userId,
    });
    expect((await call('get', `${LINKS}/${data.id}`).expect(200)).body).toEqual({ data });
    expect(await audited(data.id)).toMatchObject([
      { action: 'short_url.created', actor_id: owner.userId, workspace_id: owner.defaultWorkspaceId },
    ]);
  });

  test('with every field', async () => {
    const body = {
      destination_url: 'https://münchen.example/é',
      slug: 'Été/😀',
      domain: 'LOCALHOST:3000',
      title: '<script>alert(1)</script>',
      tags: ['summer', 'E-Mail'],
      starts_at: '2027-01-01T01:00:00+01:00',
      expires_at: '2028-01-01T00:00:00Z',
      expired_url: 'https://example.com/over',
      redirect_type: 308,
      workspace_id: owner.defaultWorkspaceId.toUpperCase(),
    };
    expect(await create(body)).toMatchObject({
      ...body,
      domain: 'localhost:3000',
      starts_at: '2027-01-01T00:00:00.000Z',
      expires_at: '2028-01-01T00:00:00.000Z',
      workspace_id: owner.defaultWorkspaceId,
    });
  });

  test('null is the same as leaving out what may be left out', async () => {
    const optional = [
      'slug',
      'domain',
      'title',
      'tags',
      'starts_at',
      'expires_at',
      'expired_url',
      'redirect_type',
      'workspace_id',
    ];
    expect(await create(Object.fromEntries(optional.map((name) => [name, null])))).toMatchObject({
      tags: [],
      redirect_type: 302,
    });
  });

  test.each([
    [{ destination_url: undefined }, 'destination_url'],
    [{ destination_url: null }, 'destination_url'],
    [{ destination_url: 17 }, 'destination_url'],
    [{ destination_url: 'javascript:alert(1)' }, 'destination_url'],
    [{ destination_url: 'https://user:pw@example.com/' }, 'destination_url'],
    [{ destination_url: 'http://LOCALHOST:3000/loop' }, 'destination_url'],
    [{ destination_url: `https://example.com/${'x'.repeat(9000)}` }, 'destination_url'],
    [{ expired_url: 'http://localhost:3000/loop' }, 'expired_url'],
    [{ expired_url: 'data:text/html,x' }, 'expired_url'],
    [{ slug: 'a b' }, 'slug'],
    [{ slug: '' }, 'slug'],
    [{ slug: 'api' }, 'slug'],
    [{ slug: 7 }, 'slug'],
    [{ domain: 'unknown.example' }, 'domain'],
    [{ domain: '' }, 'domain'],
    [{ title: 'x'.repeat(501) }, 'title'],
    [{ title: ['x'] }, 'title'],
    [{ tags: 'x' }, 'tags'],
    [{ tags: ['a', 'a'] }, 'tags'],
    [{ tags: ['a,b'] }, 'tags'],
    [{ tags: [' a'] }, 'tags'],
    [{ tags: [''] }, 'tags'],
    [{ tags: ['x'.repeat(101)] }, 'tags'],
    [{ tags: Array.from({ length: 51 }, (_, index) => String(index)) }, 'tags'],
    [{ tags: [1] }, 'tags'],
    [{ starts_at: '2027-01-01' }, 'starts_at'],
    [{ starts_at: '2027-01-01T00:00:00' }, 'starts_at'],
    [{ expires_at: '2027-02-30T00:00:00Z' }, 'expires_at'],
    [{ expires_at: 1_800_000_000 }, 'expires_at'],
    [{ starts_at: '2027-01-02T00:00:00Z', expires_at: '2027-01-01T00:00:00Z' }, 'expires_at'],
    [{ redirect_type: 303 }, 'redirect_type'],
    [{ redirect_type: '302' }, 'redirect_type'],
    [{ workspace_id: 'x' }, 'workspace_id'],
    [{ archived: true }, 'archived'],
    [{ clicks: 5 }, 'clicks'],
    [{ password: 'é'.repeat(37) }, 'password'],
    [{ password: '' }, 'password'],
    [{ max_clicks: 0 }, 'max_clicks'],
    [{ max_clicks: 1.5 }, 'max_clicks'],
    [{ utm: { sauce: 'x' } }, 'utm.sauce'],
    [{ utm: 'x' }, 'utm'],
    [{ forward_query: 'yes' }, 'forward_query'],
    [{ external_id: '' }, 'external_id'],
    [{ external_id: 'x'.repeat(256) }, 'external_id'],
    [{ routing_rules: [{ conditions: [] }] }, 'routing_rules.0.destination_url'],
  ])('%j is 422 on %s', async (body, field) => {
    const response = await call('post', LINKS)
      .send({ destination_url: 'https://example.com/', ...body })
      .expect(422);
    expect(Object.keys(response.body.errors)).toEqual([field]);
    expect(response.body.message).toContain(response.body.errors[field][0]);
  });

  test('one answer names every fault', async () => {
    const body = { destination_url: 'ftp://x', expired_url: 'x', slug: '', domain: 'x.example' };
    const response = await call('post', LINKS).send(body).expect(422);
    expect(Object.keys(response.body.errors)).toEqual(['destination_url', 'slug', 'expired_url', 'domain']);
    expect(response.body.message).toMatch(/ \(and 3 more errors\)$/);
  });

  test('a slug is given once, over all workspaces', async () => {
    await create({ slug: 'taken' });
    const body = { destination_url: 'https://example.com/', slug: 'taken' };
    const response = await call('post', LINKS, secondToken).send(body).expect(422);
    expect(response.body.errors.slug).toEqual(['localhost:3000/taken is taken. Choose another back-half.']);
  });

  test('twenty at once who want one slug: one gets it', async () => {
    const body = { destination_url: 'https://example.com/', slug: 'race' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => call('post', LINKS).send(body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 19 }, () => 422)]);
  });
});

describe('changing a short URL', () => {
  test.each(['patch', 'put'] as const)('%s changes what is given and nothing else', async (method) => {
    const before = await create({ title: 'Old', tags: ['a'], expires_at: '2030-01-01T00:00:00Z' });
    app.clock.advance(1);
    const { body } = await call(method, `${LINKS}/${before.id}`).send({ title: 'New', redirect_type: 301 }).expect(200);
    expect(body.data).toEqual({
      ...before,
      title: 'New',
      redirect_type: 301,
      updated_at: app.clock.now().toISOString(),
    });
    expect((await audited(before.id))[1]).toMatchObject({
      action: 'short_url.updated',
      changes: { title: ['Old', 'New'], redirect_type: [302, 301] },
    });
  });

  test('as application/merge-patch+json, null clears', async () => {
    const { id } = await create({
      title: 'x',
      tags: ['a'],
      starts_at: '2027-01-01T00:00:00Z',
      expires_at: '2028-01-01T00:00:00Z',
      expired_url: 'https://example.com/over',
    });
    const cleared = { title: null, tags: null, starts_at: null, expires_at: null, expired_url: null };
    const { body } = await call('patch', `${LINKS}/${id}`)
      .type('application/merge-patch+json')
      .send(JSON.stringify(cleared))
      .expect(200);
    expect(body.data).toMatchObject({ ...cleared, tags: [] });
  });

  test.each(['destination_url', 'slug', 'domain', 'redirect_type', 'archived', 'workspace_id'])(
    'null does not clear %s',
    async (field) => {
      const { id } = await create();
      const { body } = await call('patch', `${LINKS}/${id}`)
        .send({ [field]: null })
        .expect(422);
      expect(Object.keys(body.errors)).toEqual([field]);
    },
  );

  test('what changes nothing leaves no trace', async () => {
    const before = await create({ title: 'Same' });
    app.clock.advance(1);
    expect((await call('patch', `${LINKS}/${before.id}`).send({}).expect(200)).body.data).toEqual(before);
    expect(
      (await call('put', `${LINKS}/${before.id}`).send({ title: 'Same', slug: before.slug }).expect(200)).body.data,
    ).toEqual(before);
    expect(await audited(before.id)).toHaveLength(1);
  });

  test('archived links leave the default list and keep everything else', async () => {
    const { id, slug } = await create({ slug: 'attic' });
    await call('patch', `${LINKS}/${id}`).send({ archived: true }).expect(200);
    expect(await list('search=attic')).toEqual([]);
    expect(await list('search=attic&archived=false')).toEqual([]);
    expect(await list('search=attic&archived=true')).toMatchObject([{ id }]);
    await request(app.server).get(`/${slug}`).expect(302);
  });

  test('to a slug that is taken is 422; to a new one moves it', async () => {
    await create({ slug: 'occupied' });
    const { id } = await create({ slug: 'mover' });
    const { body } = await call('patch', `${LINKS}/${id}`).send({ slug: 'occupied', title: 'not kept' }).expect(422);
    expect(Object.keys(body.errors)).toEqual(['slug']);
    expect((await call('get', `${LINKS}/${id}`)).body.data.title).toBeNull();
    await call('patch', `${LINKS}/${id}`).send({ slug: 'moved' }).expect(200);
    await request(app.server).get('/moved').expect(302);
    await request(app.server).get('/mover').expect(404);
  });

  test('its schedule stays in order, whichever end is changed', async () => {
    const { id } = await create({ expires_at: '2027-01-01T00:00:00Z' });
    await call('patch', `${LINKS}/${id}`).send({ starts_at: '2027-01-01T00:00:00Z' }).expect(422);
    await call('patch', `${LINKS}/${id}`).send({ starts_at: '2026-12-31T00:00:00Z' }).expect(200);
  });

  test('a link stays in its workspace', async () => {
    const { id } = await create();
    await call('patch', `${LINKS}/${id}`).send({ workspace_id: owner.defaultWorkspaceId }).expect(200);
    await call('patch', `${LINKS}/${id}`).send({ workspace_id: second }).expect(404);
    const { body } = await call('patch', `${LINKS}/${id}`, allToken).send({ workspace_id: second }).expect(422);
    expect(Object.keys(body.errors)).toEqual(['workspace_id']);
  });

  test('deleted: 204, gone, and its slug is free', async () => {
    const { id } = await create({ slug: 'short-lived' });
    const response = await call('delete', `${LINKS}/${id}`).expect(204);
    expect(response.text).toBe('');
    await call('get', `${LINKS}/${id}`).expect(404);
    await call('delete', `${LINKS}/${id}`).expect(404);
    await request(app.server).get('/short-lived').expect(404);
    expect((await audited(id)).map(({ action }) => action)).toEqual(['short_url.created', 'short_url.deleted']);
  });
});

describe('workspaces', () => {
  test('another workspace’s link does not exist', async () => {
    const { id, slug } = await create({ slug: 'walled' });
    const unknown = await call('get', `${LINKS}/${UNKNOWN}`, secondToken).expect(404);
    const { body } = await call('get', `${LINKS}/${id}`, secondToken).expect(404);
    expect({ ...body, request_id: '' }).toEqual({ ...unknown.body, request_id: '' });
    await call('patch', `${LINKS}/${id}`, secondToken).send({ title: 'stolen' }).expect(404);
    await call('put', `${LINKS}/${id}`, secondToken).send({ title: 'stolen' }).expect(404);
    await call('delete', `${LINKS}/${id}`, secondToken).expect(404);
    expect(await list(`search=${slug}`, secondToken)).toEqual([]);
    await call('get', `${LINKS}/not-an-id`).expect(404);
  });

  test('a workspace out of reach can’t be named; one’s own can', async () => {
    const body = { destination_url: 'https://example.com/' };
    await call('post', LINKS)
      .send({ ...body, workspace_id: second })
      .expect(404);
    await call('post', LINKS)
      .send({ ...body, workspace_id: UNKNOWN })
      .expect(404);
    await call('get', `${LIST}?workspace_id=${second}`).expect(404);
    await call('get', `${LIST}?workspace_id=${owner.defaultWorkspaceId}`).expect(200);
  });

  test('All Workspaces reaches both: the default one where none is named', async () => {
    const first = await create({ tags: ['both'] }, allToken);
    expect(first.workspace_id).toBe(owner.defaultWorkspaceId);
    const other = await create({ tags: ['both'], workspace_id: second }, allToken);
    expect(other.workspace_id).toBe(second);
    expect(await list('tag=both', allToken)).toEqual([other, first]);
    expect(await list(`tag=both&workspace_id=${second}`, allToken)).toEqual([other]);
    expect(await list('tag=both', secondToken)).toEqual([other]);
  });

  test('a member reads where they reach and writes where they hold the permission', async () => {
    const { id } = await create({}, secondToken);
    const reader = await addMember(app.server, owner, { workspace_ids: [second] });
    await reader.agent.get(`${LINKS}/${id}`).expect(200);
    const refused = await reader.agent.post(LINKS).send({ destination_url: 'https://example.com/' }).expect(403);
    expect(refused.body.message).toContain('links.create');
    await reader.agent.patch(`${LINKS}/${id}`).send({ title: 'x' }).expect(403);
    await reader.agent.delete(`${LINKS}/${id}`).expect(403);
    const writer = await addMember(app.server, owner, { workspace_ids: [second], permissions: ['links.create'] });
    await writer.agent.post(LINKS).send({ destination_url: 'https://example.com/' }).expect(201);
    await writer.agent.patch(`${LINKS}/${id}`).send({ title: 'x' }).expect(403);
  });

  test('a permission that is held in one workspace opens nothing in another', async () => {
    const here = await create({}, secondToken);
    const there = await create({});
    const { defaultWorkspaceId } = owner;
    const member = await addMember(app.server, owner, { workspace_ids: [defaultWorkspaceId] });
    await app.database.query(
      `WITH made AS (INSERT INTO groups (id, organization_id, name, permissions, created_at)
           VALUES (gen_random_uuid(), $1, 'Editors', '{links.create,links.update,links.delete}', now()) RETURNING id),
         joined AS (INSERT INTO group_members (group_id, user_id) SELECT id, $2 FROM made)
       INSERT INTO group_workspaces (group_id, workspace_id) SELECT id, $3 FROM made`,
      [owner.organizationId, member.userId, second],
    );
    await activate(member, 'all');
    const order = { destination_url: 'https://example.com/' };
    await member.agent
      .post(LINKS)
      .send({ ...order, workspace_id: defaultWorkspaceId })
      .expect(403);
    await member.agent.patch(`${LINKS}/${there.id}`).send({ title: 'x' }).expect(403);
    await member.agent.delete(`${LINKS}/${there.id}`).expect(403);
    await member.agent.get(`${LINKS}/${there.id}`).expect(200);
    await member.agent
      .post(LINKS)
      .send({ ...order, workspace_id: second })
      .expect(201);
    await member.agent.patch(`${LINKS}/${here.id}`).send({ title: 'x' }).expect(200);
    await member.agent.delete(`${LINKS}/${here.id}`).expect(204);
  });

  test.each([
    ['short-urls:read', 'post', LINKS],
    ['short-urls:write', 'get', LIST],
    ['domains:read', 'get', LIST],
  ] as const)('the scope %s alone is not enough to %s %s', async (scope, method, path) => {
    await activate(owner, owner.defaultWorkspaceId);
    const narrow = await generateToken(owner, { scopes: [scope] });
    const response = await call(method, path, narrow).send(
      method === 'post' ? { destination_url: 'https://example.com/' } : undefined,
    );
    expect(response.status).toBe(403);
    expect(response.body.code).toBe('insufficient_scope');
  });
});

describe('the list', () => {
  test('has pages, links and totals, and goes on by cursor', async () => {
    for (let index = 0; index < 5; index += 1) await create({ tags: ['paged'], title: `Page ${index}` });
    const { body } = await call('get', `${LIST}?tag=paged&per_page=2&page=2&sort=title`).expect(200);
    expect(body.data).toMatchObject([{ title: 'Page 2' }, { title: 'Page 3' }]);
    expect(body.meta).toEqual({
      current_page: 2,
      from: 3,
      last_page: 3,
      path: `http://localhost:3000${LIST}`,
      per_page: 2,
      to: 4,
      total: 5,
      next_cursor: expect.any(String),
    });
    expect(body.links.next).toBe(`http://localhost:3000${LIST}?tag=paged&per_page=2&page=3&sort=title`);
    const rest = await call('get', LIST)
      .query({ tag: 'paged', per_page: 2, sort: 'title', cursor: body.meta.next_cursor })
      .expect(200);
    expect(rest.body.data).toMatchObject([{ title: 'Page 4' }]);
    expect(rest.body.meta).toEqual({ path: `http://localhost:3000${LIST}`, per_page: 2, next_cursor: null });
  });

  test.each([
    'colour=red',
    'page=0',
    'page=x',
    'per_page=101',
    'per_page=0',
    'sort=slug',
    'sort=--title',
    'archived=yes',
    'archived=',
    'workspace_id=x',
    'created_after=yesterday',
    'created_before=2026-01-01',
    'cursor=abc',
    'cursor=&page=2',
    'search=a&search=b',
    'tag[]=a',
    'tag=',
    `search=${'x'.repeat(501)}`,
    'search=%00',
  ])('?%s is 400', async (query) => {
    const { body } = await call('get', `${LIST}?${query}`).expect(400);
    expect(body.message).not.toBe('');
  });
});

describe('the domains', () => {
  test('list the installation’s default', async () => {
    const { body } = await call('get', '/api/1.0/domains/list-all-domains').expect(200);
    expect(body.data).toEqual([
      {
        id: expect.any(String),
        hostname: 'localhost:3000',
        workspace_id: null,
        status: 'verified',
        routing_status: 'ok',
        dns_records: [],
        last_check: null,
        checked_at: null,
        is_default: true,
        is_workspace_default: false,
        root_redirect_url: null,
        not_found_redirect_url: null,
        apple_app_site_association: null,
        assetlinks: null,
        created_at: expect.stringMatching(/Z$/),
      },
    ]);
    expect(body.meta).toMatchObject({ total: 1, current_page: 1 });
    await call('get', '/api/1.0/domains/list-all-domains?x=1').expect(400);
  });

  test('need their scope', async () => {
    const narrow = await generateToken(owner, { scopes: ['short-urls:read'] });
    await call('get', '/api/1.0/domains/list-all-domains', narrow).expect(403);
  });
});
