import { beforeEach, describe, expect, test } from '@jest/globals';
import { ScopeSet } from '../../../src/common/domain/access/scope.js';
import { OAuthClient } from '../../../src/modules/oauth-clients/index.js';
import { Grant } from '../../../src/modules/oauth/domain/grant.js';
import { OAuthError } from '../../../src/modules/oauth/domain/oauth-error.js';
import { InMemoryTokenEndpoint, REDIRECT_URI } from '../../fakes/in-memory-token-endpoint.js';
import { failureOf } from '../../support/errors.js';

const ADDRESS = '192.0.2.7';
const DAY = 24 * 60 * 60;
const TWO_SCOPES = ScopeSet.of(['short-urls:read', 'domains:read']);

let endpoint: InMemoryTokenEndpoint;
let client: OAuthClient;
let grant: Grant;
let first: string;

beforeEach(async () => {
  endpoint = await InMemoryTokenEndpoint.open();
  [client] = await endpoint.client();
  const approved = await endpoint.approve(client, { scopes: TWO_SCOPES, workspaceId: 'north' });
  ({ grant } = approved);
  const parameters = { code: approved.code, redirect_uri: REDIRECT_URI };
  ({ refreshToken: first } = await endpoint.codeGrant.exchange(client, parameters, ADDRESS));
});

const refresh = (token: string | undefined, scope?: string, by = client) =>
  endpoint.refreshGrant.exchange(by, { refresh_token: token, scope }, ADDRESS);

const refusal = async (token: string | undefined, scope?: string, by = client): Promise<unknown> => {
  const error = await failureOf(refresh(token, scope, by));
  expect(error).toBeInstanceOf(OAuthError);
  return error;
};

describe('a refresh token', () => {
  test('gives new tokens with what was granted, and ends the access token beside it', async () => {
    const issued = await refresh(first);
    expect(issued.refreshToken).not.toBe(first);
    expect(issued).not.toHaveProperty('scope');
    expect(endpoint.claimsOf(issued)).toMatchObject({
      scopes: ['domains:read', 'short-urls:read'],
      workspace_id: 'north',
    });
    expect(endpoint.grants.accessTokens.map(({ revokedAt }) => revokedAt)).toEqual([
      new Date('2026-11-25T09:00:00Z'),
      null,
    ]);
    expect(endpoint.accounts.changes.settlements).toBe(1);
  });

  test('has a successor that goes on', async () => {
    const { refreshToken } = await refresh(first);
    expect(await refresh(refreshToken)).toHaveProperty('accessToken');
  });

  test('narrows the scope for one access token, not for the successor', async () => {
    const narrow = await refresh(first, 'domains:read');
    expect(endpoint.claimsOf(narrow).scopes).toEqual(['domains:read']);
    expect(narrow).not.toHaveProperty('scope');
    expect(endpoint.claimsOf(await refresh(narrow.refreshToken)).scopes).toEqual(['domains:read', 'short-urls:read']);
  });

  test('names the scope where the application is registered for less by now', async () => {
    const [narrower] = client.with({ scopes: ScopeSet.of(['domains:read']) }, endpoint.accounts.clock.now());
    expect(await refresh(first, undefined, narrower)).toMatchObject({ scope: 'domains:read' });
  });

  test('names the scope where * was asked for', async () => {
    const [narrower] = client.with({ scopes: ScopeSet.of(['domains:read']) }, endpoint.accounts.clock.now());
    expect(await refresh(first, '*', narrower)).toMatchObject({ scope: 'domains:read' });
  });

  test('gives access tokens that end with the approval', async () => {
    endpoint.accounts.clock.advance(730 * DAY - 60);
    expect(await refresh(first)).toMatchObject({ expiresInSeconds: 60 });
  });
});

describe('a refresh token is refused', () => {
  test('where it is missing', async () => {
    expect(await refusal(undefined)).toMatchObject({
      code: 'invalid_request',
      message: 'The parameter refresh_token is missing.',
    });
  });

  test('where it is unknown, or another application’s', async () => {
    const [other] = await endpoint.client();
    const unknown = { code: 'invalid_grant', message: 'The refresh token is unknown.' };
    expect(await refusal('tlr_unknown')).toMatchObject(unknown);
    expect(await refusal(first, undefined, other)).toMatchObject(unknown);
    expect(await refresh(first)).toBeDefined();
  });

  test('for a scope that is unknown or wider, without being used up', async () => {
    expect(await refusal(first, 'everything')).toMatchObject({ code: 'invalid_scope' });
    expect(await refusal(first, 'users:read')).toMatchObject({ code: 'invalid_scope' });
    expect(await refresh(first)).toBeDefined();
  });

  test('from the end of its approval on, to the millisecond', async () => {
    endpoint.accounts.clock.advance(730 * DAY - 0.001);
    const { refreshToken } = await refresh(first);
    endpoint.accounts.clock.advance(0.001);
    expect(await refusal(refreshToken)).toMatchObject({
      code: 'invalid_grant',
      message: 'The approval behind this refresh token has ended. Send the user through the authorization page again.',
    });
  });

  test('while its user is suspended, without being used up', async () => {
    await endpoint.accounts.suspend(endpoint.user);
    expect(await refusal(first)).toMatchObject({
      code: 'invalid_grant',
      message: 'The account behind this approval is not active.',
    });
    expect(endpoint.grants.isRevoked(grant.id)).toBe(false);
  });
});

describe('a refresh token that comes back', () => {
  const USED = 'The refresh token has been used already, so its whole approval has ended.';

  test('ends its approval, before that is answered', async () => {
    await refresh(first);
    expect(await refusal(first)).toMatchObject({ code: 'invalid_grant', message: USED });
    expect(endpoint.grants.isRevoked(grant.id)).toBe(true);
    expect(endpoint.accounts.changes.settlements).toBe(2);
    expect(endpoint.accounts.audit.entries).toMatchObject([
      { actor: { address: ADDRESS }, changes: { client_id: client.id, reason: 'refresh token used again' } },
    ]);
    expect(endpoint.accounts.events.published).toEqual([
      ['oauth_grant.revoked', { grantId: grant.id, clientId: client.id }],
    ]);
  });

  test('does so whatever scope it asks for', async () => {
    await refresh(first);
    expect(await refusal(first, 'users:read')).toMatchObject({ code: 'invalid_grant', message: USED });
    expect(endpoint.grants.isRevoked(grant.id)).toBe(true);
  });

  test('ends the successor too', async () => {
    const { refreshToken } = await refresh(first);
    await refusal(first);
    expect(await refusal(refreshToken)).toMatchObject({ code: 'invalid_grant' });
  });
});
