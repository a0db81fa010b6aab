import { describe, expect, test } from '@jest/globals';
import { ScopeSet } from '../../../src/common/domain/access/scope.js';
import { ValidationError } from '../../../src/common/domain/errors.js';
import { ClientInput, newClientDetails } from '../../../src/modules/oauth-clients/domain/client-details.js';
import { OAuthClient } from '../../../src/modules/oauth-clients/domain/oauth-client.js';

const NOW = new Date('2026-11-25T09:00:00Z');
const LATER = new Date('2026-11-26T09:00:00Z');
const ORIGIN = { organizationId: 'organization', workspaceId: 'workspace', createdBy: 'user' };

const typed: ClientInput & { name: string; link: string } = {
  name: 'Acme',
  link: 'https://acme.example',
  redirectUri: 'https://acme.example/cb',
};

const register = (more: ClientInput = {}): [OAuthClient, string | undefined] =>
  OAuthClient.register(ORIGIN, newClientDetails({ ...typed, ...more }), NOW);

function errorsOf(work: () => unknown): Record<string, string[]> {
  try {
    work();
  } catch (error) {
    if (error instanceof ValidationError) return error.errors;
    throw error;
  }
  return {};
}

describe('registration', () => {
  test('a confidential application gets one secret, of which only the hash stays', () => {
    const [client, secret = ''] = register();
    expect(secret).toMatch(/^[A-Za-z0-9_]{40,}$/);
    expect(client.acceptsSecret(secret, NOW)).toBe(true);
    expect(client.acceptsSecret(`${secret}x`, NOW)).toBe(false);
    expect(client.acceptsSecret('', NOW)).toBe(false);
    expect(JSON.stringify(client)).not.toContain(secret);
    expect(register()[1]).not.toBe(secret);
  });

  test('has the documented defaults', () => {
    const [client] = register();
    expect(client).toMatchObject({
      confidential: true,
      requirePkce: false,
      needsPkce: false,
      accessTokenLifetimeSeconds: 31_536_000,
      workspaceId: 'workspace',
    });
    expect(client.scopes.values).toEqual(['*']);
  });

  test('a public application has no secret and always needs PKCE', () => {
    const [client, secret] = register({ confidential: false });
    expect(secret).toBeUndefined();
    expect(client.secrets).toEqual([]);
    expect(client.acceptsSecret('', NOW)).toBe(false);
    expect(client.needsPkce).toBe(true);
    expect(errorsOf(() => register({ confidential: false, requirePkce: false }))).toHaveProperty('require_pkce');
  });

  test('takes exactly one of the two fields for redirect URIs, and tells which entry is bad', () => {
    const both = { redirectUris: ['https://acme.example/cb'] };
    expect(errorsOf(() => register(both))).toHaveProperty('redirect_uri');
    expect(errorsOf(() => register({ redirectUri: undefined }))).toHaveProperty('redirect_uri');
    expect(errorsOf(() => register({ redirectUri: 'http://acme.example' }))).toHaveProperty('redirect_uri');
    const many = (redirectUris: string[]) => () => register({ redirectUri: undefined, redirectUris });
    expect(Object.keys(errorsOf(many(['https://a.example/', 'http://b.example/'])))).toEqual(['redirect_uris.1']);
    expect(Object.keys(errorsOf(many(['https://a.example/', 'https://a.example/'])))).toEqual(['redirect_uris.1']);
    expect(many(['https://a.example/', 'https://b.example/'])()[0].redirectsTo('https://b.example/')).toBe(true);
  });

  test.each(['', 'acme.example', 'javascript:alert(1)', 'ftp://acme.example', 'https://u@acme.example', 'https://'])(
    'refuses %j as the link, and tells all faults at once',
    (link) => {
      const errors = errorsOf(() => newClientDetails({ ...typed, link, redirectUri: 'x' }));
      expect(Object.keys(errors)).toEqual(['link', 'redirect_uri']);
    },
  );
});

describe('change', () => {
  test('keeps what is not named', () => {
    const [client] = register({ scopes: ScopeSet.of(['users:read']) });
    const [renamed, secret] = client.with({ name: 'Other', description: undefined }, LATER);
    expect(secret).toBeUndefined();
    expect(renamed.name).toBe('Other');
    expect(renamed.updatedAt).toEqual(LATER);
    const [back] = renamed.with({ name: client.name }, LATER);
    const fieldsOf = (of: OAuthClient) => Object.entries(of).filter(([name]) => name !== 'updatedAt');
    expect(fieldsOf(back)).toEqual(fieldsOf(client));
    expect(client.differsInWhatIsGuarded(renamed)).toBe(false);
  });

  test('is told from the one before it, even by a clock that stands still or goes back', () => {
    const [client] = register();
    const [one] = client.with({ name: 'One' }, NOW);
    expect(one.updatedAt).toEqual(new Date(NOW.getTime() + 1));
    const [two] = one.with({ name: 'Two' }, new Date(NOW.getTime() - 60_000));
    expect(two.updatedAt).toEqual(new Date(NOW.getTime() + 2));
    expect(two.withNewSecret(24, NOW)[0].updatedAt).toEqual(new Date(NOW.getTime() + 3));
  });

  test('OA-06b redirect URIs, scopes and the kind are guarded by the password; the same values again are no change', () => {
    const [client] = register();
    const guards = (input: ClientInput): boolean => client.differsInWhatIsGuarded(client.with(input, LATER)[0]);
    expect(guards({ redirectUris: ['https://evil.example/cb'] })).toBe(true);
    expect(guards({ redirectUris: ['https://acme.example/cb', 'https://evil.example/cb'] })).toBe(true);
    const [two] = register({ redirectUri: undefined, redirectUris: ['https://a.example/', 'https://b.example/'] });
    const guardsOfTwo = (...redirectUris: string[]): boolean =>
      two.differsInWhatIsGuarded(two.with({ redirectUris }, LATER)[0]);
    expect(guardsOfTwo('https://a.example/', 'https://evil.example/')).toBe(true);
    expect(guardsOfTwo('https://a.example/')).toBe(true);
    expect(guardsOfTwo('https://b.example/', 'https://a.example/')).toBe(false);
    expect(guards({ scopes: ScopeSet.of(['users:read']) })).toBe(true);
    expect(guards({ confidential: false })).toBe(true);
    expect(guards({ redirectUris: ['https://acme.example/cb'], scopes: ScopeSet.of(['*']), confidential: true })).toBe(
      false,
    );
    expect(guards({ link: 'https://other.example', requirePkce: true, accessTokenLifetimeSeconds: 60 })).toBe(false);
  });

  test('OA-06b a redirect URI that was not there before is noticed, not one that goes', () => {
    const [client] = register({ redirectUri: undefined, redirectUris: ['https://a.example/', 'https://b.example/'] });
    const gains = (...redirectUris: string[]): boolean =>
      client.gainsRedirectUri(client.with({ redirectUris }, LATER)[0]);
    expect(gains('https://b.example/', 'https://a.example/')).toBe(false);
    expect(gains('https://b.example/')).toBe(false);
    expect(gains('https://a.example/', 'https://c.example/')).toBe(true);
  });

  test('one that becomes public loses its secrets, one that becomes confidential gets a new one', () => {
    const [client, first = ''] = register();
    const [open, none] = client.with({ confidential: false }, LATER);
    expect([none, open.secrets]).toEqual([undefined, []]);
    const [closed, second = ''] = open.with({ confidential: true }, LATER);
    expect(closed.acceptsSecret(second, LATER)).toBe(true);
    expect(closed.acceptsSecret(first, LATER)).toBe(false);
  });

  test('one with an address of a device stays public', () => {
    const [client] = register({ redirectUri: 'com.example.app:/cb', confidential: false });
    expect(errorsOf(() => client.with({ confidential: true }, LATER))).toHaveProperty('confidential');
    expect(errorsOf(() => client.with({ confidential: true, redirectUri: 'https://a.example/' }, LATER))).toEqual({});
  });
});
