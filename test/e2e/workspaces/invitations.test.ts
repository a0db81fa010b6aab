import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { withPasswordHasher } from '../../fakes/fake-password-hasher.js';
import {
  addMember,
  createWorkspace,
  PASSWORD,
  Person,
  PUBLIC_URL,
  registerOwner,
  signIn,
  startApp,
  TestApp,
} from '../../support/app.js';
import { formFields } from '../../support/oauth.js';

const MEMBERS = '/api/1.0/members';
const HOUR = 60 * 60;
const NEW_PASSWORD = 'a quite different one';

let test_: TestApp;
let owner: Person;
let shop: string;

beforeAll(async () => {
  test_ = await startApp({ extensions: withPasswordHasher() });
  owner = await registerOwner(test_.server);
  shop = await createWorkspace(owner, 'Shop');
});

afterAll(() => test_.close());

const invite = async (member: object = {}, by = owner) => {
  const email = `${randomUUID()}@example.com`;
  const { body } = await by.agent
    .post(MEMBERS)
    .send({ name: 'Ina Invited', email, role: 'member', workspace_ids: [shop], ...member })
    .expect(201);
  return { email, id: body.data.id as string, path: pathOf(body.data.invitation_url), body };
};

const reset = async (userId: string, by = owner): Promise<string> => {
  const { body } = await by.agent.post(`${MEMBERS}/${userId}/password-reset`).expect(200);
  return pathOf(body.data.reset_url);
};

const pathOf = (url: unknown): string => {
  expect(url).toEqual(expect.stringMatching(`^${PUBLIC_URL}/app/set-password\\?token=\\w{32}$`));
  return String(url).slice(PUBLIC_URL.length);
};

const open = (path: string, status: number, agent = request.agent(test_.server)) => agent.get(path).expect(status);

/** Opens the link as a browser does, and presses its button. */
const use = async (path: string, password = NEW_PASSWORD) => {
  const agent = request.agent(test_.server);
  const fields = formFields((await open(path, 200, agent)).text);
  return {
    agent,
    answer: await agent
      .post('/app/set-password')
      .type('form')
      .send({ ...fields, password }),
  };
};

const canSignIn = async (email: string, password: string): Promise<boolean> =>
  (await request(test_.server).post('/api/1.0/auth/login').send({ email, password })).status === 200;

const statusOf = async (id: string): Promise<unknown> =>
  (await owner.agent.get(`${MEMBERS}/${id}`).expect(200)).body.data.status;

describe('an invitation', () => {
  test('lets the person in who sets a password with it, signed in at once, and only once', async () => {
    const { email, id, path, body } = await invite();
    expect(body.data).toMatchObject({ email, status: 'invited', workspace_ids: [shop] });
    const { answer, agent } = await use(path);
    expect([answer.status, answer.headers['location']]).toEqual([303, '/app']);
    const { body: session } = await agent.get('/api/1.0/auth/session').expect(200);
    expect(session.data.user.email).toBe(email);
    expect(await statusOf(id)).toBe('active');
    await open(path, 410);
    expect(await canSignIn(email, NEW_PASSWORD)).toBe(true);
  });

  test('is shown once and stored as a hash', async () => {
    const { id, path } = await invite();
    const token = path.split('=')[1] ?? '';
    for (const answer of [
      await owner.agent.get(`${MEMBERS}/${id}`),
      await owner.agent.get(`${MEMBERS}?per_page=100`),
    ]) {
      expect(answer.text).not.toContain('invitation_url');
      expect(answer.text).not.toContain(token);
    }
    const rows = await test_.database.query<{ hash: string; token_hash: string }>(
      "SELECT encode(token_hash, 'hex') AS token_hash, encode(sha256($1), 'hex') AS hash FROM password_links WHERE user_id = $2",
      [Buffer.from(token), id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.token_hash).toBe(rows[0]?.hash);
  });

  test('changes nothing when it is looked at, however often', async () => {
    const { email, id, path } = await invite();
    const before = await test_.database.query('SELECT * FROM password_links WHERE user_id = $1', [id]);
    for (const method of ['get', 'head', 'get'] as const) await request(test_.server)[method](path).expect(200);
    expect(await test_.database.query('SELECT * FROM password_links WHERE user_id = $1', [id])).toEqual(before);
    expect(await statusOf(id)).toBe('invited');
    expect(await canSignIn(email, NEW_PASSWORD)).toBe(false);
  });

  test('says who invites, and to what account', async () => {
    const { email, path } = await invite();
    const { text } = await open(path, 200);
    expect(text).toContain('Join Harbour Bikes');
    expect(text).toContain(email);
  });

  test('takes seven days and no second more', async () => {
    const { path } = await invite();
    test_.clock.advance(7 * 24 * HOUR - 1);
    await open(path, 200);
    test_.clock.advance(1);
    await open(path, 410);
    test_.clock.advance(-7 * 24 * HOUR);
  });

  test('used by two at once lets one in', async () => {
    const { email, path } = await invite();
    const passwords = ['the password of one', 'the password of another'];
    const answers = await Promise.all(passwords.map((password) => use(path, password)));
    expect(answers.map(({ answer }) => answer.status).sort()).toEqual([303, 410]);
    const winner = answers.findIndex(({ answer }) => answer.status === 303);
    expect(await Promise.all(passwords.map((password) => canSignIn(email, password)))).toEqual(
      passwords.map((_, index) => index === winner),
    );
  });

  test('AC-03 takes no password that is none, and is not used up by one', async () => {
    const { path } = await invite();
    for (const password of ['short', 'x'.repeat(73), 'Football1', '']) {
      const { answer } = await use(path, password);
      expect([password, answer.status]).toEqual([password, 422]);
      expect(answer.text).toContain('aria-invalid');
      if (password) expect(answer.text).not.toContain(password);
    }
    expect((await use(path)).answer.status).toBe(303);
  });

  test.each(['', '?token=', '?token=nonsense', '?token[]=1', '?token=a&token=b'])('%s opens nothing', async (query) => {
    await open(`/app/set-password${query}`, 410);
  });

  test('of a suspended or removed person opens nothing', async () => {
    const { id, path } = await invite();
    await owner.agent.patch(`${MEMBERS}/${id}`).send({ status: 'suspended' }).expect(200);
    await open(path, 410);
    await owner.agent.patch(`${MEMBERS}/${id}`).send({ status: 'active' }).expect(200);
    await open(path, 200);
    await owner.agent.delete(`${MEMBERS}/${id}`).expect(204);
    await open(path, 410);
  });

  test('AC-10 gives nobody more than the one who invites holds', async () => {
    const keeper = await addMember(test_.server, owner, { workspace_ids: [shop], permissions: ['members.create'] });
    for (const member of [{ role: 'admin' }, { role: 'owner' }, { permissions: ['links.delete'] }]) {
      await keeper.agent
        .post(MEMBERS)
        .send({ name: 'N', email: 'n@example.com', role: 'member', workspace_ids: [shop], ...member })
        .expect(403);
    }
    await invite({}, keeper);
  });

  test('AC-02 signing in with an account that has no password yet is like with any wrong one', async () => {
    const { email } = await invite();
    const login = (sent: object) => request(test_.server).post('/api/1.0/auth/login').send(sent).expect(422);
    const { body: invited } = await login({ email, password: PASSWORD });
    const { body: unknown } = await login({ email: 'nobody@example.com', password: PASSWORD });
    expect({ ...invited, request_id: '' }).toEqual({ ...unknown, request_id: '' });
    await login({ email, password: '' });
    await login({ email, password: 'null' });
  });

  test('AC-07 an invited owner is none who could take the place of the last one', async () => {
    const lone = await registerOwner(test_.server, 'Lone');
    const { id, path } = await invite({ role: 'owner', workspace_ids: [] }, lone);
    await lone.agent.patch(`${MEMBERS}/${lone.userId}`).send({ role: 'member' }).expect(409);
    await lone.agent.delete(`${MEMBERS}/${lone.userId}`).expect(409);
    await lone.agent.get(`${MEMBERS}/${id}`).expect(200);
    await use(path);
    await lone.agent.patch(`${MEMBERS}/${lone.userId}`).send({ role: 'member' }).expect(200);
  });
});

describe('a password reset', () => {
  test('sets a new password and ends every session, and changes nothing before', async () => {
    const person = await addMember(test_.server, owner);
    const path = await reset(person.userId);
    await open(path, 200);
    await person.agent.get('/api/1.0/auth/session').expect(200);
    expect(await canSignIn(person.email, PASSWORD)).toBe(true);
    const { answer, agent } = await use(path);
    expect(answer.status).toBe(303);
    await agent.get('/api/1.0/auth/session').expect(200);
    await person.agent.get('/api/1.0/auth/session').expect(401);
    expect([await canSignIn(person.email, PASSWORD), await canSignIn(person.email, NEW_PASSWORD)]).toEqual([
      false,
      true,
    ]);
    await open(path, 410);
  });

  test('takes 24 hours; a newer one, or a new password, ends it', async () => {
    const person = await addMember(test_.server, owner);
    const first = await reset(person.userId);
    const second = await reset(person.userId);
    await open(first, 410);
    test_.clock.advance(24 * HOUR - 1);
    await open(second, 200);
    test_.clock.advance(1);
    await open(second, 410);
    test_.clock.advance(-24 * HOUR);
    const third = await reset(person.userId);
    await person.agent
      .put('/api/1.0/auth/password')
      .send({ current_password: PASSWORD, password: NEW_PASSWORD })
      .expect(204);
    await open(third, 410);
  });

  test('opens the door for whose invitation has run out', async () => {
    const { email, id, path } = await invite();
    const again = await reset(id);
    await open(path, 410);
    expect((await use(again)).answer.status).toBe(303);
    expect(await canSignIn(email, NEW_PASSWORD)).toBe(true);
  });

  test('AC-10 is for owners, and for admins where it is a member who holds no more', async () => {
    const admin = await addMember(test_.server, owner, { role: 'admin' });
    const second = await addMember(test_.server, owner, { role: 'owner' });
    const keeper = await addMember(test_.server, owner, { permissions: ['members.update'] });
    const payer = await addMember(test_.server, owner, { permissions: ['billing.update'] });
    const plain = await addMember(test_.server, owner);
    const outcome = async (by: Person, whom: Person) => {
      const { status, body } = await by.agent.post(`${MEMBERS}/${whom.userId}/password-reset`);
      return [status, body.code];
    };
    expect(await outcome(owner, second)).toEqual([200, undefined]);
    expect(await outcome(owner, admin)).toEqual([200, undefined]);
    expect(await outcome(admin, plain)).toEqual([200, undefined]);
    expect(await outcome(admin, owner)).toEqual([403, 'role_too_low']);
    expect(await outcome(admin, payer)).toEqual([403, 'grant_exceeds_own']);
    expect(await outcome(keeper, plain)).toEqual([403, 'role_too_low']);
    expect(await outcome(plain, keeper)).toEqual([403, 'permission_missing']);
    for (const self of [owner, admin]) expect(await outcome(self, self)).toEqual([403, 'own_password']);
    const other = await registerOwner(test_.server, 'Elsewhere');
    expect(await outcome(other, plain)).toEqual([404, 'not_found']);
    await owner.agent.post(`${MEMBERS}/${plain.userId}/password-reset`).send({ password: 'x' }).expect(422);
  });

  test('and an invitation leave entries that hold no secret', async () => {
    const { id, path } = await invite();
    const resetPath = await reset(id);
    await use(resetPath);
    const rows = await test_.database.query<{ action: string; actor_id: string; entry: string }>(
      'SELECT action, actor_id, row_to_json(audit_log)::text AS entry FROM audit_log WHERE resource_id = $1 ORDER BY id',
      [id],
    );
    expect(rows.map(({ action, actor_id }) => [action, actor_id])).toEqual([
      ['member.invited', owner.userId],
      ['member.password_reset_issued', owner.userId],
      ['user.password_reset', id],
    ]);
    for (const secret of [path, resetPath].map((it) => it.split('=')[1] ?? '')) {
      expect(rows.filter(({ entry }) => entry.includes(secret) || entry.includes('hash of'))).toEqual([]);
    }
    expect(
      (
        await signIn(
          test_.server,
          rows.length ? (await owner.agent.get(`${MEMBERS}/${id}`)).body.data.email : '',
          NEW_PASSWORD,
        )
      ).userId,
    ).toBe(id);
  });
});
