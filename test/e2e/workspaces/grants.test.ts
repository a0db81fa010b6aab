import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { PERMISSIONS } from '../../../src/common/domain/access/permission.js';
import { withPasswordHasher } from '../../fakes/fake-password-hasher.js';
import {
  activate,
  addMember,
  createWorkspace,
  PASSWORD,
  Person,
  registerOwner,
  signIn,
  startApp,
  TestApp,
} from '../../support/app.js';

const MEMBERS = '/api/1.0/members';

describe('AC-10 granting', () => {
  let test_: TestApp;
  let owner: Person;
  let main: string;
  let shop: string;

  beforeAll(async () => {
    test_ = await startApp({ extensions: withPasswordHasher() });
    owner = await registerOwner(test_.server);
    main = owner.defaultWorkspaceId;
    shop = await createWorkspace(owner, 'Shop');
  });

  afterAll(() => test_.close());

  const change = (granter: Person, person: Person, body: object) =>
    granter.agent.patch(`${MEMBERS}/${person.userId}`).send(body);

  const create = (granter: Person, member: object) =>
    granter.agent
      .post(MEMBERS)
      .send({ name: 'N', email: `${randomUUID()}@example.com`, password: PASSWORD, role: 'member', ...member });

  const join = async (person: Person, permissions: string[], workspaceIds: string[]): Promise<void> => {
    const id = randomUUID();
    await test_.database.query(
      'INSERT INTO groups (id, organization_id, name, permissions, created_at) VALUES ($1, $2, gen_random_uuid(), $3, now())',
      [id, owner.organizationId, permissions],
    );
    await test_.database.query('INSERT INTO group_members VALUES ($1, $2)', [id, person.userId]);
    for (const it of workspaceIds) await test_.database.query('INSERT INTO group_workspaces VALUES ($1, $2)', [id, it]);
  };

  const permissionsOf = async ({ agent }: Person): Promise<string[]> =>
    (await agent.get('/api/1.0/auth/session').expect(200)).body.data.permissions as string[];

  test('an owner makes owners; an admin neither makes, demotes, suspends, renames nor moves one', async () => {
    const admin = await addMember(test_.server, owner, { role: 'admin' });
    const second = await addMember(test_.server, owner, { role: 'owner' });
    await create(admin, { role: 'owner' }).expect(403);
    for (const body of [
      { role: 'admin' },
      { role: 'member' },
      { status: 'suspended' },
      { status: 'active' },
      { name: 'Renamed' },
      { workspace_ids: [] },
      { permissions: [] },
    ]) {
      const { body: answer } = await change(admin, second, body).expect(403);
      expect(answer.code).toBe('owner_required');
      await admin.agent.put(`${MEMBERS}/${second.userId}`).send(body).expect(403);
    }
    const removal = await admin.agent.delete(`${MEMBERS}/${second.userId}`);
    expect([403, 405]).toContain(removal.status);
    await second.agent.get('/api/1.0/auth/session').expect(200);
    expect(await permissionsOf(second)).toContain('billing.update');
    await change(admin, admin, { role: 'owner' }).expect(403);
    await change(owner, second, { role: 'admin' }).expect(200);
  });

  test('an admin gives all that an admin holds, and nothing of billing', async () => {
    const admin = await addMember(test_.server, owner, { role: 'admin' });
    const person = await addMember(test_.server, owner, { workspace_ids: [shop] });
    const held = PERMISSIONS.filter((permission) => !permission.startsWith('billing.'));
    await change(admin, person, { permissions: held }).expect(200);
    for (const permission of ['billing.view', 'billing.update']) {
      const { body } = await change(admin, person, { permissions: [permission] }).expect(403);
      expect(body.message).toContain(permission);
      await create(admin, { workspace_ids: [shop], permissions: [permission] }).expect(403);
    }
  });

  test('a holder of members.update makes nobody more than themselves, and themselves no more', async () => {
    const keeper = await addMember(test_.server, owner, {
      workspace_ids: [shop],
      permissions: ['members.create', 'members.update', 'links.create'],
    });
    const before = await permissionsOf(keeper);
    const person = await addMember(test_.server, owner, { workspace_ids: [shop] });
    for (const whom of [keeper, person]) {
      for (const permission of PERMISSIONS.filter((it) => !before.includes(it))) {
        await change(keeper, whom, { permissions: ['links.create', permission] }).expect(403);
      }
      for (const role of ['admin', 'owner']) await change(keeper, whom, { role }).expect(403);
      await change(keeper, whom, { workspace_ids: [main, shop] }).expect(404);
      await change(keeper, whom, { workspace_ids: [main], permissions: ['links.create'] }).expect(404);
    }
    await change(keeper, person, { permissions: ['links.create'] }).expect(200);
    expect(await permissionsOf(keeper)).toEqual(before);
  });

  test('a holder of members.update touches no admin', async () => {
    const keeper = await addMember(test_.server, owner, { workspace_ids: [main, shop], permissions: [...PERMISSIONS] });
    const admin = await addMember(test_.server, owner, { role: 'admin' });
    for (const body of [{ role: 'member' }, { status: 'suspended' }, { permissions: [] }, { name: 'x' }]) {
      await change(keeper, admin, body).expect(403);
      await change(keeper, owner, body).expect(403);
    }
    for (const role of ['admin', 'owner']) await create(keeper, { role }).expect(403);
  });

  test('without members.create and members.update nothing is granted at all', async () => {
    const person = await addMember(test_.server, owner, {
      workspace_ids: [shop],
      permissions: ['links.create', 'groups.update'],
    });
    await create(person, { workspace_ids: [shop] }).expect(403);
    await change(person, person, { permissions: [] }).expect(403);
  });

  test('what is held in one workspace is granted in no other', async () => {
    const keeper = await addMember(test_.server, owner, {
      workspace_ids: [shop],
      permissions: ['members.create', 'members.update', 'links.delete'],
    });
    await join(keeper, [], [main]);
    expect((await signIn(test_.server, keeper.email)).userId).toBe(keeper.userId);
    await create(keeper, { workspace_ids: [main] }).expect(201);
    await create(keeper, { workspace_ids: [shop], permissions: ['links.delete'] }).expect(201);
    await create(keeper, { workspace_ids: [main], permissions: ['links.delete'] }).expect(403);
    await create(keeper, { workspace_ids: [main, shop], permissions: ['links.delete'] }).expect(403);
    // Reached by the group, so that assigning oneself would spread one's direct grants there.
    await change(keeper, keeper, { workspace_ids: [main, shop] }).expect(403);
    const person = await addMember(test_.server, owner, { permissions: ['links.delete'] });
    await change(keeper, person, { workspace_ids: [main] }).expect(403);
    await change(keeper, person, { workspace_ids: [shop] }).expect(200);
  });

  test('what a group gives may be granted where the group gives it, and nowhere else', async () => {
    const keeper = await addMember(test_.server, owner, { permissions: ['members.create'] });
    await create(keeper, { workspace_ids: [shop], permissions: ['links.export'] }).expect(403);
    await join(keeper, ['links.export', 'audit.view'], [shop]);
    await create(keeper, { workspace_ids: [shop], permissions: ['links.export'] }).expect(201);
    await create(keeper, { workspace_ids: [shop], permissions: ['audit.view'] }).expect(201);
    await create(keeper, { workspace_ids: [main], permissions: ['links.export'] }).expect(404);
    await create(keeper, { workspace_ids: [shop], permissions: ['audit.export'] }).expect(403);
  });

  test('a group’s permissions in no workspace are nothing to grant, but those over the organization', async () => {
    const keeper = await addMember(test_.server, owner, { workspace_ids: [shop], permissions: ['members.create'] });
    await join(keeper, ['links.import', 'groups.view'], []);
    await create(keeper, { workspace_ids: [shop], permissions: ['links.import'] }).expect(403);
    await create(keeper, { permissions: ['links.import'] }).expect(403);
    await create(keeper, { workspace_ids: [shop], permissions: ['groups.view'] }).expect(201);
  });

  test('a group makes nobody an admin', async () => {
    const keeper = await addMember(test_.server, owner);
    await join(keeper, [...PERMISSIONS], [main, shop]);
    const agent = await signIn(test_.server, keeper.email);
    await activate(agent, 'all');
    for (const role of ['admin', 'owner']) {
      await create(agent, { role }).expect(403);
      await change(agent, agent, { role }).expect(403);
    }
    await change(agent, owner, { role: 'member' }).expect(403);
  });
});
