import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { withPasswordHasher } from '../../fakes/fake-password-hasher.js';
import {
  addMember,
  createWorkspace,
  generateToken,
  PASSWORD,
  Person,
  registerOwner,
  startApp,
  TestApp,
  upgrade,
} from '../../support/app.js';

const LOGS = '/api/1.0/audit-logs';
const NOWHERE = '01900000-0000-7000-8000-000000000000';

interface Entry {
  id: string;
  action: string;
  resource_type: string;
  resource_id: string;
  workspace_id: string | null;
  actor: { id: string; name: string; email: string } | null;
  credential: { type: string; id: string } | null;
  address: string | null;
  changes: Record<string, unknown>;
  created_at: string;
}

let test_: TestApp;
let owner: Person;
let stranger: Person;
let shop: string;

beforeAll(async () => {
  test_ = await startApp({ extensions: withPasswordHasher() });
  owner = await registerOwner(test_.server);
  stranger = await registerOwner(test_.server, 'Elsewhere');
  await upgrade(test_, owner);
  shop = await createWorkspace(owner, 'Shop');
});

afterAll(() => test_.close());

const query = (parameters: Record<string, string>): string => `?${new URLSearchParams(parameters).toString()}`;

const list = async (parameters: Record<string, string> = {}, by = owner): Promise<Entry[]> =>
  (await by.agent.get(LOGS + query({ per_page: '100', ...parameters })).expect(200)).body.data as Entry[];

const exported = async (format: string, parameters: Record<string, string> = {}, by = owner) => {
  const answer = await by.agent
    .get(`${LOGS}/export.${format}${query(parameters)}`)
    .buffer(true)
    .parse((response, done) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => {
        done(null, text);
      });
    })
    .expect(200);
  return { headers: answer.headers, text: answer.body as string };
};

/** As a reader of RFC 4180 takes it apart. */
const cellsOf = (csv: string): string[][] =>
  csv
    .trimEnd()
    .split('\n')
    .map((line) =>
      [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
        .map(([, cell = '']) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell))
        .slice(0, 13),
    );

/** What nobody can do by the API, so that a log can be long and of any time. */
const write = (count: number, entry: { action?: string; at?: string; name?: string } = {}) =>
  test_.database.query(
    `INSERT INTO audit_log (id, organization_id, actor_id, actor_name, action, resource_type, resource_id, created_at)
     SELECT gen_random_uuid(), $1, $2, $3, $4, 'thing', n::text, $5::timestamptz FROM generate_series(1, $6) AS n`,
    [
      owner.organizationId,
      owner.userId,
      entry.name ?? 'Somebody',
      entry.action ?? 'thing.done',
      entry.at ?? '2020-01-01T00:00:00Z',
      count,
    ],
  );

describe('the audit log', () => {
  test('says who did what to what, from where, by which credential, and what was before and after', async () => {
    const person = await addMember(test_.server, owner);
    await owner.agent.patch(`/api/1.0/members/${person.userId}`).send({ role: 'admin' }).expect(200);
    const [entry] = await list({ resource_id: person.userId });
    expect(entry).toEqual({
      id: expect.any(String),
      action: 'member.updated',
      resource_type: 'member',
      resource_id: person.userId,
      workspace_id: null,
      actor: { id: owner.userId, name: 'Sam Harbour', email: owner.email },
      credential: null,
      address: '127.0.0.1',
      changes: { role: ['member', 'admin'] },
      created_at: expect.stringMatching(/Z$/),
    });
    const token = await generateToken(owner);
    const { body: tokens } = await owner.agent.get('/api/1.0/tokens').expect(200);
    const { body: link } = await request(test_.server)
      .post('/api/1.0/short-urls')
      .set('Authorization', `Bearer ${token}`)
      .send({ destination_url: 'https://a.example/' })
      .expect(201);
    const [byToken] = await list({ resource_id: link.data.id });
    expect(byToken).toMatchObject({
      action: 'short_url.created',
      workspace_id: owner.defaultWorkspaceId,
      actor: { id: owner.userId },
      credential: { type: 'api_token', id: tokens.data[0].id },
    });
  });

  test('keeps the name of who is gone', async () => {
    const admin = await addMember(test_.server, owner, { role: 'admin' });
    await createWorkspace(admin, 'By one who leaves');
    await owner.agent.delete(`/api/1.0/members/${admin.userId}`).expect(204);
    const [entry] = await list({ actor_id: admin.userId });
    expect(entry?.actor).toEqual({ id: admin.userId, name: 'Mia Member', email: admin.email });
  });

  test('holds no secret, whatever was done', async () => {
    const invited = { name: 'I', email: 'invited@example.com', role: 'member' };
    const { body } = await owner.agent.post('/api/1.0/members').send(invited).expect(201);
    const secrets = [PASSWORD, await generateToken(owner), String(body.data.invitation_url).split('=')[1] ?? ''];
    await owner.agent
      .put('/api/1.0/auth/password')
      .send({ current_password: PASSWORD, password: PASSWORD })
      .expect(204);
    const { text } = await exported('ndjson');
    for (const secret of secrets) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/hash of/);
  });

  test('is filtered by each of its filters, and by several', async () => {
    const person = await addMember(test_.server, owner, { role: 'admin' });
    await person.agent.patch(`/api/1.0/workspaces/${shop}`).send({ description: 'Filtered' }).expect(200);
    await person.agent.post('/api/1.0/groups').send({ name: 'Needle 100%_x' }).expect(201);
    const actions = async (parameters: Record<string, string>): Promise<string[]> =>
      (await list(parameters)).map(({ action }) => action);
    expect(await actions({ actor_id: person.userId })).toEqual(['group.created', 'workspace.updated']);
    expect(await actions({ actor_id: person.userId.toUpperCase() })).toHaveLength(2);
    expect(await actions({ actor_id: person.userId, action: 'group.created' })).toEqual(['group.created']);
    expect(await actions({ actor_id: person.userId, resource_type: 'workspace' })).toEqual(['workspace.updated']);
    expect(await actions({ resource_id: shop })).toEqual(['workspace.updated', 'workspace.created']);
    expect(await actions({ workspace_id: shop })).toEqual(['workspace.updated', 'workspace.created']);
    for (const search of ['needle 100%_', person.email.toUpperCase()]) {
      expect(await actions({ search, resource_type: 'group' })).toEqual(['group.created']);
    }
    expect(await actions({ search: '100_' })).toEqual([]);
    expect(await actions({ action: 'group' })).toEqual([]);
    await write(1, { action: 'thing.old', at: '2019-05-05T12:00:00Z' });
    const between = (from: string, to: string) => actions({ from, to, resource_type: 'thing' });
    expect(await between('2019-05-05T12:00:00Z', '2019-05-05T12:00:01Z')).toEqual(['thing.old']);
    expect(await between('2019-05-05T11:00:00Z', '2019-05-05T12:00:00Z')).toEqual([]);
    expect(await between('2019-05-05T14:00:00+02:00', '2019-05-05T14:00:01+02:00')).toEqual(['thing.old']);
  });

  test.each([
    'actor_id=x',
    'workspace_id=x',
    'from=yesterday',
    'to=2020-01-01',
    'per_page=101',
    'page=0',
    'cursor=nonsense',
    'cursor=&page=2',
    'acton=member.created',
    `search=${'x'.repeat(201)}`,
    'action=a&action=b',
  ])('?%s is 400', async (parameters) => {
    await owner.agent.get(`${LOGS}?${parameters}`).expect(400);
  });

  test.each(['page=1', 'per_page=5', 'cursor=', 'actor_id=x'])('?%s is 400 of an export', async (parameters) => {
    for (const format of ['csv', 'ndjson']) await owner.agent.get(`${LOGS}/export.${format}?${parameters}`).expect(400);
  });

  test('has pages, and cursors that meet no entry twice and miss none, also of one moment', async () => {
    await write(7, { action: 'thing.paged' });
    const filter = { action: 'thing.paged', per_page: '3' };
    const { body: second } = await owner.agent.get(LOGS + query({ ...filter, page: '2' })).expect(200);
    expect(second.meta).toMatchObject({ total: 7, from: 4, to: 6, last_page: 3 });
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await owner.agent.get(LOGS + query({ ...filter, cursor })).expect(200);
      expect(body.meta.total).toBeUndefined();
      seen.push(...(body.data as Entry[]).map(({ id }) => id));
      cursor = body.meta.next_cursor as string | null;
    }
    expect(seen).toEqual((await list({ action: 'thing.paged' })).map(({ id }) => id));
    expect(new Set(seen).size).toBe(7);
  });

  test('is exported whole, however long, in the order of the list', async () => {
    await write(2501, { action: 'thing.many' });
    const { text, headers } = await exported('ndjson', { action: 'thing.many' });
    expect(headers['content-type']).toBe('application/x-ndjson');
    expect(headers['content-disposition']).toBe('attachment; filename=audit-log.ndjson');
    const entries = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Entry);
    expect(entries).toHaveLength(2501);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(2501);
    expect(entries.slice(0, 100)).toEqual(await list({ action: 'thing.many' }));
    const csv = await exported('csv', { action: 'thing.many' });
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.headers['content-disposition']).toBe('attachment; filename=audit-log.csv');
    const [header, ...rows] = cellsOf(csv.text);
    expect(header?.slice(0, 4)).toEqual(['id', 'created_at', 'action', 'resource_type']);
    expect(rows.map(([id]) => id)).toEqual(entries.map(({ id }) => id));
    const empty = await exported('csv', { action: 'thing.none' });
    expect(cellsOf(empty.text)).toEqual([header]);
    expect((await exported('ndjson', { action: 'thing.none' })).text).toBe('');
  });

  test.each(['=HYPERLINK("https://evil.example")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
    'AC-09 a cell that begins with %j is no formula',
    async (name) => {
      const action = `thing.${randomUUID()}`;
      await write(1, { action, name });
      const { text } = await exported('csv', { action });
      expect(text).toContain(name.startsWith('=HYPER') ? `"'=HYPERLINK(""https://evil.example"")"` : `'${name}`);
      const [row] = (await exported('ndjson', { action })).text.split('\n');
      expect((JSON.parse(row ?? '') as Entry).actor?.name).toBe(name);
    },
  );

  test('is for holders of audit.view, its export for holders of audit.export, in a session', async () => {
    const viewer = await addMember(test_.server, owner, { permissions: ['audit.view'] });
    const exporter = await addMember(test_.server, owner, { permissions: ['audit.export'] });
    const plain = await addMember(test_.server, owner);
    const statuses = async (by: Person) =>
      Promise.all(['', '/export.csv', '/export.ndjson'].map(async (it) => (await by.agent.get(LOGS + it)).status));
    expect(await statuses(viewer)).toEqual([200, 403, 403]);
    expect(await statuses(exporter)).toEqual([403, 200, 200]);
    expect(await statuses(plain)).toEqual([403, 403, 403]);
    const token = await generateToken(owner);
    for (const path of ['', '/export.csv', '/export.ndjson']) {
      const { body } = await request(test_.server)
        .get(LOGS + path)
        .set('Authorization', `Bearer ${token}`)
        .expect(403);
      expect(body.code).toBe('session_required');
      await request(test_.server)
        .get(LOGS + path)
        .expect(401);
    }
  });

  test('BT-04 is one organization’s', async () => {
    const theirs = await list({}, stranger);
    expect(theirs.map(({ action }) => action)).toEqual(['organization.registered']);
    expect((await exported('ndjson', {}, stranger)).text).not.toContain(owner.userId);
    const filters: Record<string, string>[] = [{ actor_id: owner.userId }, { resource_id: shop }, { search: 'Shop' }];
    for (const filter of filters) expect(await list(filter, stranger)).toEqual([]);
    for (const workspace_id of [shop, NOWHERE]) {
      for (const path of ['', '/export.csv', '/export.ndjson']) {
        const { body } = await stranger.agent.get(LOGS + path + query({ workspace_id })).expect(404);
        expect(body.code).toBe('not_found');
      }
    }
  });

  test('also of a deleted workspace', async () => {
    const id = await createWorkspace(owner, 'Gone');
    await owner.agent.delete(`/api/1.0/workspaces/${id}`).send({ name: 'Gone' }).expect(204);
    const entries = await list({ workspace_id: id });
    expect(entries.map(({ action }) => action)).toEqual(['workspace.deleted', 'workspace.created']);
  });

  test('is changed and emptied by nobody', async () => {
    for (const statement of ["UPDATE audit_log SET action = 'x'", 'DELETE FROM audit_log', 'TRUNCATE audit_log']) {
      await expect(test_.database.query(statement)).rejects.toThrow('append-only');
    }
    for (const method of ['post', 'put', 'patch', 'delete'] as const) await owner.agent[method](LOGS).expect(405);
  });
});
