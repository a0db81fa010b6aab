import { describe, expect, test } from '@jest/globals';
import { ScopeSet } from '../../../src/common/domain/access/scope.js';
import { isId } from '../../../src/common/domain/id.js';
import { hashOfSecret } from '../../../src/common/domain/secret.js';
import { AuthorizationCode } from '../../../src/modules/oauth/domain/authorization-code.js';
import { Grant, grantExpiry } from '../../../src/modules/oauth/domain/grant.js';
import { AccessToken, RefreshToken } from '../../../src/modules/oauth/domain/tokens.js';
import { changedCopy } from '../../fakes/changed-copy.js';

const NOW = new Date('2026-11-25T09:00:00Z');
const END = new Date('2028-11-24T09:00:00Z');
const REQUEST = {
  id: 'grant',
  clientId: 'client',
  userId: 'user',
  organizationId: 'organization',
  workspaceId: 'north',
  scopes: ScopeSet.of(['short-urls:read', 'domains:read']),
};
const grant = Grant.approve(REQUEST, NOW);
const NARROW = ScopeSet.of(['domains:read']);

const before = (time: Date, milliseconds: number): Date => new Date(time.getTime() - milliseconds);

describe('a grant', () => {
  test('holds what was approved for 730 days', () => {
    expect(grant).toMatchObject({ ...REQUEST, createdAt: NOW, expiresAt: END, revokedAt: null });
    expect(grantExpiry(NOW)).toEqual(END);
  });

  test('lives up to its last millisecond, unless it is revoked', () => {
    expect(grant.isLive(before(END, 1))).toBe(true);
    expect(grant.isLive(END)).toBe(false);
    expect(changedCopy(grant, { revokedAt: NOW }).isLive(NOW)).toBe(false);
  });
});

describe('an access token', () => {
  test('lives for as long as its application says', () => {
    const token = AccessToken.issue(grant, NARROW, 3600, NOW);
    expect(token).toMatchObject({ grantId: 'grant', scopes: NARROW, createdAt: NOW, revokedAt: null });
    expect(token.expiresAt).toEqual(new Date('2026-11-25T10:00:00Z'));
    expect(token.secondsToLive).toBe(3600);
    expect(isId(token.id)).toBe(true);
  });

  test('ends with its grant, and says so in whole seconds', () => {
    const token = AccessToken.issue(grant, NARROW, 3600, before(END, 1_999));
    expect(token.expiresAt).toEqual(END);
    expect(token.secondsToLive).toBe(1);
  });
});

test('a refresh token belongs to the access token beside it, and only its hash stays', () => {
  const accessToken = AccessToken.issue(grant, NARROW, 3600, NOW);
  const [stored, token] = RefreshToken.issue(accessToken);
  expect(token).toMatch(/^tlr_[0-9A-Za-z]{43}$/);
  expect(stored).toMatchObject({
    tokenHash: hashOfSecret(token),
    grantId: 'grant',
    accessTokenId: accessToken.id,
    createdAt: NOW,
    consumedAt: null,
  });
});

describe('an authorization code', () => {
  const binding = {
    grantId: 'grant',
    redirectUri: 'https://app.example/cb',
    requestedScope: 'domains:read',
    codeChallenge: null,
    expiresAt: END,
  };

  test('is bound to its request, and only its hash stays', () => {
    const [stored, code] = AuthorizationCode.issue(binding);
    expect(code).toMatch(/^tlc_[0-9A-Za-z]{43}$/);
    expect(stored).toMatchObject({ ...binding, codeHash: hashOfSecret(code), consumedAt: null });
  });

  test('ends at its very millisecond', () => {
    const [stored] = AuthorizationCode.issue(binding);
    expect([before(END, 1), END].map((now) => stored.hasExpired(now))).toEqual([false, true]);
  });
});
