import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
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

const WORKSPACES = '/api/1.0/workspaces';
const NOWHERE = '01900000-0000-7000-8000-000000000000';
const DAY = 24 * 60 * 60;

let test_: TestApp;
let owner: Person;
let stranger: Person;

beforeAll(async () => {
  test_ = await startApp({ extensions: withPasswordHasher() });
  owner = await registerOwner(test_.server);
  stranger = await registerOwner(test_.server, 'Elsewhere');
  await upgrade(test_, owner);
});

afterAll(() => test_.close());

const make = async (workspace: object = {}, by = owner) => {
  const { body } = await by.agent
    .post(WORKSPACES)
    .send({ name: `Room ${randomUUID()}`, ...workspace })
    .expect(201);
  return body.data as { id: string; name: string };
};

const change = (by: Person, id: string, body: object) => by.agent.patch(`${WORKSPACES}/${id}`).send(body);
const remove = (by: Person, { id, name }: { id: string; name: string }) =>
  by.agent.delete(`${WORKSPACES}/${id}`).send({ name });
const restore = (by: Person, id: string) => by.agent.post(`${WORKSPACES}/${id}/restore`);
const read = async (id: string, by = owner) => (await by.agent.get(`${WORKSPACES}/${id}`).expect(200)).body.data;

const makeGroup = async (group: object = {}): Promise<string> => {
  const { body } = await owner.agent
    .post('/api/1.0/groups')
    .send({ name: randomUUID(), ...group })
    .expect(201);
  return body.data.id as string;
};

describe('workspaces', () => {
  test('are made and read, by session and by credential', async () => {
    const { body, headers } = await owner.agent
      .post(WORKSPACES)
      .send({ name: 'Lab', description: 'Tries', allowed_schemes: ['Spotify', 'spotify', 'mailto'] })
      .expect(201);
    const { id } = body.data;
    expect(headers['location']).toBe(`${WORKSPACES}/${id}`);
    expect(body.data).toEqual({
      id,
      name: 'Lab',
      description: 'Tries',
      is_default: false,
      default_domain: 'localhost:3000',
      allowed_schemes: ['spotify', 'mailto'],
      created_at: expect.stringMatching(/Z$/),
    });
    expect(await read(id)).toEqual(body.data);
    await activate(owner, id);
    const bearer = { Authorization: `Bearer ${await generateToken(owner)}` };
    const { body: byToken } = await request(test_.server).get(`${WORKSPACES}/${id}`).set(bearer).expect(200);
    expect(byToken.data).toEqual(body.data);
    await request(test_.server).get(`${WORKSPACES}/${owner.defaultWorkspaceId}`).set(bearer).expect(404);
    for (const [method, path] of [
      ['post', ''],
      ['patch', `/${id}`],
      ['put', `/${id}`],
      ['delete', `/${id}`],
      ['post', `/${id}/restore`],
    ] as const) {
      const { body: refused } = await request(test_.server)
        [method](WORKSPACES + path)
        .set(bearer)
        .send({ name: 'Lab' })
        .expect(403);
      expect(refused.code).toBe('session_required');
    }
    const narrow = await generateToken(owner, { scopes: ['users:read'] });
    await request(test_.server).get(`${WORKSPACES}/${id}`).set('Authorization', `Bearer ${narrow}`).expect(403);
    await request(test_.server).get(`${WORKSPACES}/${id}`).expect(401);
  });

  test('show the domain that takes their links', async () => {
    const { id } = await make();
    await test_.database.query(
      `INSERT INTO domains (id, hostname, organization_id, workspace_id, status, routing_status, is_workspace_default, created_at)
       VALUES (gen_random_uuid(), 'xn--mnchen-3ya.example', $1, $2, 'verified', 'ok', true, now())`,
      [owner.organizationId, id],
    );
    expect((await read(id)).default_domain).toBe('münchen.example');
    const { body } = await owner.agent.get(`${WORKSPACES}?per_page=100`).expect(200);
    const hosts = (body.data as { id: string; default_domain: string }[]).map((it) => [it.id, it.default_domain]);
    expect(hosts).toContainEqual([id, 'münchen.example']);
    expect(hosts).toContainEqual([owner.defaultWorkspaceId, 'localhost:3000']);
  });

  test('are changed, by PATCH and by PUT; null clears a description', async () => {
    const { id } = await make({ description: 'Old', allowed_schemes: ['spotify'] });
    const { body } = await change(owner, id, { name: 'Renamed', description: null, allowed_schemes: [] }).expect(200);
    expect(body.data).toMatchObject({ id, name: 'Renamed', description: '', allowed_schemes: [] });
    await owner.agent.put(`${WORKSPACES}/${id}`).send({ description: 'New' }).expect(200);
    expect(await read(id)).toMatchObject({ name: 'Renamed', description: 'New' });
    await change(owner, owner.defaultWorkspaceId, { description: 'The first' }).expect(200);
  });

  test.each([
    ['name', undefined],
    ['name', ''],
    ['name', null],
    ['name', 'x'.repeat(121)],
    ['description', 1],
    ['description', 'x'.repeat(1001)],
    ['allowed_schemes', null],
    ['allowed_schemes', 'spotify'],
    ['allowed_schemes', ['javascript']],
    ['allowed_schemes', ['https']],
    ['allowed_schemes', ['spotify:']],
    ['allowed_schemes', [1]],
    ['allowed_schemes', Array.from({ length: 51 }, (_, index) => `app${index}`)],
    ['group_ids', ['x']],
    ['group_ids', null],
    ['member_ids', ['x']],
    ['member_ids', null],
    ['is_default', true],
    ['default_domain', 'a.example'],
  ])('%s: %j is 422', async (field, value) => {
    const { body } = await owner.agent
      .post(WORKSPACES)
      .send({ name: randomUUID(), [field]: value })
      .expect(422);
    expect(Object.keys(body.errors)).toEqual([field]);
    if (value === undefined) return;
    const { body: again } = await change(owner, owner.defaultWorkspaceId, { [field]: value }).expect(422);
    expect(Object.keys(again.errors)).toEqual([field]);
  });

  test('have a name of their own, in whatever case, also made at once', async () => {
    const names = ['Twin', 'twin', 'TWIN'];
    const answers = await Promise.all(names.map((name) => owner.agent.post(WORKSPACES).send({ name })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
    const { id } = await make();
    expect(Object.keys((await change(owner, id, { name: 'tWin' }).expect(422)).body.errors)).toEqual(['name']);
  });

  test('let in the groups and members that are named, at creation and later', async () => {
    const [direct, grouped] = [await addMember(test_.server, owner), await addMember(test_.server, owner)];
    const group = await makeGroup({ member_ids: [grouped.userId] });
    const { id } = await make({ member_ids: [direct.userId], group_ids: [group] });
    const reaches = async (person: Person): Promise<boolean> =>
      (await person.agent.get(`${WORKSPACES}/${id}`)).status === 200;
    expect([await reaches(direct), await reaches(grouped)]).toEqual([true, true]);
    await change(owner, id, { member_ids: [] }).expect(200);
    expect([await reaches(direct), await reaches(grouped)]).toEqual([false, true]);
    await change(owner, id, { group_ids: [], member_ids: [direct.userId.toUpperCase()] }).expect(200);
    expect([await reaches(direct), await reaches(grouped)]).toEqual([true, false]);
    for (const body of [{ member_ids: [stranger.userId] }, { member_ids: [NOWHERE] }, { group_ids: [NOWHERE] }]) {
      await change(owner, id, body).expect(404);
      const name = randomUUID();
      await owner.agent
        .post(WORKSPACES)
        .send({ name, ...body })
        .expect(404);
      expect(await test_.database.query('SELECT FROM workspaces WHERE name = $1', [name])).toEqual([]);
    }
  });

  test('AC-10 nobody is let in with more than the one who lets them in holds there', async () => {
    const shop = await make();
    const keeper = await addMember(test_.server, owner, {
      workspace_ids: [shop.id],
      permissions: ['workspaces.create', 'workspaces.update', 'links.create'],
    });
    const mighty = await addMember(test_.server, owner, { permissions: ['links.delete'] });
    const plain = await addMember(test_.server, owner, { permissions: ['links.create'] });
    const group = await makeGroup({ permissions: ['links.delete'] });
    for (const body of [{ member_ids: [mighty.userId] }, { group_ids: [group] }]) {
      await change(keeper, shop.id, {
        ...body,
        ...(body.member_ids && { member_ids: [keeper.userId, mighty.userId] }),
      }).expect(403);
      await keeper.agent
        .post(WORKSPACES)
        .send({ name: randomUUID(), ...body })
        .expect(403);
    }
    await change(keeper, shop.id, { member_ids: [keeper.userId, plain.userId] }).expect(200);
    const own = await make({ member_ids: [plain.userId] }, keeper);
    expect((await read(own.id, keeper)).name).toBe(own.name);
    await change(keeper, own.id, { description: 'Mine' }).expect(200);
    await change(keeper, owner.defaultWorkspaceId, { description: 'Mine' }).expect(404);
  });

  test('are changed and deleted by who may there, whatever they look at; 404 where they do not reach', async () => {
    const [here, there] = [await make(), await make()];
    const group = await makeGroup({
      permissions: ['workspaces.update', 'workspaces.delete'],
      workspace_ids: [here.id],
    });
    const person = await addMember(test_.server, owner, { workspace_ids: [there.id] });
    await owner.agent
      .patch(`/api/1.0/members/${person.userId}`)
      .send({ group_ids: [group] })
      .expect(200);
    await activate(person, there.id);
    await change(person, here.id, { description: 'x' }).expect(200);
    await change(person, there.id, { description: 'x' }).expect(403);
    await remove(person, there).expect(403);
    for (const id of [owner.defaultWorkspaceId, stranger.defaultWorkspaceId, NOWHERE, 'not-an-id']) {
      await person.agent.get(`${WORKSPACES}/${id}`).expect(404);
      await change(person, id, { description: 'x' }).expect(404);
      await remove(person, { id, name: 'Main' }).expect(404);
      await restore(person, id).expect(404);
    }
    await remove(person, here).expect(204);
    const { body } = await restore(person, here.id).expect(200);
    expect(body.data).toMatchObject({ id: here.id, description: 'x' });
    const plain = await addMember(test_.server, owner, { workspace_ids: [here.id] });
    await plain.agent.post(WORKSPACES).send({ name: 'Mine' }).expect(403);
    await change(plain, here.id, { description: 'y' }).expect(403);
    await remove(plain, here).expect(403);
    await remove(owner, here).expect(204);
    await restore(plain, here.id).expect(403);
  });
});

describe('a deleted workspace', () => {
  test('takes its name to delete, and is never the default one', async () => {
    const room = await make({ name: 'Pop-up' });
    for (const body of [{}, { name: 'pop-up' }, { name: '' }, { name: null }, { name: 'Pop-up', force: true }]) {
      const { body: answer } = await owner.agent.delete(`${WORKSPACES}/${room.id}`).send(body).expect(422);
      expect(Object.keys(answer.errors)).toEqual(['force' in body ? 'force' : 'name']);
    }
    await owner.agent.delete(`${WORKSPACES}/${room.id}`).expect(422);
    await read(room.id);
    const { body } = await remove(owner, { id: owner.defaultWorkspaceId, name: 'Main' }).expect(409);
    expect(body.code).toBe('default_workspace');
    await remove(owner, room).expect(204);
    await remove(owner, room).expect(404);
  });

  test('BT-03 serves, shows and lets in nothing until it is restored, and then everything as before', async () => {
    const room = await make();
    const person = await addMember(test_.server, owner, { workspace_ids: [room.id] });
    const group = await makeGroup({ workspace_ids: [room.id] });
    await activate(owner, room.id);
    const token = await generateToken(owner);
    const ask = async (path: string): Promise<number> =>
      (await request(test_.server).get(path).set('Authorization', `Bearer ${token}`)).status;
    const { body: link } = await owner.agent
      .post('/api/1.0/short-urls')
      .send({ destination_url: 'https://a.example/', slug: 'in-the-room' })
      .expect(201);
    const everything = async () => ({
      link: (await request(test_.server).get('/in-the-room')).status,
      credential: await ask('/api/1.0/short-urls/list-all-short-urls'),
      workspace: (await owner.agent.get(`${WORKSPACES}/${room.id}`)).status,
      byId: (await owner.agent.get(`/api/1.0/short-urls/${link.data.id}`)).status,
      member: (await person.agent.get(`${WORKSPACES}/${room.id}`)).status,
    });
    const alive = { link: 302, credential: 200, workspace: 200, byId: 200, member: 200 };
    expect(await everything()).toEqual(alive);

    await remove(owner, room).expect(204);

    expect(await everything()).toEqual({ link: 404, credential: 401, workspace: 404, byId: 404, member: 403 });
    expect((await request(test_.server).head('/in-the-room')).status).toBe(404);
    const { body: session } = await owner.agent.get('/api/1.0/auth/session').expect(200);
    expect(session.data.active_workspace.id).toBe(owner.defaultWorkspaceId);
    const groupNow = async () =>
      (await owner.agent.get(`/api/1.0/groups/${group}`).expect(200)).body.data.workspace_ids;
    expect(await groupNow()).toEqual([]);
    // What is set meanwhile takes nothing of it away.
    await owner.agent
      .patch(`/api/1.0/groups/${group}`)
      .send({ workspace_ids: [], permissions: ['links.view'] })
      .expect(200);
    await owner.agent
      .patch(`/api/1.0/members/${person.userId}`)
      .send({ workspace_ids: [], permissions: ['links.view'] })
      .expect(200);
    // Its addresses stay taken, so that nobody else's link stands there when it comes back.
    await activate(owner, owner.defaultWorkspaceId);
    await owner.agent
      .post('/api/1.0/short-urls')
      .send({ destination_url: 'https://b.example/', slug: 'in-the-room' })
      .expect(422);

    const { body } = await restore(owner, room.id).expect(200);
    expect(body.data).toEqual(await read(room.id));
    await activate(owner, room.id);
    expect(await everything()).toEqual(alive);
    expect(await groupNow()).toEqual([room.id]);
    await restore(owner, room.id).expect(200);
    await restore(owner, room.id).send({ name: 'x' }).expect(422);
  });

  test('is restored within 30 days', async () => {
    const [early, late] = [await make(), await make()];
    await remove(owner, early).expect(204);
    await remove(owner, late).expect(204);
    test_.clock.advance(30 * DAY - 1);
    await restore(owner, early.id).expect(200);
    test_.clock.advance(1);
    await restore(owner, late.id).expect(404);
    test_.clock.advance(-30 * DAY);
    await restore(stranger, late.id).expect(404);
  });

  test('frees its name, and waits for it to be free when it comes back', async () => {
    const room = await make({ name: 'Contested' });
    await remove(owner, room).expect(204);
    const other = await make({ name: 'contested' });
    const { body } = await restore(owner, room.id).expect(409);
    expect(body.code).toBe('name_taken');
    await change(owner, other.id, { name: 'Yields' }).expect(200);
    await restore(owner, room.id).expect(200);
  });

  test('leaves entries of what was done, with what was and what is', async () => {
    const room = await make({ name: 'Audited' });
    await change(owner, room.id, { name: 'Audited more', allowed_schemes: ['spotify'] }).expect(200);
    await remove(owner, { ...room, name: 'Audited more' }).expect(204);
    await restore(owner, room.id).expect(200);
    const rows = await test_.database.query<{ action: string; workspace_id: string; changes: object }>(
      'SELECT action, workspace_id, changes FROM audit_log WHERE resource_id = $1 ORDER BY created_at, id',
      [room.id],
    );
    expect(rows.map(({ action }) => action.split('.')[1])).toEqual(['created', 'updated', 'deleted', 'restored']);
    expect(rows.map(({ workspace_id }) => workspace_id)).toEqual(rows.map(() => room.id));
    expect(rows[1]?.changes).toEqual({ name: ['Audited', 'Audited more'], allowed_schemes: [[], ['spotify']] });
  });

  test('deleted, restored and changed by many at once ends in one of the two states, and with no 5xx', async () => {
    const room = await make();
    const calls = [1, 2, 3].flatMap(() => [
      remove(owner, room),
      restore(owner, room.id),
      change(owner, room.id, { description: randomUUID() }),
    ]);
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    expect(statuses.filter((status) => ![200, 204, 404].includes(status))).toEqual([]);
    expect(await createWorkspace(owner, `After ${room.name}`.slice(0, 100))).toBeDefined();
  });
});
