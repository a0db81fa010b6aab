import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash, createPublicKey, JsonWebKey, randomBytes, verify } from 'node:crypto';
import request from 'supertest';
import {
  addMember,
  PASSWORD,
  Person,
  PUBLIC_URL,
  registerOwner,
  startApp,
  TestApp,
  upgrade,
} from '../../support/app.js';
import {
  Application,
  authorizePath,
  decide,
  exchange,
  registerApplication,
  TokenPair,
  tokensOf,
} from '../../support/oauth.js';

const TOKEN = '/api/oauth/token';
const LIST = '/api/1.0/short-urls/list-all-short-urls';
const DAY = 86_400;

const basic = (id: string, secret: string): string => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

const part = (token: string, index: number): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString());

describe('the token endpoint', () => {
  let test_: TestApp;
  let owner: Person;
  let application: Application;

  beforeAll(async () => {
    test_ = await startApp();
    owner = await registerOwner(test_.server);
    await upgrade(test_, owner);
    application = await registerApplication(owner);
  });

  afterAll(() => test_.close());

  const codeFor = async (of = application, more: Record<string, string> = {}): Promise<string> =>
    (await decide(owner.agent, authorizePath(of, more), 'authorize')).searchParams.get('code') ?? '';

  /** As a public application sends it. */
  const secretless = (code: string, of = application) => ({
    grant_type: 'authorization_code',
    client_id: of.clientId,
    redirect_uri: of.redirectUri,
    code,
  });

  const fields = (code: string, of = application) => ({ ...secretless(code, of), client_secret: of.clientSecret });

  const refresh = (token: string, of = application, more: Record<string, string> = {}) =>
    request(test_.server)
      .post(TOKEN)
      .type('form')
      .send({
        grant_type: 'refresh_token',
        client_id: of.clientId,
        client_secret: of.clientSecret,
        refresh_token: token,
        ...more,
      });

  const opens = async (token: string): Promise<boolean> => {
    const { status } = await request(test_.server).get(LIST).set('Authorization', `Bearer ${token}`);
    expect([200, 401]).toContain(status);
    return status === 200;
  };

  describe('an access token', () => {
    test('is a JWT of RFC 9068 that anybody can verify by the published keys', async () => {
      const before = Math.floor(test_.clock.now().getTime() / 1000);
      const { access_token: token } = await tokensOf(test_.server, owner, application);
      const header = part(token, 0);
      expect(header).toEqual({ alg: 'RS256', typ: 'at+jwt', kid: expect.any(String) });
      expect(part(token, 1)).toEqual({
        iss: PUBLIC_URL,
        aud: `${PUBLIC_URL}/api/1.0`,
        sub: owner.userId,
        jti: expect.any(String),
        iat: before,
        nbf: before,
        exp: before + 31_536_000,
        client_id: application.clientId,
        scope: '*',
        scopes: ['*'],
        workspace_id: owner.defaultWorkspaceId,
      });
      const { body, headers } = await request(test_.server).get('/.well-known/jwks.json').expect(200);
      expect(headers['access-control-allow-origin']).toBe('*');
      const jwk: JsonWebKey = body.keys.find(({ kid }: { kid: string }) => kid === header['kid']);
      const [head, payload, signature = ''] = token.split('.');
      const key = createPublicKey({ key: jwk, format: 'jwk' });
      const signed = Buffer.from(`${head}.${payload}`);
      expect(verify('sha256', signed, key, Buffer.from(signature, 'base64url'))).toBe(true);
    });

    test('lives as long as its application says', async () => {
      const short = await registerApplication(owner, { access_token_lifetime_seconds: 60 });
      const tokens = await tokensOf(test_.server, owner, short);
      expect(tokens.expires_in).toBe(60);
      expect(await opens(tokens.access_token)).toBe(true);
      test_.clock.advance(60);
      expect(await opens(tokens.access_token)).toBe(false);
    });

    test('OA-06b is narrowed with its application’s registration', async () => {
      const narrowed = await registerApplication(owner);
      const { access_token: token } = await tokensOf(test_.server, owner, narrowed);
      expect(await opens(token)).toBe(true);
      await owner.agent
        .patch(`/api/1.0/oauth-clients/${narrowed.id}`)
        .send({ scopes: ['users:read'], password: PASSWORD })
        .expect(200);
      const { body } = await request(test_.server).get(LIST).set('Authorization', `Bearer ${token}`).expect(403);
      expect(body.code).toBe('insufficient_scope');
    });

    test('BT-01 nothing else passes for one', async () => {
      const { access_token: token, refresh_token: refreshToken } = await tokensOf(test_.server, owner, application);
      const [head = '', payload = '', signature = ''] = token.split('.');
      const header = part(token, 0);
      const with_ = (change: object): string =>
        `${Buffer.from(JSON.stringify({ ...header, ...change })).toString('base64url')}.${payload}.${signature}`;
      const claims = Buffer.from(JSON.stringify({ ...part(token, 1), sub: 'somebody' })).toString('base64url');
      for (const forged of [
        with_({ alg: 'none' }),
        `${with_({ alg: 'nOnE' }).split('.').slice(0, 2).join('.')}.`,
        with_({ alg: 'HS256' }),
        with_({ alg: 'RS512' }),
        with_({ typ: 'JWT' }),
        with_({ crit: ['exp'] }),
        with_({ jku: 'https://evil.example/jwks.json' }),
        with_({ kid: '../../etc/passwd' }),
        with_({ kid: "' OR 1=1 --" }),
        with_({ kid: '\0' }),
        with_({ kid: ['x'] }),
        with_({ kid: '01900000-0000-7000-8000-000000000000' }),
        with_({ kid: undefined }),
        `${head}.${claims}.${signature}`,
        `${head}.${payload}.${signature.slice(0, -4)}AAAA`,
        `${head}.${payload}`,
        refreshToken,
        'x.y.z',
        '..',
        'e30.e30.e30',
        'bnVsbA.bnVsbA.bnVsbA',
      ]) {
        expect([forged, await opens(forged)]).toEqual([forged, false]);
      }
      expect(await opens(token)).toBe(true);
    });
  });

  describe('OA-09 who asks', () => {
    test('by JSON, by form, by Basic raw and form-encoded', async () => {
      const { client_id: id, client_secret: secret, ...rest } = fields('');
      const encoded = (text: string): string => text.replaceAll('-', '%2D').replaceAll('_', '%5F');
      for (const send of [
        (code: string) => request(test_.server).post(TOKEN).send(fields(code)),
        (code: string) => request(test_.server).post(TOKEN).type('form').send(fields(code)),
        (code: string) =>
          request(test_.server)
            .post(TOKEN)
            .set('Authorization', basic(id, secret))
            .send({ ...rest, code }),
        (code: string) =>
          request(test_.server)
            .post(`${TOKEN}/`)
            .type('form')
            .set('Authorization', basic(encoded(id), encoded(secret)))
            .send({ ...rest, code, client_id: id }),
      ]) {
        const { body, headers } = await send(await codeFor()).expect(200);
        expect(Object.keys(body).sort()).toEqual(['access_token', 'expires_in', 'refresh_token', 'token_type']);
        expect(headers['cache-control']).toBe('no-store');
        expect(headers['pragma']).toBe('no-cache');
        expect(headers['set-cookie']).toBeUndefined();
      }
    });

    test('a failure is 401 invalid_client, and the code still works afterwards', async () => {
      const code = await codeFor();
      const wrong = { ...fields(code), client_secret: 'wrong' };
      const unknown = { ...fields(code), client_id: '01900000-0000-7000-8000-000000000000' };
      for (const body of [
        wrong,
        unknown,
        { ...fields(code), client_secret: '' },
        { ...fields(code), client_id: '\u00e9' },
      ]) {
        const answer = await request(test_.server).post(TOKEN).send(body).expect(401);
        expect(answer.body).toEqual({
          error: 'invalid_client',
          error_description: expect.stringMatching(/^Invalid Client: /),
          message: answer.body.error_description,
          hint: expect.any(String),
        });
        expect(answer.headers['www-authenticate']).toBeUndefined();
        expect(answer.headers['cache-control']).toBe('no-store');
      }
      const { client_id: id, ...rest } = secretless(code);
      const { headers } = await request(test_.server)
        .post(TOKEN)
        .set('Authorization', basic(id, 'wrong'))
        .send(rest)
        .expect(401);
      expect(headers['www-authenticate']).toBe('Basic realm="trimlink"');
      await exchange(test_.server, application, code).expect(200);
    });

    test('a secret in both places or two ids are 400', async () => {
      const code = await codeFor();
      const { client_id: id, client_secret: secret, ...rest } = fields(code);
      for (const more of [{ client_secret: secret }, { client_id: id.replace(/.$/, 'x') }]) {
        const { body } = await request(test_.server)
          .post(TOKEN)
          .set('Authorization', basic(id, secret))
          .send({ ...rest, ...more })
          .expect(400);
        expect(body.error).toBe('invalid_request');
      }
      await exchange(test_.server, application, code).expect(200);
    });

    test('OA-10 a public application has no secret, and a confidential one never goes without', async () => {
      const open = await registerApplication(owner, { confidential: false });
      const verifier = randomBytes(32).toString('base64url');
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      const code = await codeFor(open, { code_challenge: challenge, code_challenge_method: 'S256' });
      const ask = { ...secretless(code, open), code_verifier: verifier };
      await request(test_.server)
        .post(TOKEN)
        .send({ ...ask, client_secret: 'something' })
        .expect(401);
      const { body } = await request(test_.server).post(TOKEN).send(ask).expect(200);
      const { body: next } = await request(test_.server)
        .post(TOKEN)
        .send({ grant_type: 'refresh_token', client_id: open.clientId, refresh_token: body.refresh_token })
        .expect(200);
      expect(await opens(next.access_token)).toBe(true);
      await request(test_.server)
        .post(TOKEN)
        .send(secretless(await codeFor()))
        .expect(401);
    });

    test('OA-08 another application’s code and refresh token are unknown, and live on', async () => {
      const other = await registerApplication(owner);
      const code = await codeFor();
      const { body } = await exchange(test_.server, { ...other, redirectUri: application.redirectUri }, code).expect(
        400,
      );
      expect(body.error).toBe('invalid_grant');
      const { body: tokens } = await exchange(test_.server, application, code).expect(200);
      await refresh(tokens.refresh_token, other).expect(400);
      await refresh(tokens.refresh_token).expect(200);
    });
  });

  describe('a code', () => {
    test('OA-02 used twice is refused, and every token of its grant is dead, those of other grants not', async () => {
      const bystander = await tokensOf(test_.server, owner, application);
      const code = await codeFor();
      const { body: tokens } = await exchange(test_.server, application, code).expect(200);
      const { body: renewed } = await refresh(tokens.refresh_token).expect(200);
      expect(await opens(renewed.access_token)).toBe(true);
      const { body } = await exchange(test_.server, application, code).expect(400);
      expect(body.error).toBe('invalid_grant');
      expect(await opens(renewed.access_token)).toBe(false);
      await refresh(renewed.refresh_token).expect(400);
      await exchange(test_.server, application, code).expect(400);
      expect(await opens(bystander.access_token)).toBe(true);
      const [entry] = await test_.database.query<{ changes: object }>(
        "SELECT actor_id, changes FROM audit_log WHERE action = 'oauth_grant.revoked' ORDER BY id DESC LIMIT 1",
      );
      expect(entry).toEqual({
        actor_id: owner.userId,
        changes: { client_id: application.clientId, reason: 'authorization code used again' },
      });
    });

    test('OA-02 replayed with a wrong secret, redirect URI or verifier kills nothing', async () => {
      const code = await codeFor();
      const { body: tokens } = await exchange(test_.server, application, code).expect(200);
      await exchange(test_.server, application, code, { client_secret: 'wrong' }).expect(401);
      await exchange(test_.server, application, code, { redirect_uri: 'https://evil.example/' }).expect(400);
      await exchange(test_.server, application, code, { code_verifier: 'x'.repeat(43) }).expect(400);
      await request(test_.server).post(TOKEN).send(secretless(code)).expect(401);
      expect(await opens(tokens.access_token)).toBe(true);
    });

    test('OA-03 dies after ten minutes', async () => {
      const early = await codeFor();
      test_.clock.advance(599);
      await exchange(test_.server, application, early).expect(200);
      const late = await codeFor();
      test_.clock.advance(600);
      const { body } = await exchange(test_.server, application, late).expect(400);
      expect(body).toMatchObject({
        error: 'invalid_grant',
        error_description: expect.stringMatching(/^Authorization Code Expired/),
        hint: expect.any(String),
      });
    });

    test('"Invalid Redirect URI": it is bound to the one that it was asked for with', async () => {
      const two = await registerApplication(owner, {
        redirect_uri: undefined,
        redirect_uris: ['https://acme.example/one', 'https://acme.example/two'],
      });
      const code = await codeFor(two);
      const { body } = await exchange(test_.server, two, code, { redirect_uri: 'https://acme.example/two' }).expect(
        400,
      );
      expect(body.error).toBe('invalid_grant');
      expect(body.error_description).toMatch(/^Invalid Redirect URI/);
      await exchange(test_.server, two, code).expect(200);
    });

    test.each([
      ['code', 'invalid_request', 400],
      ['redirect_uri', 'invalid_request', 400],
      ['grant_type', 'invalid_request', 400],
      ['client_id', 'invalid_request', 400],
      ['client_secret', 'invalid_client', 401],
    ])('without %s: %s', async (name, error, status) => {
      for (const value of [undefined, '', null]) {
        const { body } = await request(test_.server)
          .post(TOKEN)
          .send({ ...fields('tlc_x'), [name]: value })
          .expect(status);
        expect(body.error).toBe(error);
      }
    });
  });

  describe('OA-07 PKCE', () => {
    const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
    const pkce = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' };

    test('is honoured for confidential applications too', async () => {
      const code = await codeFor(application, pkce);
      await exchange(test_.server, application, code).expect(400);
      for (const wrong of [verifier.slice(1), `${verifier.slice(1)}x`, 'a'.repeat(129), `${verifier}\n`]) {
        await exchange(test_.server, application, code, { code_verifier: wrong }).expect(400);
      }
      await exchange(test_.server, application, code, { code_verifier: verifier }).expect(200);
    });

    test('a verifier without a challenge is refused', async () => {
      const code = await codeFor();
      await exchange(test_.server, application, code, { code_verifier: verifier }).expect(400);
      await exchange(test_.server, application, code).expect(200);
    });

    test.each([{ confidential: false }, { require_pkce: true }])(
      'a code of before is worth nothing once the application needs PKCE: %j',
      async (change) => {
        const client = await registerApplication(owner);
        const code = await codeFor(client);
        await owner.agent
          .patch(`/api/1.0/oauth-clients/${client.id}`)
          .send({ ...change, password: PASSWORD })
          .expect(200);
        const proof = 'confidential' in change ? secretless(code, client) : fields(code, client);
        const { body } = await request(test_.server).post(TOKEN).send(proof).expect(400);
        expect(body.error).toBe('invalid_grant');
      },
    );

    test('is required where the registration says so, and of public applications', async () => {
      const strict = await registerApplication(owner, { require_pkce: true });
      const open = await registerApplication(owner, { confidential: false });
      for (const client of [strict, open]) {
        const { headers } = await owner.agent.get(authorizePath(client)).expect(303);
        expect(headers['location']).toContain('error=invalid_request');
        const plain = authorizePath(client, { code_challenge: verifier, code_challenge_method: 'plain' });
        expect((await owner.agent.get(plain).expect(303)).headers['location']).toContain('error=invalid_request');
      }
    });
  });

  describe('a refresh token', () => {
    test('OA-05 coming back kills its whole chain, and nothing else', async () => {
      const bystander = await tokensOf(test_.server, owner, application);
      const a = await tokensOf(test_.server, owner, application);
      const { body: b } = await refresh(a.refresh_token).expect(200);
      const { body: c } = await refresh(b.refresh_token).expect(200);
      expect(await opens(c.access_token)).toBe(true);
      const { body } = await refresh(a.refresh_token).expect(400);
      expect(body.error).toBe('invalid_grant');
      await refresh(b.refresh_token).expect(400);
      await refresh(c.refresh_token).expect(400);
      expect([await opens(b.access_token), await opens(c.access_token)]).toEqual([false, false]);
      expect(await opens(bystander.access_token)).toBe(true);
    });

    test('OA-05 coming back without the right client kills nothing', async () => {
      const a = await tokensOf(test_.server, owner, application);
      const { body: b } = await refresh(a.refresh_token).expect(200);
      await refresh(a.refresh_token, application, { client_secret: 'wrong' }).expect(401);
      await refresh(a.refresh_token, await registerApplication(owner)).expect(400);
      expect(await opens(b.access_token)).toBe(true);
    });

    test('OA-06b ends the access token that it replaces, and answers the documented fields', async () => {
      const first = await tokensOf(test_.server, owner, application);
      const { body } = await refresh(first.refresh_token, application, { scope: '*' }).expect(200);
      expect(Object.keys(body).sort()).toEqual(['access_token', 'expires_in', 'refresh_token', 'token_type']);
      expect([await opens(first.access_token), await opens(body.access_token)]).toEqual([false, true]);
    });

    test('OA-06 no rotation moves the end of the approval', async () => {
      let tokens: TokenPair = await tokensOf(test_.server, owner, application);
      for (const days of [300, 300, 100]) {
        test_.clock.advance(days * DAY);
        tokens = (await refresh(tokens.refresh_token).expect(200)).body;
      }
      expect(tokens.expires_in).toBe(30 * DAY);
      test_.clock.advance(30 * DAY - 1);
      expect(await opens(tokens.access_token)).toBe(true);
      test_.clock.advance(1);
      expect(await opens(tokens.access_token)).toBe(false);
      await refresh(tokens.refresh_token).expect(400);
      // Sessions have ended in all that time.
      await owner.agent.post('/api/1.0/auth/login').send({ email: owner.email, password: PASSWORD }).expect(200);
    });

    test('of a suspended user gives nothing, and works again afterwards', async () => {
      const member = await addMember(test_.server, owner, { workspace_ids: [owner.defaultWorkspaceId] });
      const tokens = await tokensOf(test_.server, member, application);
      const set = (status: string) =>
        owner.agent.patch(`/api/1.0/members/${member.userId}`).send({ status }).expect(200);
      await set('suspended');
      expect(await opens(tokens.access_token)).toBe(false);
      await refresh(tokens.refresh_token).expect(400);
      await set('active');
      await refresh(tokens.refresh_token).expect(200);
    });
  });

  describe('OA-12 scope', () => {
    test('an application registered for all is answered *, a narrower one its scopes', async () => {
      const narrow = await registerApplication(owner, { scopes: ['users:read', 'short-urls:read'] });
      const { body } = await exchange(test_.server, narrow, await codeFor(narrow)).expect(200);
      expect(body.scope).toBe('short-urls:read users:read');
      expect(part(body.access_token, 1)).toMatchObject({
        scope: 'short-urls:read users:read',
        scopes: ['short-urls:read', 'users:read'],
      });
      const code = await codeFor(narrow, { scope: 'users:read short-urls:read' });
      expect((await exchange(test_.server, narrow, code).expect(200)).body).not.toHaveProperty('scope');
      const { body: all } = await exchange(test_.server, application, await codeFor(application, { scope: '' })).expect(
        200,
      );
      expect(all.scope).toBe('*');
    });

    test('a refresh narrows the access token, not what the next refresh can have', async () => {
      const { body: tokens } = await exchange(
        test_.server,
        application,
        await codeFor(application, { scope: 'users:read short-urls:read' }),
      ).expect(200);
      const { body: one } = await refresh(tokens.refresh_token, application, { scope: 'users:read' }).expect(200);
      expect(part(one.access_token, 1)['scopes']).toEqual(['users:read']);
      const { body: both } = await refresh(one.refresh_token).expect(200);
      expect(part(both.access_token, 1)['scopes']).toEqual(['short-urls:read', 'users:read']);
      for (const scope of ['*', 'domains:read', 'users:read domains:read', 'x '.repeat(32_768)]) {
        const { body } = await refresh(both.refresh_token, application, { scope }).expect(400);
        expect(body.error).toBe('invalid_scope');
      }
      await refresh(both.refresh_token).expect(200);
    });
  });

  describe('OA-16 content', () => {
    const post = (body: string, type = 'application/json') =>
      request(test_.server).post(TOKEN).set('Content-Type', type).send(body);

    const expectOAuthError = (body: Record<string, unknown>, error: string): void => {
      expect(body).toEqual({
        error,
        error_description: expect.stringMatching(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/),
        message: body['error_description'],
        ...(body['hint'] !== undefined && { hint: expect.any(String) }),
      });
    };

    test.each([
      ['broken JSON', '{"grant_type":', 'application/json', 400],
      ['an array', '[]', 'application/json', 400],
      ['null', 'null', 'application/json', 400],
      ['a nested value', '{"grant_type":{"$ne":null}}', 'application/json', 400],
      ['a list', '{"grant_type":["authorization_code"]}', 'application/json', 400],
      ['a number', '{"grant_type":1}', 'application/json', 400],
      ['__proto__', '{"__proto__":{"grant_type":"refresh_token"}}', 'application/json', 400],
      ['a null byte', '{"grant_type":"a\\u0000"}', 'application/json', 400],
      ['a lone surrogate', '{"grant_type":"\\ud800"}', 'application/json', 400],
      ['nothing', '', 'application/json', 400],
      [
        'a repeated parameter',
        'grant_type=refresh_token&grant_type=refresh_token',
        'application/x-www-form-urlencoded',
        400,
      ],
      ['a repeated unknown one', 'grant_type=refresh_token&a=1&a=2', 'application/x-www-form-urlencoded', 400],
      ['an encoded null byte', 'grant_type=refresh_token%00', 'application/x-www-form-urlencoded', 400],
      [
        '2000 parameters',
        Array.from({ length: 2000 }, (_, i) => `p${i}=1`).join('&'),
        'application/x-www-form-urlencoded',
        400,
      ],
      ['plain text', 'grant_type=refresh_token', 'text/plain', 415],
      ['more than a mebibyte', JSON.stringify({ scope: 'x'.repeat(1_100_000) }), 'application/json', 413],
    ])('%s', async (_, body, type, status) => {
      const answer = await post(body, type).expect(status);
      expectOAuthError(answer.body, 'invalid_request');
      expect(answer.headers['content-type']).toContain('application/json');
    });

    test('unknown parameters are ignored, known ones that don’t fit are named', async () => {
      await exchange(test_.server, application, await codeFor(), { audience: 'x', resource: PUBLIC_URL }).expect(200);
      const { body } = await exchange(test_.server, application, await codeFor(), {
        resource: 'https://x.example',
      }).expect(400);
      expectOAuthError(body, 'invalid_target');
      const { body: unsupported } = await post('{"grant_type":"password"}').expect(400);
      expectOAuthError(unsupported, 'unsupported_grant_type');
      for (const grantType of ['__proto__', 'constructor', 'toString']) {
        const { body: prototype } = await post(JSON.stringify({ grant_type: grantType, client_id: 'x' })).expect(400);
        expectOAuthError(prototype, 'unsupported_grant_type');
      }
    });

    test('unknown paths and wrong methods have the OAuth form, and CORS is open', async () => {
      const unknown = await request(test_.server).get('/api/oauth/nowhere').expect(404);
      expectOAuthError(unknown.body, 'invalid_request');
      for (const method of ['get', 'put', 'delete'] as const) {
        const { body, headers } = await request(test_.server)[method](TOKEN).expect(405);
        expectOAuthError(body, 'invalid_request');
        expect(headers['allow']).toBe('OPTIONS, POST');
      }
      const { headers } = await request(test_.server).options(TOKEN).expect(204);
      expect(headers['allow']).toBe('OPTIONS, POST');
      expect(headers['access-control-allow-origin']).toBe('*');
      await request(test_.server)
        .options(TOKEN)
        .set('Origin', 'https://app.example')
        .set('Access-Control-Request-Method', 'POST')
        .expect(204);
    });

    test('BT-02 credentials in the query are no credentials', async () => {
      const { client_secret: secret, ...rest } = fields(await codeFor());
      await request(test_.server).post(`${TOKEN}?client_secret=${secret}`).send(rest).expect(401);
    });
  });

  test('failed client authentication is throttled per client and address, failures only', async () => {
    const throttled = await registerApplication(owner);
    const other = await registerApplication(owner);
    for (let tries = 0; tries < 31; tries += 1) {
      const code = tries % 10 === 0 ? await codeFor(throttled) : 'tlc_unknown';
      await exchange(test_.server, throttled, code).expect(code === 'tlc_unknown' ? 400 : 200);
    }
    const wrong = { ...throttled, clientSecret: 'wrong' };
    const answers = await Promise.all(Array.from({ length: 32 }, () => exchange(test_.server, wrong, 'x')));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(30);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.body.error).toBe('temporarily_unavailable');
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
    await exchange(test_.server, throttled, await codeFor(throttled)).expect(429);
    await exchange(test_.server, other, await codeFor(other)).expect(200);
    test_.clock.advance(61);
    await exchange(test_.server, throttled, await codeFor(throttled)).expect(200);
  });
});

describe('metadata', () => {
  let test_: TestApp;

  beforeAll(async () => {
    test_ = await startApp({ environment: { PUBLIC_URL: 'https://links.example' } });
  });

  afterAll(() => test_.close());

  const get = (path: string) => request(test_.server).get(path).set('Host', 'links.example').expect(200);

  test('of the authorization server (RFC 8414) names only what is there', async () => {
    const { body, headers } = await get('/.well-known/oauth-authorization-server');
    expect(body).toMatchObject({
      issuer: 'https://links.example',
      authorization_endpoint: 'https://links.example/app/authorize',
      token_endpoint: 'https://links.example/api/oauth/token',
      jwks_uri: 'https://links.example/.well-known/jwks.json',
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    });
    expect(headers['access-control-allow-origin']).toBe('*');
    for (const [name, value] of Object.entries(body as Record<string, unknown>)) {
      if (!/_(endpoint|uri)$/.test(name)) continue;
      const { status } = await request(test_.server)
        .get(new URL(String(value)).pathname)
        .set('Host', 'links.example');
      expect([name, status]).not.toEqual([name, 404]);
    }
  });

  test('of the protected resource (RFC 9728), at both addresses', async () => {
    for (const [suffix, resource] of [
      ['', 'https://links.example'],
      ['/api/1.0', 'https://links.example/api/1.0'],
    ]) {
      const { body } = await get(`/.well-known/oauth-protected-resource${suffix ?? ''}`);
      expect(body).toMatchObject({
        resource,
        authorization_servers: ['https://links.example'],
        bearer_methods_supported: ['header'],
      });
    }
    const { headers } = await request(test_.server).get('/api/1.0/workspaces').set('Host', 'links.example').expect(401);
    expect(headers['www-authenticate']).toContain(
      'resource_metadata="https://links.example/.well-known/oauth-protected-resource/api/1.0"',
    );
  });
});
