import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  activate,
  addMember,
  createWorkspace,
  PASSWORD,
  Person,
  PUBLIC_URL,
  registerOwner,
  startApp,
  TestApp,
} from '../../support/app.js';
import { Application, authorizePath, decide, exchange, formFields, registerApplication } from '../../support/oauth.js';

const CHALLENGE = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' };
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

describe('a remembered approval', () => {
  let test_: TestApp;
  let owner: Person;
  let application: Application;

  beforeAll(async () => {
    test_ = await startApp();
    owner = await registerOwner(test_.server);
    application = await registerApplication(owner);
    await decide(owner.agent, authorizePath(application), 'authorize');
  });

  afterAll(() => test_.close());

  /** Where the browser is sent without a page; undefined where the page shows. */
  const skip = async (person: Person, path: string): Promise<URL | undefined> => {
    const { status, headers } = await person.agent.get(path);
    expect([200, 303]).toContain(status);
    return status === 303 ? new URL(headers['location'] as string) : undefined;
  };

  const isSkipped = async (person: Person, path: string): Promise<boolean> => {
    const back = await skip(person, path);
    if (back) expect(back.searchParams.get('code')).toMatch(/^tlc_/);
    return back !== undefined;
  };

  const approved = async (details: Record<string, unknown> = {}): Promise<Application> => {
    const made = await registerApplication(owner, details);
    await decide(owner.agent, authorizePath(made), 'authorize');
    return made;
  };

  const claimsBehind = async (of: Application, back: URL | undefined): Promise<Record<string, unknown>> => {
    const { body } = await exchange(test_.server, of, back?.searchParams.get('code') ?? '').expect(200);
    return JSON.parse(Buffer.from(body.access_token.split('.')[1], 'base64url').toString());
  };

  const grantsOf = async ({ userId }: Person): Promise<number> =>
    (await test_.database.query('SELECT FROM oauth_grants WHERE user_id = $1', [userId])).length;

  test('skips the page: a grant of its own, with state, iss and PKCE as ever', async () => {
    const made = await grantsOf(owner);
    const back = await skip(owner, authorizePath(application, { state: 'a b', ...CHALLENGE }));
    expect(back?.origin).toBe('https://acme.example');
    expect(Object.fromEntries(back?.searchParams ?? [])).toEqual({
      code: expect.stringMatching(/^tlc_/),
      state: 'a b',
      iss: PUBLIC_URL,
    });
    expect(await grantsOf(owner)).toBe(made + 1);
    const code = back?.searchParams.get('code') ?? '';
    await exchange(test_.server, application, code).expect(400);
    await exchange(test_.server, application, code, { code_verifier: VERIFIER }).expect(200);
    const [entry] = await test_.database.query<{ changes: object }>(
      "SELECT actor_id, changes FROM audit_log WHERE action = 'oauth_grant.approved' ORDER BY id DESC LIMIT 1",
    );
    expect(entry).toEqual({
      actor_id: owner.userId,
      changes: {
        client_id: application.clientId,
        application: 'Acme Corp Integration',
        scopes: ['*'],
        remembered: true,
      },
    });
  });

  test('of another user skips nothing, and denying remembers nothing', async () => {
    const guest = await registerOwner(test_.server);
    expect(await isSkipped(guest, authorizePath(application))).toBe(false);
    await decide(guest.agent, authorizePath(application), 'deny');
    expect(await isSkipped(guest, authorizePath(application))).toBe(false);
  });

  test('OA-13 never speaks for public applications, loopback addresses, or where prompt has consent', async () => {
    const open = await registerApplication(owner, { confidential: false });
    await decide(owner.agent, authorizePath(open, CHALLENGE), 'authorize');
    expect(await isSkipped(owner, authorizePath(open, CHALLENGE))).toBe(false);
    for (const host of ['127.0.0.1', '[::1]', 'localhost']) {
      const local = await approved({ redirect_uri: `http://${host}/cb` });
      expect([host, await isSkipped(owner, authorizePath(local))]).toEqual([host, false]);
    }
    for (const prompt of ['consent', 'login consent']) {
      expect(await isSkipped(owner, authorizePath(application, { prompt }))).toBe(false);
    }
    expect(await isSkipped(owner, authorizePath(application, { prompt: '' }))).toBe(true);
  });

  test('HEAD makes no grant', async () => {
    const made = await grantsOf(owner);
    await owner.agent.head(authorizePath(application)).expect(200);
    expect(await grantsOf(owner)).toBe(made);
  });

  test('a fault is told as ever', async () => {
    const back = await skip(owner, authorizePath(application, { scope: 'nonsense' }));
    expect(back?.searchParams.get('error')).toBe('invalid_scope');
  });

  describe('scopes', () => {
    test('OA-12 at least as much has to have been approved; what is approved adds up', async () => {
      const of = await registerApplication(owner);
      const asks = (scope: string) => authorizePath(of, { scope });
      await decide(owner.agent, asks('users:read domains:read'), 'authorize');
      expect(await isSkipped(owner, asks('users:read'))).toBe(true);
      expect(await isSkipped(owner, asks('domains:read users:read'))).toBe(true);
      expect(await isSkipped(owner, asks('domains:write'))).toBe(false);
      expect(await isSkipped(owner, asks('*'))).toBe(false);
      await decide(owner.agent, asks('domains:write'), 'authorize');
      const back = await skip(owner, asks('domains:write users:read'));
      expect(await claimsBehind(of, back)).toMatchObject({ scope: 'domains:write users:read' });
    });

    test('OA-06b a registration that widens has to be approved anew', async () => {
      const of = await approved({ scopes: ['users:read'] });
      expect(await isSkipped(owner, authorizePath(of))).toBe(true);
      await owner.agent
        .patch(`/api/1.0/oauth-clients/${of.id}`)
        .send({ scopes: ['users:read', 'domains:write'], password: PASSWORD })
        .expect(200);
      expect(await isSkipped(owner, authorizePath(of))).toBe(false);
      expect(await isSkipped(owner, authorizePath(of, { scope: 'users:read' }))).toBe(true);
    });
  });

  describe('workspaces', () => {
    test('the approved one is given again, whatever is active; another one replaces it with its scopes', async () => {
      const guest = await registerOwner(test_.server);
      const shop = await createWorkspace(guest, 'Shop');
      const asks = (scope: string) => authorizePath(application, { scope });
      await decide(guest.agent, asks('users:read'), 'authorize', { workspace_id: shop });
      await activate(guest, guest.defaultWorkspaceId);
      const first = await claimsBehind(application, await skip(guest, asks('users:read')));
      expect(first).toMatchObject({ workspace_id: shop, scope: 'users:read' });
      await decide(guest.agent, asks('domains:read'), 'authorize', { workspace_id: guest.defaultWorkspaceId });
      expect(await isSkipped(guest, asks('users:read'))).toBe(false);
      const second = await claimsBehind(application, await skip(guest, asks('domains:read')));
      expect(second).toMatchObject({ workspace_id: guest.defaultWorkspaceId, scope: 'domains:read' });
    });

    test('BT-03 one that is no longer reached, or is deleted, is asked about', async () => {
      const guest = await registerOwner(test_.server);
      const [main, shop] = [guest.defaultWorkspaceId, await createWorkspace(guest, 'Shop')];
      const mia = await addMember(test_.server, guest, { workspace_ids: [main, shop] });
      await decide(mia.agent, authorizePath(application), 'authorize', { workspace_id: shop });
      expect(await isSkipped(mia, authorizePath(application))).toBe(true);
      const assign = (workspace_ids: string[]) =>
        guest.agent.patch(`/api/1.0/members/${mia.userId}`).send({ workspace_ids }).expect(200);
      await assign([main]);
      expect(await isSkipped(mia, authorizePath(application))).toBe(false);
      await assign([main, shop]);
      expect(await isSkipped(mia, authorizePath(application))).toBe(true);
      await test_.database.query('UPDATE workspaces SET deleted_at = now() WHERE id = $1', [shop]);
      expect(await isSkipped(mia, authorizePath(application))).toBe(false);
    });

    test('all of them stay all of them', async () => {
      const person = await registerOwner(test_.server);
      await activate(person, 'all');
      const of = await registerApplication(person);
      await decide(person.agent, authorizePath(of), 'authorize');
      await activate(person, person.defaultWorkspaceId);
      expect(await claimsBehind(of, await skip(person, authorizePath(of)))).toMatchObject({ workspace_id: null });
    });
  });

  describe('OA-06b a new redirect URI', () => {
    const change = (of: Application, redirect_uris: string[]) =>
      owner.agent.patch(`/api/1.0/oauth-clients/${of.id}`).send({ redirect_uris, password: PASSWORD }).expect(200);

    test('forgets the approval; less, or another order, does not', async () => {
      const [one, two, three] = ['https://acme.example/1', 'https://acme.example/2', 'https://acme.example/3'] as const;
      const of = await approved({ redirect_uri: undefined, redirect_uris: [one, two] });
      await change(of, [two, one]);
      expect(await isSkipped(owner, authorizePath(of))).toBe(true);
      await change(of, [one]);
      expect(await isSkipped(owner, authorizePath(of))).toBe(true);
      await change(of, [one, three]);
      expect(await isSkipped(owner, authorizePath(of))).toBe(false);
    });

    test('needs the password', async () => {
      const of = await approved();
      await owner.agent
        .patch(`/api/1.0/oauth-clients/${of.id}`)
        .send({ redirect_uris: ['https://acme.example/other'] })
        .expect(422);
      expect(await isSkipped(owner, authorizePath(of))).toBe(true);
    });
  });

  test('two tabs at once: each page makes its own grant, and nothing fails', async () => {
    const of = await registerApplication(owner);
    const pages: string[] = [];
    for (let tab = 0; tab < 3; tab += 1) pages.push((await owner.agent.get(authorizePath(of)).expect(200)).text);
    const answers = await Promise.all(
      pages.map((text) =>
        owner.agent
          .post('/app/authorize')
          .type('form')
          .send({ ...formFields(text), decision: 'authorize' }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(await isSkipped(owner, authorizePath(of))).toBe(true);
  });
});
