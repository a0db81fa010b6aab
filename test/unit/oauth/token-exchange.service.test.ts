import { beforeEach, describe, expect, test } from '@jest/globals';
import { newId } from '../../../src/common/domain/id.js';
import { TooManyAttemptsError } from '../../../src/common/domain/errors.js';
import { OAuthClient } from '../../../src/modules/oauth-clients/index.js';
import { InMemoryTokenEndpoint, REDIRECT_URI } from '../../fakes/in-memory-token-endpoint.js';
import { failureOf } from '../../support/errors.js';

const ADDRESS = '192.0.2.7';
const INVALID_CLIENT = {
  code: 'invalid_client',
  kind: 'unauthenticated',
  message: 'Invalid Client: client_id or client_secret is not right.',
  hint: 'Compare both with those shown at registration, without spaces around them. A public application sends no secret.',
};

let endpoint: InMemoryTokenEndpoint;
let client: OAuthClient;
let secret: string | undefined;

beforeEach(async () => {
  endpoint = await InMemoryTokenEndpoint.open();
  [client, secret] = await endpoint.client();
});

describe('the token endpoint', () => {
  const exchange = async (more: object = {}) => {
    const { code } = await endpoint.approve(client);
    const parameters = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI, ...more };
    return endpoint.service.exchange({ clientId: client.id, clientSecret: secret }, parameters, ADDRESS);
  };

  test('exchanges a code, then its refresh token', async () => {
    const { refreshToken } = await exchange();
    const refreshed = await exchange({ grant_type: 'refresh_token', refresh_token: refreshToken });
    expect(refreshed.refreshToken).not.toBe(refreshToken);
  });

  test.each([
    [undefined, { code: 'invalid_request', message: 'The parameter grant_type is missing.' }],
    [
      'password',
      {
        code: 'unsupported_grant_type',
        message: 'The grant_type must be authorization_code or refresh_token.',
        kind: 'bad_request',
      },
    ],
    ['toString', { code: 'unsupported_grant_type' }],
  ])('refuses the grant_type %s', async (grantType, expected) => {
    expect(await failureOf(exchange({ grant_type: grantType }))).toMatchObject(expected);
  });

  test.each(['https://trimlink.example', 'https://trimlink.example/api/1.0'])('takes the resource %s', async (it) => {
    expect(await exchange({ resource: it })).toHaveProperty('accessToken');
  });

  test('refuses every other resource, once the application is known', async () => {
    const resource = 'https://elsewhere.example';
    expect(await failureOf(exchange({ resource }))).toMatchObject({
      code: 'invalid_target',
      message: 'The resource must be https://trimlink.example/api/1.0.',
    });
    secret = 'wrong';
    expect(await failureOf(exchange({ resource }))).toMatchObject({ code: 'invalid_client' });
  });
});

describe('an application', () => {
  const authenticate = (clientId: string | undefined, clientSecret: string | undefined, address = ADDRESS) =>
    endpoint.authentication.authenticate({ clientId, clientSecret }, address);

  test('proves itself by its secret', async () => {
    expect(await authenticate(client.id, secret)).toBe(client);
  });

  test('without a client_id is told what is missing', async () => {
    expect(await failureOf(authenticate(undefined, secret))).toMatchObject({
      code: 'invalid_request',
      message: 'The parameter client_id is missing.',
    });
  });

  test('that is confidential needs the right secret', async () => {
    expect(await failureOf(authenticate(client.id, undefined))).toMatchObject(INVALID_CLIENT);
    expect(await failureOf(authenticate(client.id, 'wrong'))).toMatchObject(INVALID_CLIENT);
  });

  test('that is public names itself, and sends no secret', async () => {
    const [open] = await endpoint.client({ confidential: false });
    expect(await authenticate(open.id, undefined)).toBe(open);
    expect(await failureOf(authenticate(open.id, 'any'))).toMatchObject(INVALID_CLIENT);
  });

  test.each(['unknown', newId()])('that is unknown gets the same answer (%s)', async (clientId) => {
    expect(await failureOf(authenticate(clientId, secret))).toMatchObject(INVALID_CLIENT);
  });

  const fail = async (times: number, clientId: () => string, address = ADDRESS): Promise<void> => {
    for (let count = 0; count < times; count += 1) {
      expect(await failureOf(authenticate(clientId(), 'wrong', address))).toMatchObject(INVALID_CLIENT);
    }
  };

  test('fails 30 times a minute from one address, then even the right secret waits', async () => {
    await fail(29, () => client.id);
    expect(await authenticate(client.id, secret)).toBe(client);
    await fail(1, () => client.id);
    const failure = await failureOf(authenticate(client.id, secret));
    expect(failure).toBeInstanceOf(TooManyAttemptsError);
    expect(failure).toMatchObject({ limit: 30, resetAt: new Date('2026-11-25T09:01:00Z') });
    expect(await authenticate(client.id, secret, '192.0.2.8')).toBe(client);
    endpoint.accounts.clock.advance(60);
    expect(await authenticate(client.id, secret)).toBe(client);
  });

  test('waits too where 100 failures a minute came from its address', async () => {
    await fail(100, newId);
    expect(await failureOf(authenticate(client.id, secret))).toMatchObject({ limit: 100 });
  });

  test('whose name is no id counts as one with all such names', async () => {
    let names = 0;
    await fail(30, () => `made up ${(names += 1)}`);
    expect(await failureOf(authenticate('yet another', 'wrong'))).toMatchObject({ limit: 30 });
    expect(await authenticate(client.id, secret)).toBe(client);
  });

  test('may succeed as often as it likes', async () => {
    for (let count = 0; count < 101; count += 1) await authenticate(client.id, secret);
  });
});
