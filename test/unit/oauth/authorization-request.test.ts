import { describe, expect, test } from '@jest/globals';
import type { Request } from 'express';
import { newClientDetails, OAuthClient } from '../../../src/modules/oauth-clients/index.js';
import {
  AuthorizationFault,
  AuthorizationParameters,
  AuthorizationRequest,
} from '../../../src/modules/oauth/domain/authorization-request.js';
import { OAuthError } from '../../../src/modules/oauth/domain/oauth-error.js';
import {
  authorizationParameters,
  authorizationPath,
} from '../../../src/modules/oauth/presentation/authorization-parameters.js';

const ISSUER = 'https://trimlink.example';
const REDIRECT_URI = 'https://acme.example/cb';

const [client] = OAuthClient.register(
  { organizationId: 'o', workspaceId: null, createdBy: 'u' },
  newClientDetails({
    name: 'Acme',
    link: 'https://acme.example',
    redirectUris: [REDIRECT_URI, 'https://acme.example/cb?tenant=1', 'https://acme.example/cb?'],
  }),
  new Date(),
);

const locate = (more: AuthorizationParameters = {}): AuthorizationRequest =>
  AuthorizationRequest.locate(client, {
    client_id: client.id,
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    ...more,
  });

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof OAuthError || error instanceof AuthorizationFault) return error.code;
    throw error;
  }
  return 'none';
}

const parse = (query: string): AuthorizationParameters =>
  authorizationParameters({ originalUrl: `/app/authorize?${query}` } as Request);

describe('what has no place to be told of', () => {
  test('the client or the redirect URI', () => {
    expect(codeOf(() => AuthorizationRequest.locate(undefined, { client_id: 'x' }))).toBe('invalid_client');
    expect(codeOf(() => AuthorizationRequest.locate(undefined, {}))).toBe('invalid_client');
    expect(codeOf(() => locate({ redirect_uri: undefined }))).toBe('invalid_redirect_uri');
    expect(codeOf(() => locate({ redirect_uri: 'https://evil.example/cb' }))).toBe('invalid_redirect_uri');
  });
});

describe('what the application is told of', () => {
  test.each([
    [{ response_type: undefined }, 'invalid_request'],
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ scope: 'nonsense' }, 'invalid_scope'],
    [{ resource: 'https://other.example' }, 'invalid_target'],
    [{ code_challenge: 'x', code_challenge_method: 'plain' }, 'invalid_request'],
    [{ resource: ISSUER }, 'none'],
    [{ resource: `${ISSUER}/api/1.0` }, 'none'],
  ])('%j: %s', (parameters, code) => {
    expect(codeOf(() => locate(parameters).demand(ISSUER))).toBe(code);
  });

  test('a public application without PKCE', () => {
    const [open] = client.with({ confidential: false }, new Date());
    const asked = AuthorizationRequest.locate(open, {
      client_id: open.id,
      redirect_uri: REDIRECT_URI,
      response_type: 'code',
    });
    expect(codeOf(() => asked.demand(ISSUER))).toBe('invalid_request');
  });
});

describe('OA-13 who has to be asked whatever is remembered', () => {
  const mustBeAsked = (details: Partial<Parameters<typeof newClientDetails>[0]>, prompt?: string): boolean => {
    const origin = { organizationId: 'o', workspaceId: null, createdBy: 'u' };
    const input = { name: 'Acme', link: 'https://acme.example', redirectUri: REDIRECT_URI, ...details };
    const [asking] = OAuthClient.register(origin, newClientDetails(input), new Date());
    const redirectUri = input.redirectUri;
    return AuthorizationRequest.locate(asking, { client_id: asking.id, redirect_uri: redirectUri, prompt }).mustBeAsked;
  };

  test('a public application, and a loopback address', () => {
    expect(mustBeAsked({ confidential: true })).toBe(false);
    expect(mustBeAsked({ confidential: false })).toBe(true);
    expect(mustBeAsked({ confidential: false, redirectUri: 'com.example.app:/cb' })).toBe(true);
    for (const host of ['127.0.0.1:8080', '[::1]', 'localhost', 'localhost:3000']) {
      expect([host, mustBeAsked({ redirectUri: `http://${host}/cb` })]).toEqual([host, true]);
    }
    expect(mustBeAsked({ redirectUri: 'https://localhost/cb' })).toBe(true);
    expect(mustBeAsked({ redirectUri: 'https://localhost.example/cb' })).toBe(false);
  });

  test.each([
    ['consent', true],
    ['login consent', true],
    ['none', false],
    ['consents', false],
  ])('prompt=%s: %s', (prompt, isAsked) => {
    expect(mustBeAsked({}, prompt)).toBe(isAsked);
  });
});

describe('OA-15 the way back', () => {
  test('carries the answer, the state and the issuer, and keeps the registered query', () => {
    const answer = (redirectUri: string) =>
      locate({ redirect_uri: redirectUri, state: 'a%20b' }).answer(ISSUER, { error: 'x', error_description: 'a b&c' });
    const rest = 'error=x&error_description=a%20b%26c&state=a%20b&iss=https%3A%2F%2Ftrimlink.example';
    expect(answer(REDIRECT_URI)).toBe(`${REDIRECT_URI}?${rest}`);
    expect(answer('https://acme.example/cb?tenant=1')).toBe(`https://acme.example/cb?tenant=1&${rest}`);
    expect(answer('https://acme.example/cb?')).toBe(`https://acme.example/cb?${rest}`);
  });

  test('has no state where none was sent', () => {
    expect(locate().answer(ISSUER, { code: 'c' })).toBe(`${REDIRECT_URI}?code=c&iss=https%3A%2F%2Ftrimlink.example`);
  });
});

describe('parameters', () => {
  test('OA-16 empty ones are absent, unknown ones ignored, repeated ones a fault', () => {
    expect(parse('client_id=a&scope=&audience=x&grant_type=authorization_code')).toEqual({ client_id: 'a' });
    expect(codeOf(() => parse('client_id=a&client_id=a'))).toBe('invalid_request');
    expect(codeOf(() => parse('client_id=a&unknown=1&unknown=2'))).toBe('invalid_request');
    expect(codeOf(() => parse('scope=a&sc%6fpe=b'))).toBe('invalid_request');
  });

  test.each([
    ['abc-._~', 'abc-._~'],
    ['a+b%20c', 'a%20b%20c'],
    ['%c3%A9%ff%00', '%c3%A9%ff%00'],
    ['100%', '100%25'],
    ['a=b/c?d"\'', 'a%3db%2fc%3fd%22%27'],
    ['\u00e9', '%e9'],
  ])('the state %j goes back byte for byte', (sent, kept) => {
    expect(parse(`x=1&state=${sent}&y=2`).state).toBe(kept);
    expect(parse(`x=1&st%61te=${sent}&y=2`).state).toBe(kept);
  });

  test('make an address to come back to', () => {
    const query = 'client_id=a&redirect_uri=https%3A%2F%2Fa.example%2Fcb%3Fx%3D1%26y&scope=*&state=%FF+x';
    expect(parse(authorizationPath(parse(query)).split('?')[1] ?? '')).toEqual(parse(query));
  });
});
