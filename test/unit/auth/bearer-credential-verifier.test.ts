import { beforeEach, describe, expect, test } from '@jest/globals';
import { Credential } from '../../../src/common/domain/access/credential.js';
import { ScopeSet } from '../../../src/common/domain/access/scope.js';
import { newId } from '../../../src/common/domain/id.js';
import { Configuration } from '../../../src/config/configuration.js';
import { readEnvironment } from '../../../src/config/environment.js';
import { BearerCredentialVerifier } from '../../../src/modules/auth/application/bearer-credential-verifier.js';
import { AccessTokenVerifier, SigningKeys } from '../../../src/modules/oauth/index.js';
import { SigningKeyBox } from '../../../src/modules/oauth/application/signing-key-box.js';
import { LiveAccessToken } from '../../../src/modules/oauth/domain/access-token.repository.js';
import { newApiToken, TokensService } from '../../../src/modules/tokens/index.js';
import { InMemoryAccounts } from '../../fakes/in-memory-accounts.js';
import { InMemoryApiTokenRepository } from '../../fakes/in-memory-api-token.repository.js';
import { InMemorySigningKeyRepository } from '../../fakes/in-memory-signing-key.repository.js';
import { NoLiveAccessTokens } from '../../fakes/no-live-access-tokens.js';
import { ReadableAccessTokenFormat } from '../../fakes/readable-access-token-format.js';

class LiveAccessTokens extends NoLiveAccessTokens {
  readonly credentials = new Map<string, Credential>();

  override findLive(id: string): Promise<LiveAccessToken | undefined> {
    const credential = this.credentials.get(id);
    return Promise.resolve(credential && { credential, issuedAt: new Date(0) });
  }
}

describe('who stands behind a bearer credential', () => {
  const accounts = new InMemoryAccounts();
  const { audit, events, unitOfWork, changes, clock } = accounts;
  const configuration = new Configuration(readEnvironment({}), ['x'.repeat(32)], '');
  const keys = new SigningKeys(new InMemorySigningKeyRepository(), new SigningKeyBox(configuration), clock);
  const format = new ReadableAccessTokenFormat();
  const live = new LiveAccessTokens();
  const apiTokens = new InMemoryApiTokenRepository();
  const tokens = new TokensService(apiTokens, audit, events, unitOfWork, changes, clock);
  const accessTokens = new AccessTokenVerifier(format, keys, live, configuration, clock);
  const verifier = new BearerCredentialVerifier(tokens, accessTokens);

  beforeEach(() => keys.onModuleInit());

  test('an API token is known by its prefix', async () => {
    const actor = { userId: 'user', organizationId: 'organization', address: null };
    const order = { name: 'script', scopes: ScopeSet.of(['*']) };
    const [{ token }, secret] = await tokens.generate(actor, 'user', 'all', order);
    expect(await verifier.verify(secret)).toMatchObject({ type: 'api_token', id: token.id });
    expect(await verifier.verify(newApiToken())).toBeUndefined();
  });

  test('everything else has to be an access token', async () => {
    const id = newId();
    const credential: Credential = {
      type: 'access_token',
      id,
      userId: 'user',
      scopes: ScopeSet.of(['*']),
      workspaceId: null,
      expiresAt: new Date(clock.now().getTime() + 60_000),
    };
    live.credentials.set(id, credential);
    const now = clock.now().getTime() / 1000;
    const claims = {
      iss: configuration.publicUrl,
      aud: `${configuration.publicUrl}/api/1.0`,
      sub: 'user',
      jti: id,
      iat: now,
      nbf: now,
      exp: now + 60,
      client_id: 'client',
      scope: '*',
      scopes: ['*'],
      workspace_id: null,
    };
    expect(await verifier.verify(await format.sign(claims, await keys.current()))).toBe(credential);
    expect(await verifier.verify('a token of another kind')).toBeUndefined();
  });
});
