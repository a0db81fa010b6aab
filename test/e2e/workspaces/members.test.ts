import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import request from 'supertest';
import { waitUntil } from '../../../src/database/embedded/wait-until.js';
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

describe('workspaces and members', () => {
  let test_: TestApp;
  let owner: Person;
  let shop: string;

  beforeAll(async () => {
    test_ = await startApp();
    owner = await registerOwner(test_.server);
    await upgrade(test_, owner);
    shop = await createWorkspace(owner, 'Shop');
  });

  afterAll(() => test_.close());

  test('workspaces are made and listed; a name is taken once', async () => {
    const { body, headers } = await owner.agent
      .post('/api/1.0/workspaces')
      .send({ name: 'Lab', description: 'Tries' })
      .expect(201);
    expect(headers['location']).toBe(`/api/1.0/workspaces/${body.data.id}`);
    expect(body.data).toMatchObject({ name: 'Lab', description: 'Tries', is_default: false });
    await owner.agent.post('/api/1.0/workspaces').send({ name: 'lab' }).expect(422);
    const { body: list } = await owner.agent.get('/api/1.0/workspaces?per_page=2').expect(200);
    expect(list.data.map((it: { name: string }) => it.name)).toEqual(['Main', 'Lab']);
    expect(list.meta).toMatchObject({ current_page: 1, from: 1, to: 2, last_page: 2, total: 3, per_page: 2 });
    expect(list.links).toMatchObject({ prev: null, next: expect.stringContaining('page=2') });
  });

  test('a member reaches what is assigned and nothing else', async () => {
    const member = await addMember(test_.server, owner, { workspace_ids: [shop] });
    const { body } = await member.agent.get('/api/1.0/workspaces').expect(200);
    expect(body.data.map((it: { id: string }) => it.id)).toEqual([shop]);
    await member.agent.post('/api/1.0/workspaces').send({ name: 'Mine' }).expect(403);
    await member.agent
      .put('/api/1.0/auth/session/active-workspace')
      .send({ workspace_id: owner.defaultWorkspaceId })
      .expect(404);
  });

  test('AC-10 nobody grants more than they hold', async () => {
    const keeper = await addMember(test_.server, owner, {
      workspace_ids: [shop],
      permissions: ['members.create', 'members.update', 'links.create'],
    });
    const create = (member: Record<string, unknown>) =>
      keeper.agent
        .post('/api/1.0/members')
        .send({ name: 'N', email: `n${Math.random()}@example.com`, password: PASSWORD, role: 'member', ...member });
    await create({ workspace_ids: [shop], permissions: ['links.create'] }).expect(201);
    await create({ workspace_ids: [shop], permissions: ['links.delete'] }).expect(403);
    await create({ workspace_ids: [owner.defaultWorkspaceId] }).expect(404);
    await create({ role: 'admin' }).expect(403);
    await create({ role: 'owner' }).expect(403);
    await keeper.agent
      .patch(`/api/1.0/members/${keeper.userId}`)
      .send({ permissions: ['credentials.create'] })
      .expect(403);
    await keeper.agent.patch(`/api/1.0/members/${keeper.userId}`).send({ role: 'admin' }).expect(403);
    await keeper.agent.patch(`/api/1.0/members/${owner.userId}`).send({ role: 'member' }).expect(403);
  });

  test('AC-10 an admin neither makes nor changes an owner', async () => {
    const admin = await addMember(test_.server, owner, { role: 'admin' });
    await admin.agent.patch(`/api/1.0/members/${owner.userId}`).send({ status: 'suspended' }).expect(403);
    await admin.agent.patch(`/api/1.0/members/${admin.userId}`).send({ role: 'owner' }).expect(403);
    const member = await addMember(test_.server, owner);
    await admin.agent
      .patch(`/api/1.0/members/${member.userId}`)
      .send({ permissions: ['billing.update'] })
      .expect(403);
    await admin.agent.patch(`/api/1.0/members/${member.userId}`).send({ role: 'admin' }).expect(200);
  });

  test('AC-10 who has lost a right grants nothing more, not even in a request that was waiting', async () => {
    const founder = await registerOwner(test_.server, 'Waiting');
    const second = await addMember(test_.server, founder, { role: 'owner' });
    const puppet = await addMember(test_.server, founder);
    const blocker = new pg.Client(test_.database.url);
    await blocker.connect();
    await blocker.query('BEGIN');
    await blocker.query("SELECT FROM members WHERE organization_id = $1 AND role = 'owner' FOR UPDATE", [
      founder.organizationId,
    ]);
    const areWaiting = (count: number) =>
      waitUntil(async () => {
        const waiting = await test_.database.query(
          "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        );
        return waiting.length === count;
      });
    const change = (by: Person, whom: Person, role: string): Promise<number> =>
      by.agent
        .patch(`/api/1.0/members/${whom.userId}`)
        .send({ role })
        .then(({ status }) => status);
    const demotion = change(founder, second, 'member');
    await areWaiting(1);
    const promotion = change(second, puppet, 'owner');
    await areWaiting(2);
    await blocker.query('COMMIT');
    await blocker.end();
    expect([await demotion, await promotion]).toEqual([200, 403]);
  });

  test.each(['name', 'role', 'status', 'workspace_ids', 'permissions'])('%s: null is 422', async (field) => {
    const member = await addMember(test_.server, owner);
    const { body } = await owner.agent
      .patch(`/api/1.0/members/${member.userId}`)
      .send({ [field]: null })
      .expect(422);
    expect(Object.keys(body.errors)).toEqual([field]);
  });

  test('workspaces are named in either case; those of others are not there', async () => {
    const member = await addMember(test_.server, owner);
    const assign = (id: string) => owner.agent.patch(`/api/1.0/members/${member.userId}`).send({ workspace_ids: [id] });
    const { body } = await assign(shop.toUpperCase()).expect(200);
    expect(body.data.workspace_ids).toEqual([shop]);
    const other = await registerOwner(test_.server, 'Elsewhere');
    await assign(other.defaultWorkspaceId).expect(404);
    await assign('01900000-0000-7000-8000-000000000000').expect(404);
  });

  test('AC-07 the last owner stays, also when two demote each other at once', async () => {
    const lone = await registerOwner(test_.server, 'Lone');
    const { body } = await lone.agent.patch(`/api/1.0/members/${lone.userId}`).send({ role: 'member' }).expect(409);
    expect(body.code).toBe('last_owner');
    await lone.agent.patch(`/api/1.0/members/${lone.userId}`).send({ status: 'suspended' }).expect(409);
    const second = await addMember(test_.server, lone, { role: 'owner' });
    const answers = await Promise.all([
      lone.agent.patch(`/api/1.0/members/${second.userId}`).send({ role: 'member' }),
      second.agent.patch(`/api/1.0/members/${lone.userId}`).send({ role: 'member' }),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const owners = await test_.database.query(
      "SELECT FROM members WHERE organization_id = $1 AND role = 'owner' AND status = 'active'",
      [lone.organizationId],
    );
    expect(owners).toHaveLength(1);
  });

  test('another organization’s member does not exist', async () => {
    const stranger = await registerOwner(test_.server, 'Stranger');
    await stranger.agent.patch(`/api/1.0/members/${owner.userId}`).send({ name: 'Hacked' }).expect(404);
    const { body } = await stranger.agent.get('/api/1.0/members').expect(200);
    expect(body.data).toHaveLength(1);
    await owner.agent.patch('/api/1.0/members/not-an-id').send({ name: 'x' }).expect(404);
    await stranger.agent
      .post('/api/1.0/members')
      .send({ name: 'x', email: 'x@example.com', password: PASSWORD, role: 'member', workspace_ids: [shop] })
      .expect(404);
  });

  test('list-all-users shows who can see the workspaces in reach', async () => {
    const shopOnly = await addMember(test_.server, owner, { workspace_ids: [shop] });
    const listed = async (choice: string) => {
      await activate(owner, choice);
      const token = await generateToken(owner);
      const { body } = await request(test_.server)
        .get('/api/1.0/users/list-all-users?per_page=100')
        .set('Authorization', `Bearer ${token}`)
        .expect(200);
      return body.data as Record<string, unknown>[];
    };
    const inShop = await listed(shop);
    expect(inShop.find(({ id }) => id === shopOnly.userId)).toMatchObject({
      name: 'Mia Member',
      email: shopOnly.email,
      role: 'member',
      status: 'active',
      groups: [],
      created_at: expect.stringMatching(/Z$/),
    });
    expect((await listed(owner.defaultWorkspaceId)).map(({ id }) => id)).not.toContain(shopOnly.userId);
  });

  test('changes are in the audit log, which is append-only, and hold no password', async () => {
    const rows = await test_.database.query('SELECT action, changes::text FROM audit_log WHERE organization_id = $1', [
      owner.organizationId,
    ]);
    expect(rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['organization.registered', 'workspace.created', 'member.created', 'api_token.created']),
    );
    expect(JSON.stringify(rows)).not.toContain(PASSWORD);
    await expect(test_.database.query('DELETE FROM audit_log')).rejects.toThrow('append-only');
    await expect(test_.database.query("UPDATE audit_log SET action = 'x'")).rejects.toThrow('append-only');
  });
});
