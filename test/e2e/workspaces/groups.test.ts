import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { PERMISSIONS } from '../../../src/common/domain/access/permission.js';
import { withPasswordHasher } from '../../fakes/fake-password-hasher.js';
import {
  activate,
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

const GROUPS = '/api/1.0/groups';
const MEMBERS = '/api/1.0/members';
const NOWHERE = '01900000-0000-7000-8000-000000000000';

describe('groups', () => {
  let test_: TestApp;
  let owner: Person;
  let stranger: Person;
  let main: string;
  let shop: string;

  beforeAll(async () => {
    test_ = await startApp({ extensions: withPasswordHasher() });
    owner = await registerOwner(test_.server);
    stranger = await registerOwner(test_.server, 'Elsewhere');
    await upgrade(test_, owner);
    main = owner.defaultWorkspaceId;
    shop = await createWorkspace(owner, 'Shop');
  });

  afterAll(() => test_.close());

  const make = async (group: object = {}, by = owner): Promise<string> => {
    const { body } = await by.agent
      .post(GROUPS)
      .send({ name: `Group ${randomUUID()}`, ...group })
      .expect(201);
    return body.data.id as string;
  };

  const change = (by: Person, id: string, body: object) => by.agent.patch(`${GROUPS}/${id}`).send(body);

  const read = async (id: string, by = owner) => (await by.agent.get(`${GROUPS}/${id}`).expect(200)).body.data;

  test('are made, read, listed by name, changed and deleted', async () => {
    const person = await addMember(test_.server, owner);
    const group = {
      name: 'Editors',
      description: 'They write',
      permissions: ['links.create', 'links.update'],
      member_ids: [person.userId],
      workspace_ids: [shop],
    };
    const { body, headers } = await owner.agent.post(GROUPS).send(group).expect(201);
    const { id } = body.data;
    expect(headers['location']).toBe(`${GROUPS}/${id}`);
    expect(body.data).toEqual({ ...group, id, created_at: expect.stringMatching(/Z$/) });
    expect(await read(id)).toEqual(body.data);
    await make({ name: 'Accountants' });
    const { body: list } = await owner.agent.get(`${GROUPS}?per_page=1`).expect(200);
    expect(list.data.map(({ name }: { name: string }) => name)).toEqual(['Accountants']);
    expect(list.meta).toMatchObject({ total: 2, last_page: 2 });
    const { body: changed } = await change(owner, id, { name: 'Writers', description: null }).expect(200);
    expect(changed.data).toEqual({ ...body.data, name: 'Writers', description: '' });
    await owner.agent.put(`${GROUPS}/${id}`).send({ member_ids: [], permissions: [] }).expect(200);
    expect(await read(id)).toMatchObject({ name: 'Writers', member_ids: [], permissions: [], workspace_ids: [shop] });
    await owner.agent.delete(`${GROUPS}/${id}`).expect(204);
    await owner.agent.get(`${GROUPS}/${id}`).expect(404);
    await owner.agent.delete(`${GROUPS}/${id}`).expect(404);
  });

  test('BT-03 give and take at the next request, also of a credential', async () => {
    const person = await addMember(test_.server, owner, {
      workspace_ids: [shop],
      permissions: ['credentials.create'],
    });
    await activate(person, shop);
    const token = await generateToken(person);
    const write = async (): Promise<number> =>
      (
        await request(test_.server)
          .post('/api/1.0/short-urls')
          .set('Authorization', `Bearer ${token}`)
          .send({ destination_url: 'https://a.example/' })
      ).status;
    expect(await write()).toBe(403);
    const id = await make({ permissions: ['links.create'], workspace_ids: [shop], member_ids: [person.userId] });
    const steps: [object, number][] = [
      [{}, 201],
      [{ permissions: ['links.view'] }, 403],
      [{ permissions: ['links.create'] }, 201],
      [{ workspace_ids: [main] }, 403],
      [{ workspace_ids: [main, shop] }, 201],
      [{ member_ids: [] }, 403],
      [{ member_ids: [person.userId] }, 201],
    ];
    for (const [body, status] of steps) {
      await change(owner, id, body).expect(200);
      expect([body, await write()]).toEqual([body, status]);
    }
    await owner.agent.delete(`${GROUPS}/${id}`).expect(204);
    expect(await write()).toBe(403);
  });

  test('open their workspaces to their members', async () => {
    const person = await addMember(test_.server, owner);
    const reached = async (): Promise<string[]> =>
      ((await person.agent.get('/api/1.0/workspaces').expect(200)).body.data as { id: string }[]).map(({ id }) => id);
    await person.agent.get('/api/1.0/workspaces').expect(403);
    await make({ workspace_ids: [shop], member_ids: [person.userId] });
    expect(await reached()).toEqual([shop]);
  });

  test('are named in a member, at creation and later', async () => {
    const [one, two] = [await make(), await make({ name: 'Two' })];
    const create = (group_ids: unknown) =>
      owner.agent
        .post(MEMBERS)
        .send({ name: 'N', email: `${randomUUID()}@example.com`, password: PASSWORD, role: 'member', group_ids });
    const { body } = await create([one.toUpperCase(), one]).expect(201);
    expect(body.data).toMatchObject({ group_ids: [one], groups: [{ id: one }] });
    const path = `${MEMBERS}/${body.data.id}`;
    const { body: changed } = await owner.agent
      .patch(path)
      .send({ group_ids: [two] })
      .expect(200);
    expect(changed.data).toMatchObject({ group_ids: [two], groups: [{ id: two, name: 'Two' }] });
    expect((await read(one)).member_ids).toEqual([]);
    expect((await read(two)).member_ids).toEqual([body.data.id]);
    const theirs = await make({}, stranger);
    for (const ids of [[NOWHERE], [two, theirs]]) {
      await create(ids).expect(404);
      await owner.agent.patch(path).send({ group_ids: ids }).expect(404);
    }
    for (const ids of [null, 'x', ['x'], [1]])
      expect((await create(ids).expect(422)).body.errors).toHaveProperty('group_ids');
  });

  test('AC-10 nothing is granted by way of a deleted workspace, which may be restored', async () => {
    const room = await createWorkspace(owner, 'Room');
    const permissions = ['groups.update', 'members.update', 'links.create'];
    const keeper = await addMember(test_.server, owner, { workspace_ids: [shop], permissions });
    const plain = await addMember(test_.server, owner, { workspace_ids: [shop, room] });
    const group = await make({ permissions: ['links.view'], workspace_ids: [shop, room], member_ids: [keeper.userId] });
    const attempts = () => [
      change(keeper, group, { permissions: ['links.view', 'links.create'] }),
      change(keeper, group, { member_ids: [keeper.userId, plain.userId] }),
      keeper.agent.patch(`${MEMBERS}/${plain.userId}`).send({ group_ids: [group] }),
      keeper.agent.patch(`${MEMBERS}/${plain.userId}`).send({ permissions: ['links.create'] }),
    ];
    await owner.agent.delete(`/api/1.0/workspaces/${room}`).send({ name: 'Room' }).expect(204);
    for (const attempt of attempts()) expect((await attempt.expect(403)).body.code).toBe('grant_exceeds_own');
    await change(owner, group, { permissions: ['links.view', 'links.create'] }).expect(200);
  });

  test('AC-10 give nobody more than the one who changes them holds', async () => {
    const keeper = await addMember(test_.server, owner, {
      workspace_ids: [shop],
      permissions: [
        'groups.create',
        'groups.update',
        'groups.view',
        'members.create',
        'members.update',
        'links.create',
      ],
    });
    const plain = await addMember(test_.server, owner, { workspace_ids: [shop] });
    const create = (group: object) => keeper.agent.post(GROUPS).send({ name: randomUUID(), ...group });
    const mighty = await make({ permissions: ['links.delete'], workspace_ids: [shop] });
    const wide = await make({ permissions: ['audit.view'] });
    const abroad = await make({ workspace_ids: [main] });
    const own = await make({ permissions: ['links.create'], workspace_ids: [shop] });

    for (const permission of PERMISSIONS.filter((it) => /^(links\.delete|audit|billing|workspaces\.create)/.test(it))) {
      const { body } = await create({ permissions: [permission], workspace_ids: [shop] }).expect(403);
      expect([body.code, body.message]).toEqual(['grant_exceeds_own', expect.stringContaining(permission)]);
      await create({ permissions: [permission] }).expect(403);
      await change(keeper, own, { permissions: ['links.create', permission] }).expect(403);
    }
    for (const whom of [keeper, plain]) {
      for (const id of [mighty, wide, abroad]) {
        await change(keeper, id, { member_ids: [whom.userId] }).expect(403);
        await keeper.agent
          .patch(`${MEMBERS}/${whom.userId}`)
          .send({ group_ids: [id] })
          .expect(403);
      }
      await change(keeper, own, { member_ids: [whom.userId] }).expect(200);
      await keeper.agent
        .patch(`${MEMBERS}/${whom.userId}`)
        .send({ group_ids: [own] })
        .expect(200);
    }
    await change(keeper, own, { workspace_ids: [main] }).expect(404);
    await create({ workspace_ids: [main] }).expect(404);
    await change(keeper, mighty, { workspace_ids: [] }).expect(200);
    await change(keeper, mighty, { workspace_ids: [shop] }).expect(403);
    for (const group_ids of [[mighty], [wide], [abroad]]) {
      await keeper.agent
        .post(MEMBERS)
        .send({ name: 'N', email: 'n@example.com', password: PASSWORD, role: 'member', group_ids })
        .expect(403);
    }
    // What is not added is not granted: names and what is taken away need the right to change groups alone.
    await change(keeper, wide, { name: 'Renamed', permissions: [] }).expect(200);
  });

  test('AC-10 of two workspaces take the permission in both', async () => {
    const keeper = await addMember(test_.server, owner, {
      workspace_ids: [shop],
      permissions: ['groups.update', 'links.export'],
    });
    await make({ workspace_ids: [main], member_ids: [keeper.userId] });
    const id = await make({ workspace_ids: [main, shop] });
    await change(keeper, id, { permissions: ['links.export'] }).expect(403);
    await change(owner, id, { workspace_ids: [shop] }).expect(200);
    await change(keeper, id, { permissions: ['links.export'] }).expect(200);
    await change(keeper, id, { workspace_ids: [main, shop] }).expect(403);
  });

  test('show, and lose, only those workspaces that the onlooker reaches', async () => {
    const keeper = await addMember(test_.server, owner, {
      workspace_ids: [shop],
      permissions: ['groups.view', 'groups.update'],
    });
    const id = await make({ workspace_ids: [main, shop] });
    expect((await read(id, keeper)).workspace_ids).toEqual([shop]);
    await change(keeper, id, { workspace_ids: [] }).expect(200);
    expect((await read(id)).workspace_ids).toEqual([main]);
  });

  test.each([
    ['view', 'get', ''],
    ['create', 'post', ''],
    ['view', 'get', '/:id'],
    ['update', 'patch', '/:id'],
    ['update', 'put', '/:id'],
    ['delete', 'delete', '/:id'],
  ] as const)('take groups.%s to %s %s', async (action, method, path) => {
    const id = await make();
    const others = PERMISSIONS.filter((it) => it !== `groups.${action}`);
    const without = await addMember(test_.server, owner, { permissions: others });
    const sent = method === 'get' || method === 'delete' ? undefined : { name: randomUUID() };
    const { body } = await without.agent[method](GROUPS + path.replace(':id', id))
      .send(sent)
      .expect(403);
    expect(body.message).toContain(`groups.${action}`);
    const holder = await addMember(test_.server, owner, { permissions: [`groups.${action}`] });
    const { status } = await holder.agent[method](GROUPS + path.replace(':id', id)).send(sent);
    expect(status).toBeLessThan(300);
  });

  test.each([
    ['name', undefined],
    ['name', ''],
    ['name', null],
    ['name', 1],
    ['name', 'x'.repeat(121)],
    ['description', 1],
    ['description', 'x'.repeat(1001)],
    ['permissions', ['links.fly']],
    ['permissions', 'links.create'],
    ['permissions', null],
    ['member_ids', ['x']],
    ['member_ids', null],
    ['workspace_ids', ['x']],
    ['workspace_ids', null],
    ['colour', 'red'],
  ])('%s: %j is 422', async (field, value) => {
    const { body } = await owner.agent
      .post(GROUPS)
      .send({ name: 'Fine', [field]: value })
      .expect(422);
    expect(Object.keys(body.errors)).toEqual([field]);
    if (value === undefined) return;
    const { body: again } = await change(owner, await make(), { [field]: value }).expect(422);
    expect(Object.keys(again.errors)).toEqual([field]);
  });

  test('have a name of their own in the organization, in whatever case, also made at once', async () => {
    const answers = await Promise.all(['Twin', 'twin', 'TWIN'].map((name) => owner.agent.post(GROUPS).send({ name })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
    await make({ name: 'Twin' }, stranger);
    const id = await make();
    expect(Object.keys((await change(owner, id, { name: 'tWin' }).expect(422)).body.errors)).toEqual(['name']);
  });

  test('BT-04 of another organization are not there, and neither are its members and workspaces', async () => {
    const theirs = await make({}, stranger);
    for (const id of [theirs, NOWHERE, 'not-an-id']) {
      await owner.agent.get(`${GROUPS}/${id}`).expect(404);
      await change(owner, id, { name: 'x' }).expect(404);
      await owner.agent.delete(`${GROUPS}/${id}`).expect(404);
    }
    for (const body of [{ member_ids: [stranger.userId] }, { workspace_ids: [stranger.defaultWorkspaceId] }]) {
      await owner.agent
        .post(GROUPS)
        .send({ name: randomUUID(), ...body })
        .expect(404);
      await change(owner, await make(), body).expect(404);
    }
    const { body } = await owner.agent.get(`${GROUPS}?per_page=100`).expect(200);
    expect(JSON.stringify(body)).not.toContain(theirs);
  });

  test('leave entries with what was and what is', async () => {
    const id = await make({ name: 'Before', permissions: ['links.view'] });
    await change(owner, id, { name: 'After', permissions: [] }).expect(200);
    await owner.agent.delete(`${GROUPS}/${id}`).expect(204);
    const rows = await test_.database.query<{ action: string; changes: object }>(
      'SELECT action, changes FROM audit_log WHERE resource_id = $1 ORDER BY created_at, id',
      [id],
    );
    expect(rows.map(({ action }) => action)).toEqual(['group.created', 'group.updated', 'group.deleted']);
    expect(rows[0]?.changes).toMatchObject({ name: 'Before', permissions: ['links.view'], member_ids: [] });
    expect(rows[1]?.changes).toEqual({ name: ['Before', 'After'], permissions: [['links.view'], []] });
    expect(rows[2]?.changes).toMatchObject({ name: 'After' });
  });
});
