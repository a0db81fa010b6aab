import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Person, registerOwner, startApp, TestApp, upgrade } from '../../support/app.js';
import { Application, authorizePath, decide, registerApplication } from '../../support/oauth.js';

interface Answer {
  message: string;
  data: Record<string, unknown> & unknown[];
}

const LIST = '/api/1.0/short-urls/list-all-short-urls';

/** What the documented client classes have in common; each speaks its own dialect of the same wire. */
abstract class DocumentedClient {
  protected abstract readonly sendsState: boolean;
  protected abstract readonly tokenBody: { type: string; encode: (fields: Record<string, string>) => string };

  constructor(
    protected readonly origin: string,
    protected readonly application: Application,
  ) {}

  authorizationPath(): string {
    return authorizePath(this.application, this.sendsState ? { state: 'xyz123' } : {});
  }

  async accessToken(code: string): Promise<string> {
    const { clientId, clientSecret, redirectUri } = this.application;
    const response = await fetch(`${this.origin}/api/oauth/token`, {
      method: 'POST',
      headers: { Accept: 'application/json', 'Content-Type': this.tokenBody.type },
      body: this.tokenBody.encode({
        grant_type: 'authorization_code',
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uri: redirectUri,
        code,
      }),
    });
    expect(response.status).toBe(200);
    return ((await response.json()) as { access_token: string }).access_token;
  }

  /** Content type and accept are sent with every call, with a body or without. */
  async call(
    token: string,
    method: string,
    path: string,
    data?: object,
  ): Promise<{ status: number; body: Answer | null }> {
    const response = await fetch(this.origin + path, {
      method,
      headers: { Authorization: `Bearer ${token}`, Accept: 'application/json', 'Content-Type': 'application/json' },
      ...(data && { body: JSON.stringify(data) }),
    });
    const text = await response.text();
    return { status: response.status, body: text ? (JSON.parse(text) as Answer) : null };
  }
}

const FORM = {
  type: 'application/x-www-form-urlencoded',
  encode: (fields: Record<string, string>) => new URLSearchParams(fields).toString(),
};
const JSON_BODY = { type: 'application/json', encode: (fields: Record<string, string>) => JSON.stringify(fields) };

class PhpClient extends DocumentedClient {
  protected readonly sendsState = false;
  protected readonly tokenBody = FORM;
}

class NodeClient extends DocumentedClient {
  protected readonly sendsState = true;
  protected readonly tokenBody = JSON_BODY;
}

class PythonClient extends DocumentedClient {
  protected readonly sendsState = true;
  protected readonly tokenBody = JSON_BODY;
}

describe('the documented client classes', () => {
  let test_: TestApp;
  let origin: string;
  let owner: Person;

  beforeAll(async () => {
    test_ = await startApp();
    origin = `http://127.0.0.1:${(test_.server.address() as AddressInfo).port}`;
    owner = await registerOwner(test_.server);
    await upgrade(test_, owner);
  });

  afterAll(() => test_.close());

  const authorized = async (client: DocumentedClient): Promise<string> => {
    const back = await decide(owner.agent, client.authorizationPath(), 'authorize');
    return client.accessToken(back.searchParams.get('code') ?? '');
  };

  test('PHP: form body, no state, a content type also where there is no body', async () => {
    const client = new PhpClient(origin, await registerApplication(owner));
    const back = await decide(owner.agent, client.authorizationPath(), 'authorize');
    expect(back.searchParams.has('state')).toBe(false);
    const token = await client.accessToken(back.searchParams.get('code') ?? '');
    expect((await client.call(token, 'GET', LIST)).status).toBe(200);
    expect((await client.call(token, 'POST', '/api/1.0/short-urls/')).status).toBe(422);
    const made = await client.call(token, 'POST', '/api/1.0/short-urls/', { destination_url: 'https://php.example/' });
    expect(made.status).toBe(201);
  });

  test('Node: JSON body, errors carry a message', async () => {
    const client = new NodeClient(origin, await registerApplication(owner));
    const token = await authorized(client);
    expect((await client.call(token, 'GET', LIST)).body?.data).toBeInstanceOf(Array);
    const refused = await client.call('expired', 'GET', LIST);
    expect(refused).toMatchObject({ status: 401, body: { message: 'Unauthenticated.' } });
  });

  test("Python: JSON body, len(body['data']), updates by PUT, an empty answer to DELETE", async () => {
    const client = new PythonClient(origin, await registerApplication(owner));
    const token = await authorized(client);
    const before = (await client.call(token, 'GET', LIST)).body?.data.length ?? 0;
    const made = await client.call(token, 'POST', '/api/1.0/short-urls/', {
      destination_url: 'https://python.example/',
    });
    expect((await client.call(token, 'GET', LIST)).body?.data).toHaveLength(before + 1);
    const path = `/api/1.0/short-urls/${String(made.body?.data['id'])}`;
    const changed = await client.call(token, 'PUT', path, { title: 'By PUT' });
    expect(changed).toMatchObject({
      status: 200,
      body: { data: { title: 'By PUT', destination_url: 'https://python.example/' } },
    });
    expect(await client.call(token, 'DELETE', path)).toEqual({ status: 204, body: null });
    expect((await client.call(token, 'GET', path)).status).toBe(404);
  });
});
