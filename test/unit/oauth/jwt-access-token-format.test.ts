import { describe, expect, test } from '@jest/globals';
import { JwtService } from '@nestjs/jwt';
import { createHmac, generateKeyPairSync, KeyObject, sign } from 'node:crypto';
import { JwtAccessTokenFormat } from '../../../src/modules/oauth/infrastructure/jwt-access-token-format.js';

const NOW = new Date('2026-11-25T09:00:00Z');
const seconds = NOW.getTime() / 1000;
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();

const format = new JwtAccessTokenFormat(new JwtService({}));

const CLAIMS = {
  iss: 'https://links.example',
  aud: 'https://links.example/api/1.0',
  sub: 'user',
  jti: 'token',
  iat: seconds,
  nbf: seconds,
  exp: seconds + 60,
  client_id: 'client',
  scope: '*',
  scopes: ['*'],
  workspace_id: null,
};
const HEADER = { alg: 'RS256', typ: 'at+jwt', kid: 'key' };

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Any header and claims, rightly signed, as no library would do it. */
function signed(header: object, claims: object, key: KeyObject = privateKey, hash = 'sha256'): string {
  const text = `${encode({ ...HEADER, ...header })}.${encode({ ...CLAIMS, ...claims })}`;
  return `${text}.${sign(hash, Buffer.from(text), key).toString('base64url')}`;
}

/** As the verifier does it. */
async function idOf(token: string, now = NOW): Promise<string | undefined> {
  if (format.keyIdOf(token) !== 'key') return undefined;
  return format.idOf(token, { publicKey: pem, issuer: CLAIMS.iss, audience: CLAIMS.aud, now });
}

describe('BT-01 access tokens', () => {
  test('of ours are read', async () => {
    expect(await idOf(await format.sign(CLAIMS, { id: 'key', privateKey }))).toBe('token');
    expect(await idOf(signed({}, {}))).toBe('token');
  });

  test.each([
    ['HS256 in the header', { alg: 'HS256' }],
    ['none', { alg: 'none' }],
    ['nOnE', { alg: 'nOnE' }],
    ['another type', { typ: 'JWT' }],
    ['no type', { typ: undefined }],
    ['a critical extension', { crit: ['exp'] }],
    ['an unknown critical extension', { crit: ['x'], x: 1 }],
    ['a list for a key', { kid: ['key'] }],
    ['no key', { kid: undefined }],
  ])('with %s are not', async (_, header) => {
    expect(await idOf(signed(header, {}))).toBeUndefined();
  });

  test.each([
    ['another issuer', { iss: 'https://other.example' }],
    ['another audience', { aud: 'https://links.example' }],
    ['no audience', { aud: undefined }],
    ['no end', { exp: undefined }],
    ['an end that is no number', { exp: String(seconds + 60) }],
    ['an end in the past', { exp: seconds }],
    ['a beginning in the future', { nbf: seconds + 1 }],
    ['no id', { jti: undefined }],
    ['an id that is no text', { jti: { $ne: null } }],
  ])('with %s are not', async (_, claims) => {
    expect(await idOf(signed({}, claims))).toBeUndefined();
  });

  test('signed by somebody else are not, whatever key they bring along', async () => {
    const jwk = stranger.publicKey.export({ format: 'jwk' });
    expect(await idOf(signed({}, {}, stranger.privateKey))).toBeUndefined();
    expect(await idOf(signed({ jwk }, {}, stranger.privateKey))).toBeUndefined();
    expect(
      await idOf(signed({ jku: 'https://evil.example', x5u: 'https://evil.example' }, {}, stranger.privateKey)),
    ).toBe(undefined);
    expect(await idOf(signed({}, {}, privateKey, 'sha512'))).toBeUndefined();
  });

  test('signed by HMAC with the public key are not', async () => {
    const text = `${encode({ ...HEADER, alg: 'HS256' })}.${encode(CLAIMS)}`;
    const token = `${text}.${createHmac('sha256', pem).update(text).digest('base64url')}`;
    expect(await idOf(token)).toBeUndefined();
    const expected = { publicKey: pem, issuer: CLAIMS.iss, audience: CLAIMS.aud, now: NOW };
    expect(await format.idOf(token, expected)).toBeUndefined();
  });

  test.each(['', '.', '..', 'a.b.c', 'bnVsbA.bnVsbA.bnVsbA', 'e30.e30.e30', 'x'.repeat(10_000), '\0.\0.\0'])(
    '%j is none',
    async (token) => {
      expect(await idOf(token)).toBeUndefined();
    },
  );
});
