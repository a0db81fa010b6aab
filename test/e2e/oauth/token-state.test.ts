import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import request from 'supertest';
import {
  addMember,
  generateToken,
  Person,
  PUBLIC_URL,
  registerOwner,
  startApp,
  TestApp,
  upgrade,
} from '../../support/app.js';
import {
  Application,
  TokenPair,
  authorizePath,
  decide,
  exchange,
  registerApplication,
  tokensOf,
} from '../../support/oauth.js';

const LIST = '/api/1.0/short-urls/list-all-short-urls';
const DEAD = { active: false };

describe('revocation and introspection', () => {
  let test_: TestApp;
  let owner: Person;
  let application: Application;
  let other: Application;
  let publicApplication: Application;

  beforeAll(async () => {
    test_ = await startApp();
    owner = await registerOwner(test_.server);
    await upgrade(test_, owner);
    application = await registerApplication(owner);
    other = await registerApplication(owner);
    publicApplication = await registerApplication(owner, { confidential: false });
  });

  afterAll(() => test_.close());

  const clientOf = ({ clientId, clientSecret }: Application) => ({
    client_id: clientId,
    ...(clientSecret && { client_secret: clientSecret }),
  });

  const post = (endpoint: 'revoke' | 'introspect', of: Application, token: unknown, more: object = {}) =>
    request(test_.server)
      .post(`/api/oauth/${endpoint}`)
      .send({ ...clientOf(of), token, ...more });

  const stateOf = async (token: string, of = application): Promise<Record<string, unknown>> =>
    (await post('introspect', of, token).expect(200)).body as Record<string, unknown>;

  const call = (token: string) => request(test_.server).get(LIST).set('Authorization', `Bearer ${token}`);

  const refresh = (token: string, of = application) =>
    request(test_.server)
      .post('/api/oauth/token')
      .send({ grant_type: 'refresh_token', ...clientOf(of), refresh_token: token });

  const publicTokens = async (): Promise<TokenPair> => {
    const verifier = randomBytes(32).toString('base64url');
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };
    const back = await decide(owner.agent, authorizePath(publicApplication, pkce), 'authorize');
    const code = back.searchParams.get('code') ?? '';
    return (await exchange(test_.server, publicApplication, code, { code_verifier: verifier }).expect(200)).body;
  };

  describe('revoking (RFC 7009)', () => {
    test('a refresh token ends its grant, and no other', async () => {
      const one = await tokensOf(test_.server, owner, application);
      const two = await tokensOf(test_.server, owner, application);
      const { body, headers } = await post('revoke', application, one.refresh_token).expect(200);
      expect(body).toEqual({});
      expect(headers['cache-control']).toBe('no-store');
      await call(one.access_token).expect(401);
      await refresh(one.refresh_token).expect(400);
      await call(two.access_token).expect(200);
      const audited = await test_.database.query<{ changes: { reason: string } }>(
        "SELECT changes FROM audit_log WHERE action = 'oauth_grant.revoked' ORDER BY created_at DESC LIMIT 1",
      );
      expect(audited[0]?.changes.reason).toBe('revoked by the application');
    });

    test('an access token ends itself alone', async () => {
      const tokens = await tokensOf(test_.server, owner, application);
      await call(tokens.access_token).expect(200);
      await post('revoke', application, tokens.access_token, { token_type_hint: 'refresh_token' }).expect(200);
      await call(tokens.access_token).expect(401);
      const { body } = await refresh(tokens.refresh_token).expect(200);
      await call(body.access_token as string).expect(200);
      await post('revoke', application, tokens.access_token).expect(200);
      const audited = await test_.database.query<{ actor_id: string; changes: object }>(
        "SELECT actor_id, changes FROM audit_log WHERE action = 'oauth_access_token.revoked'",
      );
      const changes = {
        client_id: application.clientId,
        grant_id: expect.any(String),
        reason: 'revoked by the application',
      };
      expect(audited).toEqual([{ actor_id: owner.userId, changes }]);
    });

    test('a used refresh token still ends its grant', async () => {
      const first = await tokensOf(test_.server, owner, application);
      const { body: second } = await refresh(first.refresh_token).expect(200);
      await post('revoke', application, first.refresh_token).expect(200);
      await call(second.access_token as string).expect(401);
    });

    test('OA-08 of another application, of nobody, or twice: 200 without effect', async () => {
      const tokens = await tokensOf(test_.server, owner, application);
      await post('revoke', other, tokens.refresh_token).expect(200, {});
      await post('revoke', other, tokens.access_token).expect(200, {});
      await post('revoke', application, 'nonsense').expect(200, {});
      await post('revoke', application, await generateToken(owner)).expect(200, {});
      await call(tokens.access_token).expect(200);
      await post('revoke', application, tokens.refresh_token).expect(200);
      await post('revoke', application, tokens.refresh_token).expect(200, {});
    });

    test('OA-04 at the same time as a refresh leaves nothing open, and the approval remembered', async () => {
      const tokens = await tokensOf(test_.server, owner, application);
      const [refreshed, ...revoked] = await Promise.all([
        refresh(tokens.refresh_token),
        post('revoke', application, tokens.refresh_token),
        post('revoke', application, tokens.refresh_token),
      ]);
      expect([200, 400]).toContain(refreshed.status);
      expect(revoked.map(({ status }) => status)).toEqual([200, 200]);
      await call(tokens.access_token).expect(401);
      if (refreshed.status === 200) await call(refreshed.body.access_token as string).expect(401);
      await owner.agent.get(authorizePath(application)).expect(303);
    });

    test('is open to public applications by their id', async () => {
      const tokens = await publicTokens();
      await post('revoke', publicApplication, tokens.refresh_token).expect(200);
      await call(tokens.access_token).expect(401);
    });
  });

  describe('introspecting (RFC 7662)', () => {
    test('a live access token', async () => {
      const { access_token: token } = await tokensOf(test_.server, owner, application);
      const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
      const { body, headers } = await post('introspect', application, token).expect(200);
      expect(headers['cache-control']).toBe('no-store');
      expect(body).toEqual({
        active: true,
        client_id: application.clientId,
        sub: owner.userId,
        scope: '*',
        exp: claims.exp,
        iat: claims.iat,
        nbf: claims.nbf,
        iss: PUBLIC_URL,
        aud: `${PUBLIC_URL}/api/1.0`,
        jti: claims.jti,
        token_type: 'Bearer',
      });
    });

    test('a live refresh token, which is not used up', async () => {
      const { refresh_token: token } = await tokensOf(test_.server, owner, application);
      const state = await stateOf(token);
      expect(state).toMatchObject({ active: true, client_id: application.clientId, sub: owner.userId, scope: '*' });
      expect(Number(state['exp']) - Number(state['iat'])).toBe(730 * 86_400);
      expect(state).not.toHaveProperty('token_type');
      await refresh(token).expect(200);
      expect(await stateOf(token)).toEqual(DEAD);
    });

    test('names the scopes as they are narrowed now', async () => {
      const wide = await registerApplication(owner, { scopes: ['users:read', 'short-urls:read'] });
      const tokens = await tokensOf(test_.server, owner, wide);
      await test_.database.query("UPDATE oauth_clients SET scopes = '{users:read}' WHERE id = $1", [wide.id]);
      expect(await stateOf(tokens.access_token, wide)).toMatchObject({ scope: 'users:read' });
      expect(await stateOf(tokens.refresh_token, wide)).toMatchObject({ scope: 'users:read' });
    });

    test('of another application, of nobody, ended or over: active false and nothing else', async () => {
      const tokens = await tokensOf(test_.server, owner, application);
      for (const token of [tokens.access_token, tokens.refresh_token])
        expect(await stateOf(token, other)).toEqual(DEAD);
      expect(await stateOf('nonsense')).toEqual(DEAD);
      expect(await stateOf(`${tokens.access_token}x`)).toEqual(DEAD);
      expect(await stateOf(await generateToken(owner))).toEqual(DEAD);
      await post('revoke', application, tokens.refresh_token).expect(200);
      for (const token of [tokens.access_token, tokens.refresh_token]) expect(await stateOf(token)).toEqual(DEAD);
    });

    test('of a suspended user: active false', async () => {
      const member = await addMember(test_.server, owner, { workspace_ids: [owner.defaultWorkspaceId] });
      const tokens = await tokensOf(test_.server, member, application);
      expect(await stateOf(tokens.access_token)).toMatchObject({ active: true });
      await owner.agent.patch(`/api/1.0/members/${member.userId}`).send({ status: 'suspended' }).expect(200);
      for (const token of [tokens.access_token, tokens.refresh_token]) expect(await stateOf(token)).toEqual(DEAD);
    });

    test('BT-03 of a deleted workspace: active false, and no refreshing', async () => {
      const shop = await registerOwner(test_.server);
      const theirs = await registerApplication(shop);
      const tokens = await tokensOf(test_.server, shop, theirs);
      await test_.database.query('UPDATE workspaces SET deleted_at = now() WHERE id = $1', [shop.defaultWorkspaceId]);
      for (const token of [tokens.access_token, tokens.refresh_token])
        expect(await stateOf(token, theirs)).toEqual(DEAD);
      const { body } = await refresh(tokens.refresh_token, theirs).expect(400);
      expect(body.error).toBe('invalid_grant');
    });

    test('OA-10 is for applications that keep a secret', async () => {
      const tokens = await publicTokens();
      const { body } = await post('introspect', publicApplication, tokens.access_token).expect(401);
      expect(body.error).toBe('invalid_client');
      const nobody = await request(test_.server).post('/api/oauth/introspect').send({ token: 'x' }).expect(401);
      expect(nobody.body.error).toBe('invalid_client');
    });
  });

  describe.each(['revoke', 'introspect'] as const)('%s', (endpoint) => {
    test('OA-10 asks who it is first', async () => {
      for (const secret of ['wrong', undefined]) {
        const { body } = await post(endpoint, application, undefined, { client_secret: secret }).expect(401);
        expect(body.error).toBe('invalid_client');
      }
      const { headers } = await request(test_.server)
        .post(`/api/oauth/${endpoint}`)
        .auth(application.clientId, 'wrong')
        .type('form')
        .send({ token: 'x' })
        .expect(401);
      expect(headers['www-authenticate']).toBe('Basic realm="trimlink"');
    });

    test.each([undefined, '', null, ['x'], {}, 1])('OA-16 token %j is invalid_request', async (token) => {
      const { body } = await post(endpoint, application, token).expect(400);
      expect(body).toMatchObject({ error: 'invalid_request', message: body.error_description });
    });

    test('takes a form and Basic credentials', async () => {
      const tokens = await tokensOf(test_.server, owner, application);
      await request(test_.server)
        .post(`/api/oauth/${endpoint}`)
        .auth(application.clientId, application.clientSecret)
        .type('form')
        .send({ token: tokens.access_token, audience: 'ignored' })
        .expect(200);
    });

    test('failed proofs are counted with those of the token endpoint', async () => {
      const guessed = await registerApplication(owner);
      for (let attempt = 0; attempt < 30; attempt += 1) {
        const { status } = await post(endpoint, guessed, 'x', { client_secret: 'wrong' });
        if (status === 429) break;
      }
      const { body, headers } = await post(endpoint, guessed, 'x').expect(429);
      expect(body.error).toBe('temporarily_unavailable');
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      test_.clock.advance(61);
    });
  });

  test('are named in the metadata', async () => {
    const { body } = await request(test_.server).get('/.well-known/oauth-authorization-server').expect(200);
    expect(body).toMatchObject({
      revocation_endpoint: `${PUBLIC_URL}/api/oauth/revoke`,
      revocation_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
      introspection_endpoint: `${PUBLIC_URL}/api/oauth/introspect`,
      introspection_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    });
  });
});
