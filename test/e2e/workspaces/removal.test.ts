import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
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
import { registerApplication, tokensOf } from '../../support/oauth.js';

const MEMBERS = '/api/1.0/members';

describe('removing a member', () => {
  let test_: TestApp;
  let owner: Person;
  let shop: string;

  beforeAll(async () => {
    test_ = await startApp({ extensions: withPasswordHasher() });
    owner = await registerOwner(test_.server);
    await upgrade(test_, owner);
    shop = await createWorkspace(owner, 'Shop');
  });

  afterAll(() => test_.close());

  const remove = (by: Person, whom: Person) => by.agent.delete(`${MEMBERS}/${whom.userId}`);

  const ask = async (token: string): Promise<number> =>
    (await request(test_.server).get('/api/1.0/workspaces').set('Authorization', `Bearer ${token}`)).status;

  test('BT-03 ends sessions and credentials at once; links and applications stay', async () => {
    const person = await addMember(test_.server, owner, {
      workspace_ids: [shop],
      permissions: ['credentials.create', 'links.create'],
    });
    await activate(person, shop);
    const api = await generateToken(person);
    const application = await registerApplication(person);
    const { access_token: oauth, refresh_token: refresh } = await tokensOf(test_.server, person, application);
    const { body: link } = await request(test_.server)
      .post('/api/1.0/short-urls')
      .set('Authorization', `Bearer ${api}`)
      .send({ destination_url: 'https://a.example/', slug: 'stays' })
      .expect(201);
    expect([await ask(api), await ask(oauth)]).toEqual([200, 200]);

    await remove(owner, person).expect(204);

    expect([await ask(api), await ask(oauth)]).toEqual([401, 401]);
    await person.agent.get('/api/1.0/auth/session').expect(401);
    await request(test_.server)
      .post('/api/1.0/auth/login')
      .send({ email: person.email, password: PASSWORD })
      .expect(422);
    const { clientId: client_id, clientSecret: client_secret } = application;
    await request(test_.server)
      .post('/api/oauth/token')
      .send({ grant_type: 'refresh_token', refresh_token: refresh, client_id, client_secret })
      .expect(400);
    await request(test_.server).get('/stays').expect(302);
    await activate(owner, shop);
    const { body } = await owner.agent.get(`/api/1.0/short-urls/${link.data.id}`).expect(200);
    expect(body.data.created_by).toBeNull();
    await owner.agent.get(`/api/1.0/oauth-clients/${application.id}`).expect(200);
    await owner.agent.get(`${MEMBERS}/${person.userId}`).expect(404);
    await remove(owner, person).expect(404);
  });

  test('frees the e-mail, and gives nothing back to who comes again', async () => {
    const person = await addMember(test_.server, owner, { workspace_ids: [shop], permissions: ['links.delete'] });
    const again = { name: 'M', email: person.email, password: PASSWORD, role: 'member' };
    await owner.agent.post(MEMBERS).send(again).expect(422);
    await remove(owner, person).expect(204);
    const { body } = await owner.agent.post(MEMBERS).send(again).expect(201);
    expect(body.data).toMatchObject({ workspace_ids: [], permissions: [], groups: [] });
    expect(body.data.id).not.toBe(person.userId);
  });

  test('AC-10 takes members.delete; owners are removed by owners, admins by owners and admins', async () => {
    const [admin, otherAdmin, second, plain, keeper] = [
      await addMember(test_.server, owner, { role: 'admin' }),
      await addMember(test_.server, owner, { role: 'admin' }),
      await addMember(test_.server, owner, { role: 'owner' }),
      await addMember(test_.server, owner),
      await addMember(test_.server, owner, { permissions: ['members.delete'] }),
    ];
    await remove(plain, keeper).expect(403);
    await remove(keeper, admin).expect(403);
    await remove(keeper, second).expect(403);
    await remove(admin, second).expect(403);
    await remove(keeper, plain).expect(204);
    await remove(admin, otherAdmin).expect(204);
    await remove(second, admin).expect(204);
    await remove(owner, second).expect(204);
  });

  test('AC-07 never removes the last owner, also when two remove each other at once', async () => {
    const lone = await registerOwner(test_.server, 'Lone');
    const { body } = await remove(lone, lone).expect(409);
    expect(body.code).toBe('last_owner');
    for (const _ of [1, 2, 3]) {
      const second = await addMember(test_.server, lone, { role: 'owner' });
      const third = await addMember(test_.server, lone, { role: 'owner' });
      const statuses = (await Promise.all([remove(second, third), remove(third, second)])).map(({ status }) => status);
      expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    }
    await lone.agent.get('/api/1.0/auth/session').expect(200);
    const owners = () =>
      test_.database.query("SELECT user_id FROM members WHERE organization_id = $1 AND role = 'owner'", [
        lone.organizationId,
      ]);
    const all = await owners();
    expect(all).toHaveLength(4);
    // Whatever they do to each other and themselves at once: demote, suspend, remove.
    const calls = all.flatMap(({ user_id: id }) => [
      lone.agent.patch(`${MEMBERS}/${id}`).send({ role: 'member' }),
      lone.agent.patch(`${MEMBERS}/${id}`).send({ status: 'suspended' }),
      lone.agent.delete(`${MEMBERS}/${id}`),
    ]);
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    const left = await test_.database.query(
      "SELECT FROM members WHERE organization_id = $1 AND role = 'owner' AND status = 'active'",
      [lone.organizationId],
    );
    expect(left.length).toBeGreaterThanOrEqual(1);
  });

  test('leaves an entry of who it was', async () => {
    const person = await addMember(test_.server, owner, { workspace_ids: [shop] });
    await remove(owner, person).expect(204);
    const [row] = await test_.database.query<{ actor_id: string; changes: object }>(
      "SELECT actor_id, changes FROM audit_log WHERE action = 'member.removed' AND resource_id = $1",
      [person.userId],
    );
    expect(row).toMatchObject({
      actor_id: owner.userId,
      changes: { name: 'Mia Member', email: person.email, role: 'member', workspace_ids: [shop] },
    });
  });

  test('takes an id of one’s own organization', async () => {
    const stranger = await registerOwner(test_.server, 'Stranger');
    await remove(stranger, owner).expect(404);
    await stranger.agent.delete(`${MEMBERS}/not-an-id`).expect(404);
    await owner.agent.get('/api/1.0/auth/session').expect(200);
  });
});

describe('the workspaces of a member', () => {
  let test_: TestApp;
  let owner: Person;

  beforeAll(async () => {
    test_ = await startApp({ extensions: withPasswordHasher() });
    owner = await registerOwner(test_.server);
  });

  afterAll(() => test_.close());

  test('that the onlooker does not reach are neither shown nor taken away', async () => {
    const [shop, lab] = [await createWorkspace(owner, 'Shop'), await createWorkspace(owner, 'Lab')];
    const person = await addMember(test_.server, owner, { workspace_ids: [shop, lab] });
    const keeper = await addMember(test_.server, owner, { workspace_ids: [shop], permissions: ['members.update'] });
    const seenBy = async (by: Person): Promise<string[]> =>
      ((await by.agent.get(`${MEMBERS}/${person.userId}`).expect(200)).body.data.workspace_ids as string[]).sort();
    expect(await seenBy(keeper)).toEqual([shop]);
    const { body } = await keeper.agent.get(`${MEMBERS}?per_page=100`).expect(200);
    expect(JSON.stringify(body)).not.toContain(lab);
    const assign = (workspace_ids: string[]) =>
      keeper.agent.patch(`${MEMBERS}/${person.userId}`).send({ workspace_ids });
    await assign([]).expect(200);
    expect(await seenBy(owner)).toEqual([lab]);
    await assign([shop]).expect(200);
    expect(await seenBy(owner)).toEqual([shop, lab].sort());
    // A grant would hold there too.
    await keeper.agent
      .patch(`${MEMBERS}/${person.userId}`)
      .send({ workspace_ids: [shop], permissions: ['links.view'] })
      .expect(403);
  });
});
