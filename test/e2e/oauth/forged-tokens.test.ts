import { createHmac, createPublicKey, generateKeyPairSync, KeyObject, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { SigningKeys } from '../../../src/modules/oauth/application/signing-keys.js';
import { withPasswordHasher } from '../../fakes/fake-password-hasher.js';
import { generateToken, Person, registerOwner, startApp, TestApp, upgrade } from '../../support/app.js';
import { registerApplication, TokenPair, tokensOf } from '../../support/oauth.js';
import { routesOf } from '../../support/routes.js';

const LIST = '/api/1.0/short-urls/list-all-short-urls';
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Tokens that carry the id of a living one, and where not said otherwise the signature of the real key. */
describe('BT-01 over HTTP', () => {
  let test_: TestApp;
  let owner: Person;
  let tokens: TokenPair;
  let header: Record<string, unknown>;
  let claims: Record<string, unknown>;
  let privateKey: KeyObject;

  beforeAll(async () => {
    test_ = await startApp({ extensions: withPasswordHasher() });
    owner = await registerOwner(test_.server);
    await upgrade(test_, owner);
    tokens = await tokensOf(test_.server, owner, await registerApplication(owner));
    [header, claims] = tokens.access_token
      .split('.')
      .slice(0, 2)
      .map((it) => JSON.parse(Buffer.from(it, 'base64url').toString())) as [typeof header, typeof claims];
    ({ privateKey } = await test_.app.get(SigningKeys, { strict: false }).current());
  });

  afterAll(() => test_.close());

  const opens = async (token: string): Promise<number> =>
    (await request(test_.server).get(LIST).set('Authorization', `Bearer ${token}`)).status;

  const forge = (ofHeader: object, ofClaims: object = {}, key = privateKey): string => {
    const text = `${encode({ ...header, ...ofHeader })}.${encode({ ...claims, ...ofClaims })}`;
    return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
  };

  const attacker = generateKeyPairSync('rsa', { modulusLength: 2048 });

  test('what is signed as ours are passes, so that nothing below fails for another reason', async () => {
    expect(await opens(forge({}))).toBe(200);
    expect(await opens(tokens.access_token)).toBe(200);
  });

  test.each<[string, object]>([
    ['alg none', { alg: 'none' }],
    ['alg nOnE', { alg: 'nOnE' }],
    ['alg None', { alg: 'None' }],
    ['alg HS256', { alg: 'HS256' }],
    ['alg RS512', { alg: 'RS512' }],
    ['alg PS256', { alg: 'PS256' }],
    ['alg as a list', { alg: ['RS256'] }],
    ['no alg', { alg: undefined }],
    ['typ JWT', { typ: 'JWT' }],
    ['typ of a refresh token', { typ: 'rt+jwt' }],
    ['crit', { crit: ['exp'] }],
    ['crit of nothing', { crit: [] }],
    ['b64 false', { crit: ['b64'], b64: false }],
    ['no kid', { kid: undefined }],
    ['kid null', { kid: null }],
    ['kid as traversal', { kid: '../../../../dev/null' }],
    ['kid as SQL', { kid: "x' UNION SELECT 'secret' --" }],
    ['kid as a command', { kid: '/dev/null; true' }],
    ['kid with a null byte', { kid: '\0' }],
    ['kid as an object', { kid: { $ne: null } }],
    ['kid as a number', { kid: 1 }],
    ['kid of no key', { kid: '01900000-0000-7000-8000-000000000000' }],
    ['kid __proto__', { kid: '__proto__' }],
    ['kid very long', { kid: 'x'.repeat(4000) }],
  ])('header: %s', async (_what, change) => {
    expect(await opens(forge(change))).toBe(401);
  });

  test('header: kid as a list of the right one', async () => {
    expect(await opens(forge({ kid: [header['kid']] }))).toBe(401);
  });

  test.each<[string, object]>([
    ['a foreign aud', { aud: 'https://elsewhere.example/api/1.0' }],
    ['no aud', { aud: undefined }],
    ['a foreign iss', { iss: 'https://elsewhere.example' }],
    ['no iss', { iss: undefined }],
    ['no exp', { exp: undefined }],
    ['exp as text', { exp: '9999999999' }],
    ['exp in the past', { exp: 1_700_000_000 }],
    ['nbf in the future', { nbf: 9_999_999_999 }],
    ['no jti', { jti: undefined }],
    ['jti as SQL', { jti: "' OR 1=1 --" }],
    ['jti as a list', { jti: ['x'] }],
    ['jti of no token', { jti: '01900000-0000-7000-8000-000000000000' }],
    ['jti with a null byte', { jti: '\0' }],
  ])('claims: %s', async (_what, change) => {
    expect(await opens(forge({}, change))).toBe(401);
  });

  test('signed by a key that it brings along or points at', async () => {
    const jwk = attacker.publicKey.export({ format: 'jwk' });
    for (const change of [
      { jwk },
      { jwk, kid: undefined },
      { jku: 'https://evil.example/jwks.json' },
      { x5u: 'https://evil.example/cert.pem' },
      { x5c: [attacker.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')] },
    ]) {
      expect(await opens(forge(change, {}, attacker.privateKey))).toBe(401);
    }
  });

  test('signed by HMAC with the published key, in any form of it', async () => {
    const { body } = await request(test_.server).get('/.well-known/jwks.json').expect(200);
    const key = createPublicKey({ key: body.keys[0], format: 'jwk' });
    const pem = key.export({ format: 'pem', type: 'spki' }).toString();
    const secrets = [pem, pem.trim(), key.export({ format: 'der', type: 'spki' }), JSON.stringify(body.keys[0])];
    for (const secret of secrets) {
      for (const typ of ['at+jwt', 'JWT']) {
        const text = `${encode({ ...header, typ, alg: 'HS256' })}.${encode(claims)}`;
        expect(await opens(`${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`)).toBe(401);
      }
    }
  });

  test('unsigned, with an empty signature or none', async () => {
    for (const alg of ['none', 'nOnE', 'RS256']) {
      const text = `${encode({ ...header, alg })}.${encode(claims)}`;
      expect([await opens(`${text}.`), await opens(text)]).toEqual([401, 401]);
    }
  });

  test('a refresh token, an id, an API token with something behind', async () => {
    const api = await generateToken(owner);
    for (const token of [
      tokens.refresh_token,
      `${String(claims['jti'])}.x.y`,
      `${api}x`,
      api.slice(0, -1),
      `${api}.${api}.${api}`,
    ]) {
      expect([token, await opens(token)]).toEqual([token, 401]);
    }
    expect(await opens(api)).toBe(200);
  });

  test('a rotated key verifies what still lives, and can sign nothing more: its private half is gone', async () => {
    const old = privateKey;
    await test_.app.get(SigningKeys, { strict: false }).rotate();
    expect(await opens(forge({}, {}, old))).toBe(200);
    const stored = await test_.database.query<{ private_key_encrypted: Buffer | null }>(
      'SELECT private_key_encrypted FROM signing_keys WHERE id = $1',
      [header['kid']],
    );
    expect(stored).toEqual([{ private_key_encrypted: null }]);
  });

  test('BT-02 neither kind of credential is one in the query or the body, on any route', async () => {
    const routes = routesOf(test_.app).filter(({ access }) => access === 'credential');
    expect(routes.length).toBeGreaterThan(7);
    const { access_token: oauth } = await tokensOf(test_.server, owner, await registerApplication(owner));
    for (const token of [await generateToken(owner), oauth]) {
      for (const { method, path } of routes) {
        const at = path.replace(':id', '01900000-0000-7000-8000-000000000000');
        const send = (query: string) => request(test_.server)[method](at + query);
        const answers = [
          await send(`?access_token=${token}`),
          await send(`?bearer_token=${token}`),
          await send(`?Authorization=Bearer%20${token}`),
          ...(method === 'get'
            ? []
            : [
                await send('').send({ access_token: token }),
                await send('').type('form').send({ access_token: token }),
              ]),
        ];
        expect([method, path, answers.map(({ status }) => status)]).toEqual([method, path, answers.map(() => 401)]);
      }
    }
  });

  test('BT-02 nor in a cookie, nor under another scheme', async () => {
    const token = await generateToken(owner);
    const get = () => request(test_.server).get(LIST);
    await get().set('Cookie', `access_token=${token}; trimlink_session=${token}`).expect(401);
    await get()
      .set('Authorization', `Basic ${Buffer.from(`${token}:`).toString('base64')}`)
      .expect(401);
    await get().set('Authorization', token).expect(401);
    await get().set('X-Api-Key', token).expect(401);
  });
});
