import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import { Person, registerOwner, startApp, TestApp } from '../../support/app.js';
import { Application, decide, registerApplication } from '../../support/oauth.js';

const LIST = '/api/1.0/short-urls/list-all-short-urls';

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** How one of the documented client classes speaks: the same wire, three habits. */
interface Dialect {
  name: string;
  state?: string;
  exchange: (base: string, fields: Record<string, string>) => Promise<Response>;
  headers: Record<string, string>;
}

const DIALECTS: Dialect[] = [
  {
    // curl with http_build_query; no Accept but the tool's own, no state unless one is given
    name: 'PHP',
    exchange: (base, fields) =>
      fetch(`${base}/api/oauth/token`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: '*/*' },
        body: new URLSearchParams(fields).toString(),
      }),
    headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
  },
  {
    // axios with an object
    name: 'Node',
    exchange: (base, fields) =>
      fetch(`${base}/api/oauth/token`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify(fields),
      }),
    headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
  },
  {
    // requests.post(json=…)
    name: 'Python',
    state: 'xyz123',
    exchange: (base, fields) =>
      fetch(`${base}/api/oauth/token`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Accept: 'application/json',
          'User-Agent': 'python-requests/2.32',
        },
        body: JSON.stringify(fields),
      }),
    headers: { Accept: 'application/json' },
  },
];

describe.each(DIALECTS)('the documented $name client', ({ state, exchange, headers }) => {
  let test_: TestApp;
  let base: string;
  let owner: Person;
  let application: Application;

  beforeAll(async () => {
    test_ = await startApp();
    base = `http://127.0.0.1:${(test_.server.address() as AddressInfo).port}`;
    owner = await registerOwner(test_.server);
    application = await registerApplication(owner);
  });

  afterAll(() => test_.close());

  const send = async (path: string, token: string, method = 'GET', data?: object): Promise<Answer> => {
    const response = await fetch(base + path, {
      method,
      headers: { ...headers, 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      ...(data && { body: JSON.stringify(data) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
  };

  test('gets its user’s consent, a token, and data', async () => {
    const query = new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: application.clientId,
      redirect_uri: application.redirectUri,
      response_type: 'code',
      scope: '*',
      ...(state !== undefined && { state }),
    });
    const back = await decide(owner.agent, `/app/authorize?${query.toString()}`, 'authorize');
    expect(back.searchParams.get('state')).toBe(state ?? null);
    const fields = {
      grant_type: 'authorization_code',
      client_id: application.clientId,
      client_secret: application.clientSecret,
      redirect_uri: application.redirectUri,
      code: back.searchParams.get('code') ?? '',
    };
    const answer = await exchange(base, fields);
    expect(answer.status).toBe(200);
    const { access_token: token } = (await answer.json()) as { access_token: string };

    const created = await send('/api/1.0/short-urls/', token, 'POST', { destination_url: 'https://shop.example/' });
    expect(created.status).toBe(201);
    const { id } = created.body['data'] as { id: string };
    const updated = await send(`/api/1.0/short-urls/${id}`, token, 'PUT', { title: 'Spring' });
    expect(updated.body['data']).toMatchObject({ title: 'Spring', destination_url: 'https://shop.example/' });
    const list = await send(LIST, token);
    expect(list.body['data']).toHaveLength(1);
    expect((await send(`/api/1.0/short-urls/${id}`, token, 'DELETE')).status).toBe(204);
    expect((await send(LIST, 'expired')).body).toMatchObject({ message: 'Unauthenticated.' });
  });

  test('reads a refusal', async () => {
    const fields = {
      grant_type: 'authorization_code',
      client_id: application.clientId,
      client_secret: 'wrong',
      code: 'x',
    };
    const answer = await exchange(base, { ...fields, redirect_uri: application.redirectUri });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ error: 'invalid_client' });
  });
});
