import { describe, expect, test } from '@jest/globals';
import { OAuthError } from '../../../src/modules/oauth/domain/oauth-error.js';
import { TOKEN_PARAMETERS } from '../../../src/modules/oauth/application/token-parameters.js';
import { clientCredentials, parametersOf } from '../../../src/modules/oauth/presentation/token-request.js';

const ID = '01989f3e-7c11-7a52-b7a4-0f9d8d6c1f20';
const SECRET = 'tls_abc';

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof OAuthError) return error.code;
    throw error;
  }
  return 'none';
}

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

describe('OA-16 parameters', () => {
  test('empty ones are absent, unknown ones ignored', () => {
    expect(parametersOf({ code: 'x', scope: '', resource: null, audience: 'y', more: 1 }, TOKEN_PARAMETERS)).toEqual({
      code: 'x',
    });
  });

  test.each([[{ code: ['x', 'y'] }], [{ code: {} }], [{ audience: ['x'] }], [{ code: 1 }], [{ code: true }]])(
    '%j is refused',
    (body) => {
      expect(codeOf(() => parametersOf(body, TOKEN_PARAMETERS))).toBe('invalid_request');
    },
  );
});

describe('OA-09 client credentials', () => {
  test('in the body', () => {
    const credentials = clientCredentials(undefined, { client_id: ID, client_secret: SECRET });
    expect(credentials).toEqual({ clientId: ID, clientSecret: SECRET });
    expect(clientCredentials(undefined, {})).toEqual({ clientId: undefined, clientSecret: undefined });
  });

  test('in the header, raw and form-encoded, in any case of the scheme', () => {
    const expected = { clientId: ID, clientSecret: SECRET };
    expect(clientCredentials(basic(`${ID}:${SECRET}`), {})).toEqual(expected);
    expect(clientCredentials(basic(`${ID.replaceAll('-', '%2D')}:tls%5Fabc`), {})).toEqual(expected);
    expect(clientCredentials(basic(`${ID}:${SECRET}`).replace('Basic', 'bAsIc'), {})).toEqual(expected);
  });

  test('the same client_id beside the header is fine, another one or a secret is not', () => {
    const header = basic(`${ID}:${SECRET}`);
    expect(codeOf(() => clientCredentials(header, { client_id: ID }))).toBe('none');
    expect(codeOf(() => clientCredentials(header, { client_id: 'other' }))).toBe('invalid_request');
    expect(codeOf(() => clientCredentials(header, { client_secret: SECRET }))).toBe('invalid_request');
  });

  test('what is no pair is nobody', () => {
    expect(clientCredentials(basic('nonsense'), {})).toEqual({ clientId: 'nonsense', clientSecret: undefined });
    expect(clientCredentials(basic(`${ID}:`), {})).toEqual({ clientId: ID, clientSecret: undefined });
    expect(clientCredentials(basic('%zz:%zz'), {})).toEqual({ clientId: '%zz', clientSecret: '%zz' });
    expect(clientCredentials('Basic !!!', {})).toEqual({ clientId: '', clientSecret: undefined });
  });

  test('another scheme is not for us', () => {
    expect(clientCredentials('Bearer x', { client_id: ID })).toEqual({ clientId: ID, clientSecret: undefined });
  });
});
