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

  test('OA-12 known words are invalid_scope where they come by the thousand', () => {
    expect(codeOf(() => RequestedScope.parse('users:read '.repeat(6000)))).toBe('invalid_scope');
    expect(codeOf(() => RequestedScope.parse([ALL_SCOPES, ...SCOPES].join(' ')))).toBe('none');
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

describe('OA-12 by any sequence of calls', () => {
  const anything: readonly string[] = [ALL_SCOPES, ...SCOPES, 'unknown', 'users:read,short-urls:read', ''];
  const asked = fc.option(
    fc.array(fc.constantFrom(...anything), { maxLength: 6 }).map((words) => words.join(' ')),
    {
      nil: undefined,
    },
  );
  const registration = fc.subarray([ALL_SCOPES, ...SCOPES], { minLength: 1 }).map((words) => ScopeSet.of(words));

  const attempt = (work: () => ScopeSet): ScopeSet | undefined => {
    try {
      return work();
    } catch (error) {
      expect(error).toBeInstanceOf(OAuthError);
      return undefined;
    }
  };

  test('no access token has a scope that its grant lacks, or one outside of the registration at its time', () => {
    const step = fc.record({ text: asked, registered: fc.option(registration) });
    fc.assert(
      fc.property(asked, registration, fc.array(step, { maxLength: 10 }), (text, first, steps) => {
        let registered = first;
        const grant = attempt(() => RequestedScope.parse(text).grantedBy(registered));
        if (!grant) return;
        expect(registered.covers(grant)).toBe(true);
        for (const next of steps) {
          registered = next.registered ?? registered;
          const given = attempt(() => RequestedScope.parse(next.text).refreshedFrom(grant, registered));
          for (const scope of SCOPES.filter((it) => given?.allows(it))) {
            expect([scope, grant.allows(scope), registered.allows(scope)]).toEqual([scope, true, true]);
          }
          expect(given === undefined || (grant.covers(given) && registered.covers(given))).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('what is asked for at a refresh is given whole or refused, never something else', () => {
    fc.assert(
      fc.property(
        fc.subarray([...SCOPES], { minLength: 1 }),
        registration,
        registration,
        (words, grant, registered) => {
          const given = attempt(() => RequestedScope.parse(words.join(' ')).refreshedFrom(grant, registered));
          const wanted = ScopeSet.of(words);
          const isCovered = grant.covers(wanted) && registered.covers(wanted);
          expect(given?.values).toEqual(isCovered ? wanted.values : undefined);
        },
      ),
    );
  });
});

describe('OA-12 sets of scopes', () => {
  const sets = fc.subarray([ALL_SCOPES, ...SCOPES]).map((words) => ScopeSet.of(words));

  test('what two sets share is in both, and all that is in both', () => {
    fc.assert(
      fc.property(sets, sets, (one, other) => {
        const shared = one.intersect(other);
        expect(one.covers(shared) && other.covers(shared)).toBe(true);
        expect(shared.equals(other.intersect(one))).toBe(true);
        for (const scope of SCOPES) {
          expect(shared.allows(scope)).toBe(one.allows(scope) && other.allows(scope));
        }
      }),
    );
  });

  test('covering is an order, and allows what it covers', () => {
    fc.assert(
      fc.property(sets, sets, sets, (one, two, three) => {
        expect(one.covers(one)).toBe(true);
        if (one.covers(two) && two.covers(three)) expect(one.covers(three)).toBe(true);
        if (one.covers(two)) expect(SCOPES.filter((it) => two.allows(it) && !one.allows(it))).toEqual([]);
        if (!two.isEverything) expect(one.covers(two)).toBe(SCOPES.every((it) => !two.allows(it) || one.allows(it)));
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
