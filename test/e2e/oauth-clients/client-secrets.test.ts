import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import {
  addMember,
  generateToken,
  PASSWORD,
  Person,
  registerOwner,
  signIn,
  startApp,
  TestApp,
  upgrade,
} from '../../support/app.js';
import { Application, registerApplication, tokensOf } from '../../support/oauth.js';

const CLIENTS = '/api/1.0/oauth-clients';
const UNKNOWN = '01900000-0000-7000-8000-000000000000';
const HOUR = 3600;

interface Secret {
  id: string;
  created_at: string;
  expires_at: string | null;
}

describe('the secrets of an application', () => {
  let test_: TestApp;
  let owner: Person;

  beforeAll(async () => {
    test_ = await startApp();
    owner = await registerOwner(test_.server);
    await upgrade(test_, owner);
  });

  afterAll(() => test_.close());

  const ask = ({ id }: Application, order: object = {}, person = owner) =>
    person.agent.post(`${CLIENTS}/${id}/secrets`).send({ password: PASSWORD, ...order });

  const issue = async (application: Application, order: object = {}, person = owner) => {
    const { body } = await ask(application, order, person).expect(201);
    return body.data as Secret & { client_secret: string };
  };

  const secretsOf = async ({ id }: Application): Promise<Secret[]> =>
    (await owner.agent.get(`${CLIENTS}/${id}`).expect(200)).body.data.secrets;

  const remove = ({ id }: Application, secretId: string, person = owner) =>
    person.agent.delete(`${CLIENTS}/${id}/secrets/${secretId}`);

  /** A wrong code tells a secret that is accepted from one that is not, and uses up nothing. */
  const works = async ({ clientId, redirectUri }: Application, secret: string): Promise<boolean> => {
    const { body } = await request(test_.server).post('/api/oauth/token').send({
      grant_type: 'authorization_code',
      client_id: clientId,
      client_secret: secret,
      redirect_uri: redirectUri,
      code: 'none',
    });
    expect(['invalid_grant', 'invalid_client']).toContain(body.error);
    return body.error === 'invalid_grant';
  };

  const refresh = ({ clientId }: Application, secret: string, token: string) =>
    request(test_.server)
      .post('/api/oauth/token')
      .send({ grant_type: 'refresh_token', client_id: clientId, client_secret: secret, refresh_token: token });

  const auditOf = (resourceId: string) =>
    test_.database.query('SELECT * FROM audit_log WHERE resource_id = $1 ORDER BY id', [resourceId]);

  describe('a new one', () => {
    test('is shown once, and stored as a hash', async () => {
      const application = await registerApplication(owner);
      const [first] = await secretsOf(application);
      test_.clock.advance(60);
      const { body, headers } = await ask(application).expect(201);
      const { client_secret: secret, ...item } = body.data;
      expect(secret).toMatch(/^tls_[A-Za-z0-9]{40}$/);
      expect(item).toEqual({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        created_at: test_.clock.now().toISOString(),
        expires_at: null,
      });
      expect(headers['location']).toBe(`${CLIENTS}/${application.id}/secrets/${item.id}`);
      expect(headers['cache-control']).toBe('no-store');
      const tomorrow = new Date(test_.clock.now().getTime() + 24 * HOUR * 1000).toISOString();
      const listed = [item, { ...first, expires_at: tomorrow }];
      expect(await secretsOf(application)).toEqual(listed);
      const { body: all } = await owner.agent.get(CLIENTS).expect(200);
      expect(all.data.find(({ id }: Application) => id === application.id).secrets).toEqual(listed);
      const { body: changed } = await owner.agent.patch(`${CLIENTS}/${application.id}`).send({ name: 'x' }).expect(200);
      expect(changed.data.secrets).toEqual(listed);
      for (const table of ['oauth_clients', 'oauth_client_secrets', 'audit_log']) {
        const rows = await test_.database.query(`SELECT ${table}::text AS row FROM ${table}`);
        expect(JSON.stringify(rows)).not.toContain(secret);
      }
    });

    test('OA-11 works beside the earlier one until that one’s time, then alone', async () => {
      const application = await registerApplication(owner);
      const tokens = await tokensOf(test_.server, owner, application);
      const { client_secret: secret } = await issue(application, { expire_previous_in_hours: 2 });
      test_.clock.advance(2 * HOUR - 1);
      const { body } = await refresh(application, application.clientSecret, tokens.refresh_token).expect(200);
      const { body: next } = await refresh(application, secret, body.refresh_token).expect(200);
      test_.clock.advance(1);
      const refused = await refresh(application, application.clientSecret, next.refresh_token).expect(401);
      expect(refused.body.error).toBe('invalid_client');
      await refresh(application, secret, next.refresh_token).expect(200);
    });

    test('OA-11 at 0 hours the earlier ones stop at once, and are gone', async () => {
      const application = await registerApplication(owner);
      const second = await issue(application);
      const third = await issue(application, { expire_previous_in_hours: 0 });
      expect(await works(application, application.clientSecret)).toBe(false);
      expect(await works(application, second.client_secret)).toBe(false);
      expect(await works(application, third.client_secret)).toBe(true);
      expect((await secretsOf(application)).map(({ id }) => id)).toEqual([third.id]);
    });

    test('OA-11 parallel ones all hold', async () => {
      const application = await registerApplication(owner);
      const sessions = await Promise.all(Array.from({ length: 6 }, () => signIn(test_.server, owner.email)));
      const made = await Promise.all(sessions.map((session) => issue(application, {}, session)));
      for (const { client_secret: secret } of made) expect(await works(application, secret)).toBe(true);
      const listed = await secretsOf(application);
      expect(listed).toHaveLength(7);
      expect(listed.filter(({ expires_at: end }) => end === null)).toHaveLength(1);
    });

    test('OA-11 the secrets of a deleted application are dead at the next request, and so are its tokens', async () => {
      const application = await registerApplication(owner);
      const { access_token: token, refresh_token: refreshToken } = await tokensOf(test_.server, owner, application);
      const { client_secret: secret } = await issue(application);
      await owner.agent.delete(`${CLIENTS}/${application.id}`).expect(204);
      expect(await works(application, secret)).toBe(false);
      expect(await works(application, application.clientSecret)).toBe(false);
      await refresh(application, secret, refreshToken).expect(401);
      await request(test_.server).get('/api/1.0/workspaces').set('Authorization', `Bearer ${token}`).expect(401);
    });

    test.each([
      [{ password: undefined }, 'password'],
      [{ password: 7 }, 'password'],
      [{ password: 'not my password' }, 'password'],
      [{ expire_previous_in_hours: -1 }, 'expire_previous_in_hours'],
      [{ expire_previous_in_hours: 169 }, 'expire_previous_in_hours'],
      [{ expire_previous_in_hours: 1.5 }, 'expire_previous_in_hours'],
      [{ expire_previous_in_hours: '24' }, 'expire_previous_in_hours'],
      [{ expire_previous_in_hours: null }, 'expire_previous_in_hours'],
      [{ client_secret: 'mine' }, 'client_secret'],
    ])('%j is 422 on %s, and nothing has changed', async (order, field) => {
      const application = await registerApplication(owner);
      const before = await secretsOf(application);
      const { body } = await ask(application, order).expect(422);
      expect(Object.keys(body.errors)).toEqual([field]);
      expect(await secretsOf(application)).toEqual(before);
    });

    test('AC-04 gives the session a new id, and the old one is dead', async () => {
      const application = await registerApplication(owner);
      const agent = request.agent(test_.server);
      const cookieOf = ({ headers }: { headers: Record<string, string> }): string =>
        /trimlink_session=[^;]+/.exec(String(headers['set-cookie']))?.[0] ?? '';
      const signedIn = await agent.post('/api/1.0/auth/login').send({ email: owner.email, password: PASSWORD });
      const answer = await agent.post(`${CLIENTS}/${application.id}/secrets`).send({ password: PASSWORD }).expect(201);
      const session = (cookie: string) => request(test_.server).get('/api/1.0/auth/session').set('Cookie', cookie);
      await session(cookieOf(signedIn)).expect(401);
      await session(cookieOf(answer)).expect(200);
    });

    test('is refused to a public application, before the password is looked at', async () => {
      const application = await registerApplication(owner, { confidential: false });
      const { body } = await ask(application, { password: 'not my password' }).expect(409);
      expect(body).toMatchObject({ code: 'public_client', message: expect.stringContaining('PKCE') });
    });
  });

  describe('deleting one', () => {
    test('OA-11 ends it at once', async () => {
      const application = await registerApplication(owner);
      const [first] = await secretsOf(application);
      const { client_secret: secret, ...item } = await issue(application);
      await remove(application, first!.id).expect(204);
      expect(await works(application, application.clientSecret)).toBe(false);
      expect(await works(application, secret)).toBe(true);
      expect(await secretsOf(application)).toEqual([item]);
      await remove(application, first!.id).expect(404);
    });

    test('the last one that works stays', async () => {
      const application = await registerApplication(owner);
      const { id } = await issue(application, { expire_previous_in_hours: 1 });
      test_.clock.advance(HOUR);
      const { body } = await remove(application, id).expect(409);
      expect(body.code).toBe('last_secret');
      const [, expired] = await secretsOf(application);
      await remove(application, expired!.id).expect(204);
      expect((await secretsOf(application)).map((it) => it.id)).toEqual([id]);
    });

    test('two parallel ones of the last two leave one', async () => {
      const application = await registerApplication(owner);
      await issue(application);
      const answers = await Promise.all((await secretsOf(application)).map(({ id }) => remove(application, id)));
      expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
      expect(await secretsOf(application)).toHaveLength(1);
    });

    test('an unknown one or another application’s is 404', async () => {
      const [application, other] = [await registerApplication(owner), await registerApplication(owner)];
      await issue(other);
      const [foreign] = await secretsOf(other);
      for (const id of [foreign!.id, UNKNOWN, 'nonsense']) await remove(application, id).expect(404);
      await owner.agent.delete(`${CLIENTS}/${UNKNOWN}/secrets/${foreign!.id}`).expect(404);
      expect(await secretsOf(other)).toHaveLength(2);
    });
  });

  describe('who may', () => {
    test('make and delete them: those who may change and delete the application', async () => {
      const workspace_ids = [owner.defaultWorkspaceId];
      const with_ = (...permissions: string[]) => addMember(test_.server, owner, { workspace_ids, permissions });
      const maker = await with_('credentials.create', 'credentials.view');
      const viewer = await with_('credentials.view');
      const ender = await with_('credentials.delete');
      const member = await with_();
      const stranger = await registerOwner(test_.server);
      const application = await registerApplication(owner);
      await ask(application, {}, viewer).expect(403);
      await ask(application, {}, ender).expect(403);
      await ask(application, {}, member).expect(403);
      await ask(application, {}, stranger).expect(404);
      const { id } = await issue(application, {}, maker);
      const { body } = await remove(application, id, maker).expect(403);
      expect(body.message).toContain('credentials.delete');
      await remove(application, id, viewer).expect(403);
      await remove(application, id, member).expect(404);
      await remove(application, id, stranger).expect(404);
      await remove(application, id, ender).expect(204);
      const own = await registerApplication(maker);
      const made = await issue(own, {}, maker);
      await remove(own, made.id, maker).expect(204);
    });

    test('BT-05 no bearer credential', async () => {
      const application = await registerApplication(owner);
      const bearer = { Authorization: `Bearer ${await generateToken(owner)}` };
      const path = `${CLIENTS}/${application.id}/secrets`;
      for (const call of [
        request(test_.server).post(path).send({}),
        request(test_.server).delete(`${path}/${UNKNOWN}`),
      ]) {
        const { body } = await call.set(bearer).expect(403);
        expect(body.code).toBe('session_required');
      }
      await request(test_.server).post(path).send({ password: PASSWORD }).expect(401);
    });
  });

  test('OA-11 an application that becomes public loses them, and gets a new one when it is confidential again', async () => {
    const application = await registerApplication(owner);
    const second = await issue(application);
    const become = async (confidential: boolean) => {
      const change = { confidential, password: PASSWORD };
      return (await owner.agent.patch(`${CLIENTS}/${application.id}`).send(change).expect(200)).body.data;
    };
    const open = await become(false);
    expect(open).toMatchObject({ confidential: false, secrets: [] });
    expect(open).not.toHaveProperty('client_secret');
    for (const each of [application.clientSecret, second.client_secret]) {
      expect(await works(application, each)).toBe(false);
    }
    await remove(application, second.id).expect(404);
    const closed = await become(true);
    expect(closed.secrets).toEqual([{ id: expect.any(String), created_at: expect.any(String), expires_at: null }]);
    const accepted = [application.clientSecret, second.client_secret, closed.client_secret];
    expect(await Promise.all(accepted.map((each) => works(application, each)))).toEqual([false, false, true]);
  });

  test('everything is in the audit log', async () => {
    const application = await registerApplication(owner);
    const { id } = await issue(application, { expire_previous_in_hours: 3 });
    await remove(application, id).expect(204);
    const about = {
      actor_id: owner.userId,
      organization_id: owner.organizationId,
      resource_type: 'oauth_client_secret',
    };
    const changes = { oauth_client_id: application.id, name: 'Acme Corp Integration' };
    expect(await auditOf(id)).toEqual([
      expect.objectContaining({
        ...about,
        action: 'oauth_client_secret.created',
        workspace_id: owner.defaultWorkspaceId,
        changes: { ...changes, expire_previous_in_hours: 3 },
      }),
      expect.objectContaining({ ...about, action: 'oauth_client_secret.deleted', changes }),
    ]);
  });
});
