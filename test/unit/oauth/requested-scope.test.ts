import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ALL_SCOPES, SCOPES, ScopeSet } from '../../../src/common/domain/access/scope.js';
import { OAuthError } from '../../../src/modules/oauth/domain/oauth-error.js';
import { RequestedScope } from '../../../src/modules/oauth/domain/requested-scope.js';

const set = (...values: string[]): ScopeSet => ScopeSet.of(values);
const granted = (text: string | undefined, registered: ScopeSet): readonly string[] =>
  RequestedScope.parse(text).grantedBy(registered).values;
const refreshed = (text: string | undefined, grant: ScopeSet, registered: ScopeSet): readonly string[] =>
  RequestedScope.parse(text).refreshedFrom(grant, registered).values;

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof OAuthError) return error.code;
    throw error;
  }
  return 'none';
}

describe('at the authorization page', () => {
  const narrow = set('users:read', 'short-urls:read');

  test('no scope and * both mean all that is registered', () => {
    expect(granted(undefined, narrow)).toEqual(narrow.values);
    expect(granted('*', narrow)).toEqual(narrow.values);
    expect(granted('* users:read', narrow)).toEqual(narrow.values);
    expect(granted(undefined, set('*'))).toEqual(['*']);
    expect(granted('*', set('*'))).toEqual(['*']);
  });

  test('fewer may be asked for, in any order and with any spaces', () => {
    expect(granted('users:read', narrow)).toEqual(['users:read']);
    expect(granted(' short-urls:read   users:read ', narrow)).toEqual(['short-urls:read', 'users:read']);
    expect(granted('users:read', set('*'))).toEqual(['users:read']);
  });

  test('OA-12 unknown or unregistered words are invalid_scope', () => {
    expect(codeOf(() => granted('users:write', narrow))).toBe('invalid_scope');
    expect(codeOf(() => granted('users:read,short-urls:read', narrow))).toBe('invalid_scope');
    expect(codeOf(() => granted('domains:read', narrow))).toBe('invalid_scope');
    expect(codeOf(() => granted('* domains:read', narrow))).toBe('invalid_scope');
    expect(codeOf(() => granted('x '.repeat(32_768), narrow))).toBe('invalid_scope');
  });
});

describe('OA-06b at a refresh', () => {
  test('no scope means what was granted, as far as it is still registered', () => {
    expect(refreshed(undefined, set('users:read'), set('*'))).toEqual(['users:read']);
    expect(refreshed(undefined, set('*'), set('users:read'))).toEqual(['users:read']);
    expect(codeOf(() => refreshed(undefined, set('users:read'), set('domains:read')))).toBe('invalid_scope');
  });

  test('* means the registration, so it is too much where less was granted', () => {
    expect(refreshed('*', set('*'), set('*'))).toEqual(['*']);
    expect(refreshed('*', set('*'), set('users:read'))).toEqual(['users:read']);
    expect(codeOf(() => refreshed('*', set('users:read'), set('*')))).toBe('invalid_scope');
  });

  test('narrowing works, widening does not', () => {
    expect(refreshed('users:read', set('users:read', 'domains:read'), set('*'))).toEqual(['users:read']);
    expect(codeOf(() => refreshed('users:read', set('domains:read'), set('*')))).toBe('invalid_scope');
    expect(codeOf(() => refreshed('users:read', set('users:read'), set('domains:read')))).toBe('invalid_scope');
  });

  test('never gives more than was granted and registered, whatever is tried', () => {
    const words = fc.subarray([ALL_SCOPES, ...SCOPES, 'unknown'] as string[]);
    fc.assert(
      fc.property(fc.option(words), words, words, (asked, grant, registered) => {
        try {
          const given = RequestedScope.parse(asked?.join(' ')).refreshedFrom(
            ScopeSet.of(grant),
            ScopeSet.of(registered),
          );
          expect(ScopeSet.of(grant).covers(given)).toBe(true);
          expect(ScopeSet.of(registered).covers(given)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(OAuthError);
        }
      }),
    );
  });
});

test('the answer names its scope where it is not the one asked for', () => {
  const isExactly = (text: string | undefined, values: string[]): boolean =>
    RequestedScope.parse(text).isExactly(ScopeSet.of(values));
  expect(isExactly('*', ['*'])).toBe(true);
  expect(isExactly('*', ['users:read'])).toBe(false);
  expect(isExactly('users:read domains:read', ['domains:read', 'users:read'])).toBe(true);
  expect(isExactly(undefined, ['*'])).toBe(false);
});
