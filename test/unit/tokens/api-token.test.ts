import { describe, expect, test } from '@jest/globals';
import { ScopeSet } from '../../../src/common/domain/access/scope.js';
import { isId } from '../../../src/common/domain/id.js';
import { hashOfSecret } from '../../../src/common/domain/secret.js';
import { ApiToken } from '../../../src/modules/tokens/domain/api-token.js';
import { isWellFormedApiToken, looksLikeApiToken } from '../../../src/modules/tokens/domain/api-token-format.js';

const NOW = new Date('2026-11-25T09:00:00Z');
const END = new Date('2026-11-26T09:00:00Z');
const REQUEST = {
  organizationId: 'organization',
  userId: 'user',
  workspaceId: 'workspace',
  name: 'Nightly export',
  scopes: ScopeSet.of(['short-urls:read', 'domains:read']),
  expiresAt: END,
};

const at = (difference: number): Date => new Date(END.getTime() + difference);

describe('an API token', () => {
  test('keeps what was asked for, and when', () => {
    const [token] = ApiToken.issue(REQUEST, NOW);
    const { scopes, ...rest } = REQUEST;
    expect(token).toMatchObject({ ...rest, scopes: scopes.values, createdAt: NOW });
    expect(isId(token.id)).toBe(true);
  });

  test('is shown once: its hash and its last four characters stay', () => {
    const [token, secret] = ApiToken.issue(REQUEST, NOW);
    expect(isWellFormedApiToken(secret)).toBe(true);
    expect(token.tokenHash).toEqual(hashOfSecret(secret));
    expect(token.lastFour).toHaveLength(4);
    expect(secret.endsWith(token.lastFour)).toBe(true);
    expect(JSON.stringify(token)).not.toContain(secret);
  });

  test('is another each time', () => {
    const [[one, first], [other, second]] = [ApiToken.issue(REQUEST, NOW), ApiToken.issue(REQUEST, NOW)];
    expect(first).not.toBe(second);
    expect(one.id).not.toBe(other.id);
  });

  test('ends at its very millisecond', () => {
    const [token] = ApiToken.issue(REQUEST, NOW);
    expect([at(-1), at(0), at(1)].map((now) => token.isActive(now))).toEqual([true, false, false]);
  });

  test('is a credential of its user in its workspace', () => {
    const [token] = ApiToken.issue(REQUEST, NOW);
    expect(token.toCredential()).toEqual({
      type: 'api_token',
      id: token.id,
      userId: 'user',
      scopes: REQUEST.scopes,
      workspaceId: 'workspace',
      expiresAt: END,
    });
  });
});

describe('what looks like an API token', () => {
  test.each([
    ['tl_', true],
    ['tl_anything', true],
    ['tlc_code', false],
    ['eyJhbGciOiJSUzI1NiJ9.tl_', false],
    ['', false],
  ])('%j: %s', (text, expected) => {
    expect(looksLikeApiToken(text)).toBe(expected);
  });
});
