import { createPublicKey, createSign, createVerify } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Credential } from '../../../src/common/domain/access/credential.js';
import { ScopeSet } from '../../../src/common/domain/access/scope.js';
import { isId, newId } from '../../../src/common/domain/id.js';
import { StartupError } from '../../../src/common/domain/startup-error.js';
import { Configuration } from '../../../src/config/configuration.js';
import { readEnvironment } from '../../../src/config/environment.js';
import { AccessTokenVerifier } from '../../../src/modules/oauth/application/access-token-verifier.js';
import { SigningKeyBox } from '../../../src/modules/oauth/application/signing-key-box.js';
import { SigningKeys } from '../../../src/modules/oauth/application/signing-keys.js';
import { LiveAccessToken } from '../../../src/modules/oauth/domain/access-token.repository.js';
import { SigningKey } from '../../../src/modules/oauth/domain/signing-key.js';
import { FakeClock } from '../../fakes/fake-clock.js';
import { InMemorySigningKeyRepository } from '../../fakes/in-memory-signing-key.repository.js';
import { NoLiveAccessTokens } from '../../fakes/no-live-access-tokens.js';
import { ReadableAccessTokenFormat } from '../../fakes/readable-access-token-format.js';
import { failureOf } from '../../support/errors.js';

const OLD = 'o'.repeat(32);
const NEW = 'n'.repeat(32);
const YEAR = 31_536_000;
const configured = (...secrets: [string, ...string[]]): Configuration =>
  new Configuration(readEnvironment({ PUBLIC_URL: 'https://trimlink.example' }), secrets, '');

let made: SigningKey[];
let clock: FakeClock;
let repository: InMemorySigningKeyRepository;

const keysUnder = (...secrets: [string, ...string[]]): SigningKeys =>
  new SigningKeys(repository, new SigningKeyBox(configured(...secrets)), clock);

beforeAll(async () => {
  repository = new InMemorySigningKeyRepository();
  clock = new FakeClock();
  await keysUnder(OLD).onModuleInit();
  made = repository.keys;
});

beforeEach(() => {
  clock = new FakeClock();
  repository = new InMemorySigningKeyRepository();
  repository.keys = [...made];
});

const onlyKey = (): SigningKey => {
  const [key] = repository.keys;
  if (!key || repository.keys.length !== 1) throw new Error('There is not exactly one key');
  return key;
};

describe('at the start', () => {
  test('a key is made where there is none, and kept encrypted', () => {
    const key = onlyKey();
    expect(isId(key.id)).toBe(true);
    expect(key).toMatchObject({ createdAt: new Date('2026-11-25T09:00:00Z'), retiredAt: null });
    expect(key.publicKey).toMatch(/^-----BEGIN PUBLIC KEY-----/);
    expect(createPublicKey(key.publicKey).asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(key.privateKeyEncrypted?.toString('latin1')).not.toContain('PRIVATE KEY');
  });

  test('the key that is there stays as it is', async () => {
    await keysUnder(OLD).onModuleInit();
    expect(repository.keys).toEqual(made);
  });

  test('the key is encrypted anew where its secret is on its way out', async () => {
    await keysUnder(NEW, OLD).onModuleInit();
    expect(onlyKey()).toMatchObject({ id: made[0]?.id, publicKey: made[0]?.publicKey });
    expect((await keysUnder(NEW).current()).id).toBe(made[0]?.id);
    expect(await failureOf(keysUnder(OLD).current())).toBeInstanceOf(StartupError);
  });

  test('another secret is no start', async () => {
    const failure = await failureOf(keysUnder(NEW).onModuleInit());
    expect(failure).toBeInstanceOf(StartupError);
    expect(failure).toMatchObject({
      message: 'APP_SECRET does not open the signing key in the database. Append the former secret after a comma.',
    });
    expect(repository.keys).toEqual(made);
  });
});

describe('the current key', () => {
  test('signs what its public key verifies', async () => {
    const keys = keysUnder(OLD);
    const { id, privateKey } = await keys.current();
    const signature = createSign('sha256').update('text').sign(privateKey);
    const publicKey = (await keys.publicKeyOf(id)) ?? '';
    expect(createVerify('sha256').update('text').verify(publicKey, signature)).toBe(true);
  });

  test('is decrypted once', async () => {
    const keys = keysUnder(OLD);
    expect(await keys.current()).toBe(await keys.current());
  });

  test('is missing only in a database that nobody prepared', async () => {
    repository.keys = [];
    expect(await failureOf(keysUnder(OLD).current())).toMatchObject({ message: 'There is no signing key' });
  });
});

describe('a public key', () => {
  test('is read once, and an unknown one each time', async () => {
    const keys = keysUnder(OLD);
    const { id, publicKey } = onlyKey();
    expect(await keys.publicKeyOf(id)).toBe(publicKey);
    expect(await keys.publicKeyOf(id)).toBe(publicKey);
    expect(repository.lookUps).toBe(1);
    expect(await keys.publicKeyOf('unknown')).toBeUndefined();
    expect(await keys.publicKeyOf('unknown')).toBeUndefined();
    expect(repository.lookUps).toBe(3);
  });

  test('is published as a JWK without anything private', async () => {
    const { id, publicKey } = onlyKey();
    const { n, e } = createPublicKey(publicKey).export({ format: 'jwk' });
    expect(await keysUnder(OLD).published()).toEqual([{ kty: 'RSA', n, e, kid: id, use: 'sig', alg: 'RS256' }]);
  });
});

describe('rotation', () => {
  test('signs by a new key, at once in every instance, and can’t sign by the old one again', async () => {
    const [here, elsewhere] = [keysUnder(OLD), keysUnder(OLD)];
    const before = await elsewhere.current();
    clock.advance(60);
    const id = await here.rotate();
    expect(id).not.toBe(before.id);
    expect((await elsewhere.current()).id).toBe(id);
    expect(repository.keys).toMatchObject([
      { id: before.id, retiredAt: clock.now(), privateKeyEncrypted: null },
      { id, retiredAt: null },
    ]);
  });

  test('publishes the old key for as long as its last token may live', async () => {
    const keys = keysUnder(OLD);
    const former = onlyKey().id;
    const id = await keys.rotate();
    const published = async () => (await keys.published()).map(({ kid }) => kid);
    clock.advance(YEAR - 0.001);
    expect(await published()).toEqual([id, former]);
    clock.advance(0.001);
    expect(await published()).toEqual([id]);
  });
});

class OneLiveToken extends NoLiveAccessTokens {
  asked: Date[] = [];

  constructor(private readonly credential: Credential) {
    super();
  }

  override findLive(id: string, now: Date): Promise<LiveAccessToken | undefined> {
    this.asked.push(now);
    const { credential } = this;
    return Promise.resolve(id === credential.id ? { credential, issuedAt: new Date(0) } : undefined);
  }
}

describe('an access token', () => {
  const id = newId();
  let keys: SigningKeys;
  let live: OneLiveToken;
  let verifier: AccessTokenVerifier;
  const format = new ReadableAccessTokenFormat();

  beforeEach(() => {
    keys = keysUnder(OLD);
    live = new OneLiveToken({
      type: 'access_token',
      id,
      userId: 'user',
      scopes: ScopeSet.of(['*']),
      workspaceId: null,
      expiresAt: new Date(clock.now().getTime() + 60_000),
    });
    verifier = new AccessTokenVerifier(format, keys, live, configured(OLD), clock);
  });

  async function written(more: object = {}, keyId?: string): Promise<string> {
    const now = clock.now().getTime() / 1000;
    const claims = {
      iss: 'https://trimlink.example',
      aud: 'https://trimlink.example/api/1.0',
      sub: 'user',
      jti: id,
      iat: now,
      nbf: now,
      exp: now + 60,
      client_id: 'client',
      scope: '*',
      scopes: ['*'],
      workspace_id: null,
      ...more,
    };
    const { id: current, privateKey } = await keys.current();
    return format.sign(claims, { id: keyId ?? current, privateKey });
  }

  test('is whose it is while it is alive', async () => {
    expect(await verifier.verify(await written())).toMatchObject({ id });
    expect(live.asked).toEqual([clock.now()]);
    expect(await verifier.verify(await written({ jti: newId() }))).toBeUndefined();
  });

  test.each([
    ['of another issuer', { iss: 'https://elsewhere.example' }],
    ['for another audience', { aud: 'https://trimlink.example' }],
    ['that has run out', { exp: 0 }],
    ['whose id is none', { jti: 'id' }],
  ])('%s never reaches the database', async (_what, claims) => {
    expect(await verifier.verify(await written(claims))).toBeUndefined();
    expect(live.asked).toEqual([]);
  });

  test('under an unknown key is nobody’s, and one whose key has no id costs no look-up', async () => {
    expect(await verifier.verify(await written({}, newId()))).toBeUndefined();
    expect(repository.lookUps).toBe(1);
    expect(await verifier.verify(await written({}, 'no id'))).toBeUndefined();
    expect(await verifier.verify('no token')).toBeUndefined();
    expect(repository.lookUps).toBe(1);
  });
});
