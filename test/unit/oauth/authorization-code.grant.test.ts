import { beforeEach, describe, expect, test } from '@jest/globals';
import { ScopeSet } from '../../../src/common/domain/access/scope.js';
import { OAuthClient } from '../../../src/modules/oauth-clients/index.js';
import { OAuthError } from '../../../src/modules/oauth/domain/oauth-error.js';
import { InMemoryTokenEndpoint, REDIRECT_URI } from '../../fakes/in-memory-token-endpoint.js';
import { failureOf } from '../../support/errors.js';

const ADDRESS = '192.0.2.7';
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const TWO_SCOPES = ScopeSet.of(['short-urls:read', 'domains:read']);

let endpoint: InMemoryTokenEndpoint;
let client: OAuthClient;

beforeEach(async () => {
  endpoint = await InMemoryTokenEndpoint.open();
  [client] = await endpoint.client();
});

const exchange = (code: string, more: object = {}) =>
  endpoint.codeGrant.exchange(client, { code, redirect_uri: REDIRECT_URI, ...more }, ADDRESS);

const refusal = async (code: string, more: object = {}): Promise<unknown> => {
  const error = await failureOf(exchange(code, more));
  expect(error).toBeInstanceOf(OAuthError);
  return error;
};

describe('a code is exchanged for tokens', () => {
  test('that carry what was approved', async () => {
    const { grant, code } = await endpoint.approve(client, { workspaceId: 'north' });
    const issued = await exchange(code);
    expect(issued).toEqual({
      accessToken: issued.accessToken,
      refreshToken: expect.stringMatching(/^tlr_[0-9A-Za-z]{43}$/),
      expiresInSeconds: 3600,
      scope: '*',
    });
    const [stored] = endpoint.grants.accessTokens;
    expect(stored).toMatchObject({ grantId: grant.id, revokedAt: null });
    const now = Date.parse('2026-11-25T09:00:00Z') / 1000;
    expect(endpoint.claimsOf(issued)).toEqual({
      iss: 'https://trimlink.example',
      aud: 'https://trimlink.example/api/1.0',
      sub: endpoint.user.user.id,
      jti: stored?.id,
      iat: now,
      nbf: now,
      exp: now + 3600,
      client_id: client.id,
      scope: '*',
      scopes: ['*'],
      workspace_id: 'north',
    });
  });

  test('without naming the scope where it is the one asked for', async () => {
    const [first, second] = [
      await endpoint.approve(client, { scopes: TWO_SCOPES, requestedScope: 'short-urls:read domains:read' }),
      await endpoint.approve(client, { scopes: TWO_SCOPES, requestedScope: 'short-urls:read *' }),
    ];
    expect(await exchange(first.code)).not.toHaveProperty('scope');
    expect(await exchange(second.code)).toMatchObject({ scope: 'domains:read short-urls:read' });
  });

  test('of what the application is registered for by now', async () => {
    const [narrower] = client.with({ scopes: ScopeSet.of(['domains:read']) }, endpoint.accounts.clock.now());
    const { code } = await endpoint.approve(client, { scopes: TWO_SCOPES });
    const issued = await endpoint.codeGrant.exchange(narrower, { code, redirect_uri: REDIRECT_URI }, ADDRESS);
    expect(issued.scope).toBe('domains:read');
    expect(endpoint.claimsOf(issued).scopes).toEqual(['domains:read']);
  });

  test('by PKCE, when the verifier fits', async () => {
    const { code } = await endpoint.approve(client, { codeChallenge: CHALLENGE });
    expect(await exchange(code, { code_verifier: VERIFIER })).toHaveProperty('accessToken');
  });
});

describe('a code is refused', () => {
  test.each([
    ['code', { code: undefined }],
    ['redirect_uri', { redirect_uri: undefined }],
  ])('without %s', async (name, more) => {
    const { code } = await endpoint.approve(client);
    expect(await refusal(code, more)).toMatchObject({
      code: 'invalid_request',
      message: `The parameter ${name} is missing.`,
    });
  });

  test('that is unknown, or another application’s', async () => {
    const [other] = await endpoint.client();
    const { code } = await endpoint.approve(other);
    const unknown = { code: 'invalid_grant', message: 'The authorization code is unknown.' };
    expect(await refusal('tlc_unknown')).toMatchObject(unknown);
    expect(await refusal(code)).toMatchObject(unknown);
    expect(await endpoint.codeGrant.exchange(other, { code, redirect_uri: REDIRECT_URI }, ADDRESS)).toBeDefined();
  });

  test('at another redirect URI', async () => {
    const { code } = await endpoint.approve(client);
    expect(await refusal(code, { redirect_uri: `${REDIRECT_URI}/` })).toMatchObject({
      code: 'invalid_grant',
      message: 'Invalid Redirect URI: it is not the one that the code was asked for with.',
      hint: 'Send the redirect_uri of the authorization request, character for character.',
    });
    expect(await exchange(code)).toBeDefined();
  });

  test('with a verifier that nobody announced', async () => {
    const { code } = await endpoint.approve(client);
    expect(await refusal(code, { code_verifier: VERIFIER })).toMatchObject({
      code: 'invalid_grant',
      message: 'The code was asked for without PKCE, so there is nothing to verify.',
    });
  });

  test('without its verifier, or with another', async () => {
    const { code } = await endpoint.approve(client, { codeChallenge: CHALLENGE });
    expect(await refusal(code)).toMatchObject({
      code: 'invalid_grant',
      message: 'The code was asked for with PKCE: send code_verifier.',
    });
    expect(await refusal(code, { code_verifier: 'a'.repeat(43) })).toMatchObject({
      code: 'invalid_grant',
      message: 'code_verifier does not belong to the code_challenge of this code.',
    });
  });

  test('from its very last millisecond on', async () => {
    const [{ code: first }, { code: second }] = [await endpoint.approve(client), await endpoint.approve(client)];
    endpoint.accounts.clock.advance(599.999);
    expect(await exchange(first)).toBeDefined();
    endpoint.accounts.clock.advance(0.001);
    expect(await refusal(second)).toMatchObject({
      code: 'invalid_grant',
      message: 'Authorization Code Expired: it lived for a few minutes only.',
      hint: 'Exchange the code as soon as it arrives. Send the user through the authorization page again.',
    });
  });

  test('when its approval has ended', async () => {
    const { grant, code } = await endpoint.approve(client);
    await endpoint.grants.revoke(grant, endpoint.accounts.clock.now());
    expect(await refusal(code)).toMatchObject({
      code: 'invalid_grant',
      message: 'The approval behind this code has ended.',
    });
  });

  test('while its user is suspended, without being used up', async () => {
    const { code } = await endpoint.approve(client);
    await endpoint.accounts.suspend(endpoint.user);
    expect(await refusal(code)).toMatchObject({
      code: 'invalid_grant',
      message: 'The account behind this approval is not active.',
    });
    expect(endpoint.grants.accessTokens).toEqual([]);
  });

  test('when nothing of what was granted is registered any more', async () => {
    const [other] = client.with({ scopes: ScopeSet.of(['users:read']) }, endpoint.accounts.clock.now());
    const { code } = await endpoint.approve(client, { scopes: TWO_SCOPES });
    const error = await failureOf(endpoint.codeGrant.exchange(other, { code, redirect_uri: REDIRECT_URI }, ADDRESS));
    expect(error).toMatchObject({ code: 'invalid_scope' });
  });
});

describe('a code that comes back', () => {
  test('ends its approval, before that is answered', async () => {
    const { grant, code } = await endpoint.approve(client, { workspaceId: 'north' });
    await exchange(code);
    expect(endpoint.accounts.changes.settlements).toBe(0);
    expect(await refusal(code)).toMatchObject({ code: 'invalid_grant' });
    expect(endpoint.grants.isRevoked(grant.id)).toBe(true);
    expect(endpoint.accounts.changes.settlements).toBe(1);
    const { userId, organizationId } = endpoint.user.access;
    expect(endpoint.accounts.audit.entries).toEqual([
      {
        actor: { userId, organizationId, address: ADDRESS },
        action: 'oauth_grant.revoked',
        resourceType: 'oauth_grant',
        resourceId: grant.id,
        workspaceId: 'north',
        changes: { client_id: client.id, reason: 'authorization code used again' },
      },
    ]);
    expect(endpoint.accounts.events.published).toEqual([
      ['oauth_grant.revoked', { grantId: grant.id, clientId: client.id }],
    ]);
  });

  test('is told so, and gives no second tokens', async () => {
    const { code } = await endpoint.approve(client);
    await exchange(code);
    expect(await refusal(code)).toMatchObject({ message: 'The authorization code has been used already.' });
    expect(endpoint.grants.accessTokens).toHaveLength(1);
  });

  test('at the same time gives tokens once', async () => {
    const { grant, code } = await endpoint.approve(client);
    const outcomes = await Promise.allSettled([exchange(code), exchange(code)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(endpoint.grants.isRevoked(grant.id)).toBe(true);
    expect(endpoint.accounts.audit.entries).toHaveLength(1);
  });
});
