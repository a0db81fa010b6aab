import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { JwtService } from '@nestjs/jwt';
import { createPublicKey } from 'node:crypto';
import { StartupError } from '../../../src/common/domain/startup-error.js';
import { Configuration } from '../../../src/config/configuration.js';
import { readEnvironment } from '../../../src/config/environment.js';
import { Database } from '../../../src/database/database.js';
import { LONGEST_ACCESS_SECONDS } from '../../../src/modules/oauth-clients/index.js';
import { SigningKeyBox } from '../../../src/modules/oauth/application/signing-key-box.js';
import { SigningKeys } from '../../../src/modules/oauth/application/signing-keys.js';
import { JwtAccessTokenFormat } from '../../../src/modules/oauth/infrastructure/jwt-access-token-format.js';
import { TypeormSigningKeyRepository } from '../../../src/modules/oauth/infrastructure/typeorm-signing-key.repository.js';
import { FakeClock } from '../../fakes/fake-clock.js';
import { OAuthFixture, oauthFixture } from './oauth-fixture.js';

const OLD = 'o'.repeat(32);
const NEW = 'n'.repeat(32);

describe('signing keys', () => {
  let fixture: OAuthFixture;
  const clock = new FakeClock();
  const format = new JwtAccessTokenFormat(new JwtService({}));

  const keys = (database: Database, ...secrets: [string, ...string[]]): SigningKeys => {
    const box = new SigningKeyBox(new Configuration(readEnvironment({}), secrets, ''));
    return new SigningKeys(new TypeormSigningKeyRepository(database), box, clock);
  };

  beforeAll(async () => {
    fixture = await oauthFixture();
  });

  afterAll(() => fixture.close());

  const kids = async (): Promise<string[]> => (await keys(fixture.one, OLD).published()).map(({ kid }) => kid);

  test('of several instances that start at once one makes the key', async () => {
    const instances = [fixture.one, fixture.other, fixture.one, fixture.other].map((database) => keys(database, OLD));
    await Promise.all(instances.map((instance) => instance.onModuleInit()));
    const used = await Promise.all(instances.map((instance) => instance.current()));
    expect(new Set(used.map(({ id }) => id)).size).toBe(1);
    expect(await kids()).toEqual([used[0]?.id]);
  });

  test('the private key is not in the database as it is', async () => {
    const { privateKey } = await keys(fixture.one, OLD).current();
    const [row] = await fixture.test.query<{ private_key_encrypted: Buffer }>('SELECT * FROM signing_keys');
    const modulus = Buffer.from(String(privateKey.export({ format: 'jwk' }).p), 'base64url');
    expect(row?.private_key_encrypted.includes(modulus)).toBe(false);
    expect(row?.private_key_encrypted.includes('PRIVATE')).toBe(false);
  });

  test('APP_SECRET can be replaced: the former decrypts, the new one encrypts from the next start', async () => {
    await expect(keys(fixture.one, NEW).onModuleInit()).rejects.toThrow(StartupError);
    await keys(fixture.one, NEW, OLD).onModuleInit();
    await keys(fixture.one, NEW).onModuleInit();
    await expect(keys(fixture.one, OLD).onModuleInit()).rejects.toThrow(/^APP_SECRET/);
    await keys(fixture.one, OLD, NEW).onModuleInit();
  });

  test('after a rotation the new key signs, at once in every instance, and the old one verifies', async () => {
    const [here, there] = [keys(fixture.one, OLD), keys(fixture.other, OLD)];
    const old = await there.current();
    const signed = await format.sign(claims(), old);
    const id = await here.rotate();
    expect((await there.current()).id).toBe(id);
    expect(await kids()).toEqual([id, old.id]);
    const publicKey = (await there.publicKeyOf(format.keyIdOf(signed) ?? '')) ?? '';
    const expected = { publicKey, issuer: 'issuer', audience: 'audience', now: clock.now() };
    expect(await format.idOf(signed, expected)).toBe('jti');
    const rows = await fixture.test.query('SELECT FROM signing_keys WHERE id = $1 AND private_key_encrypted IS NULL', [
      old.id,
    ]);
    expect(rows).toHaveLength(1);
  });

  test('a retired key is published until its last token has run out', async () => {
    const [current, retired] = await kids();
    clock.advance(LONGEST_ACCESS_SECONDS - 1);
    expect(await kids()).toEqual([current, retired]);
    clock.advance(1);
    expect(await kids()).toEqual([current]);
  });

  test('what is published is public, and says what it is for', async () => {
    const [jwk] = await keys(fixture.one, OLD).published();
    expect(Object.keys(jwk ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
    expect(createPublicKey({ key: jwk!, format: 'jwk' }).asymmetricKeyDetails?.modulusLength).toBe(2048);
  });

  const claims = () => ({
    iss: 'issuer',
    aud: 'audience',
    sub: 'user',
    jti: 'jti',
    iat: Math.floor(clock.now().getTime() / 1000),
    nbf: Math.floor(clock.now().getTime() / 1000),
    exp: Math.floor(clock.now().getTime() / 1000) + 60,
    client_id: 'client',
    scope: '*',
    scopes: ['*'],
    workspace_id: null,
  });
});
