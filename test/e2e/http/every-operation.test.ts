import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { isOrganizationWide, MEMBER_PERMISSIONS, PERMISSIONS } from '../../../src/common/domain/access/permission.js';
import { SCOPES } from '../../../src/common/domain/access/scope.js';
import { withPasswordHasher } from '../../fakes/fake-password-hasher.js';
import { addMember, generateToken, PASSWORD, Person, registerOwner } from '../../support/app.js';
import { startApp, TestApp, upgrade } from '../../support/app.js';
import { Method, Route, routesOf } from '../../support/routes.js';

/** Whom a request comes from. */
type Sender = { Authorization: string } | { Cookie: string };

interface Operation extends Route {
  name: string;
  /** Of the path, with an id of nothing where items are named. */
  url: string;
  takesJson: boolean;
  /** With the lists that have to be there, before which no query is looked at. */
  leastBody?: string;
}

interface Answer {
  status: number;
  headers: Headers;
  body: { code?: string; message?: string; errors?: Record<string, unknown> };
}

const NOWHERE = '01900000-0000-7000-8000-000000000000';
const METHODS: readonly Method[] = ['get', 'post', 'put', 'patch', 'delete'];

let trimlink: TestApp;
let owner: Person;
let token: Sender;
let session: Sender;
let operations: Operation[];
let guarded: Operation[];

beforeAll(async () => {
  trimlink = await startApp({ extensions: withPasswordHasher() });
  owner = await registerOwner(trimlink.server);
  await upgrade(trimlink, owner);
  token = bearer(await generateToken(owner));
  session = await sessionOf(owner);
  operations = await operationsOf(trimlink);
  guarded = operations.filter(({ access }) => access === 'credential' || access === 'session');
  expect(guarded.length).toBeGreaterThan(50);
});

afterAll(() => trimlink.close());

const bearer = (credential: string): Sender => ({ Authorization: `Bearer ${credential}` });

async function sessionOf({ email }: Person): Promise<Sender> {
  const login = await request(trimlink.server).post('/api/1.0/auth/login').send({ email, password: PASSWORD });
  return { Cookie: (login.get('Set-Cookie') ?? []).map((cookie) => cookie.split(';')[0]).join('; ') };
}

/** Everything under /api/1.0, with what the served document says of its body. */
async function operationsOf({ app, server }: TestApp): Promise<Operation[]> {
  const { body: document } = await request(server).get('/docs/api-docs.json').expect(200);
  return routesOf(app)
    .filter(({ path }) => path.startsWith('/api/1.0/'))
    .map((route) => {
      const described = document.paths[route.path.replaceAll(/:(\w+)/g, '{$1}')]?.[route.method];
      const content = described?.requestBody?.content ?? { 'application/json': {} };
      const schema = content['application/json']?.schema?.$ref?.split('/').at(-1);
      const { required = [], properties } = document.components.schemas[schema] ?? {};
      const lists = required.filter((field: string) => properties[field].type === 'array');
      return {
        ...route,
        name: `${route.method} ${route.path}`,
        url: route.path.replaceAll(/:\w+/g, NOWHERE),
        takesJson: 'application/json' in content,
        ...(lists.length > 0 && {
          leastBody: JSON.stringify(Object.fromEntries(lists.map((it: string) => [it, [{}]]))),
        }),
      };
    });
}

async function ask(sender: Sender, method: Method, url: string, body?: string, type = 'application/json') {
  const response = await fetch((await trimlink.app.getUrl()) + url, {
    method: method.toUpperCase(),
    headers: { ...sender, ...(body !== undefined && { 'Content-Type': type }) },
    ...(body !== undefined && { body }),
    redirect: 'manual',
  });
  const { status, headers } = response;
  // A stream of events does not end by itself.
  const isStream = headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  if (isStream) await response.body?.cancel();
  const isJson = headers.get('content-type')?.startsWith('application/json') ?? false;
  const text = isStream ? '' : await response.text();
  return { status, headers, body: isJson ? (JSON.parse(text) as Answer['body']) : {} };
}

const ownersFor = ({ access }: Operation): Sender => (access === 'credential' ? token : session);
const writes = ({ method }: Operation): boolean => method !== 'get';

/** The operations that do not answer as they should, each with what it says. */
async function exceptions(of: readonly Operation[], isRight: (it: Operation) => Promise<string | undefined>) {
  expect(of.length).toBeGreaterThan(5);
  const wrong: string[] = [];
  for (const it of of) {
    const fault = await isRight(it);
    if (fault !== undefined) wrong.push(`${it.name}: ${fault}`);
  }
  return wrong;
}

/** undefined where the answer has the status, and says the words; else what it is. */
const unless = ({ status, body }: Answer, expected: number, ...words: string[]): string | undefined =>
  status === expected && words.every((it) => JSON.stringify(body).includes(it))
    ? undefined
    : `${status} ${JSON.stringify(body)}`;

describe('what a credential needs', () => {
  test('is a scope everywhere, but where any will do', () => {
    const open = operations.filter(({ access, scopes }) => access === 'credential' && scopes.length === 0);
    expect(open.map(({ name }) => name)).toEqual(['get /api/1.0/limits']);
  });

  test('is that very scope: with all others it is 403 insufficient_scope, which names it', async () => {
    const scoped = operations.filter(({ access, scopes }) => access === 'credential' && scopes.length > 0);
    const narrow = new Map<string, Sender>();
    for (const needed of new Set(scoped.flatMap(({ scopes }) => scopes))) {
      const others = SCOPES.filter((scope) => scope !== needed);
      narrow.set(needed, bearer(await generateToken(owner, { scopes: others })));
    }
    const wrong = await exceptions(scoped, async ({ scopes, method, url }) => {
      for (const scope of scopes) {
        const answer = await ask(narrow.get(scope)!, method, url);
        const challenge = answer.headers.get('www-authenticate') ?? '';
        const fault = unless(answer, 403, '"code":"insufficient_scope"', scope);
        if (fault !== undefined || !challenge.includes(`error="insufficient_scope", scope="${scope}"`)) {
          return fault ?? challenge;
        }
      }
      return undefined;
    });
    expect(wrong).toEqual([]);
  });

  test('is the permission of its user: with all others it is 403, which names it, by token and by session', async () => {
    const restricted = guarded.filter(
      ({ permission }) => permission !== undefined && !MEMBER_PERMISSIONS.includes(permission),
    );
    const member = await addMember(trimlink.server, owner, {
      workspace_ids: [owner.defaultWorkspaceId],
      permissions: [...PERMISSIONS],
    });
    const senders = { token: bearer(await generateToken(member)), session: await sessionOf(member) };
    const wrong: string[] = [];
    for (const needed of new Set(restricted.map(({ permission }) => permission!))) {
      const permissions = PERMISSIONS.filter((permission) => permission !== needed);
      await owner.agent.patch(`/api/1.0/members/${member.userId}`).send({ permissions }).expect(200);
      for (const { name, access, permission, method, url } of restricted) {
        if (permission !== needed) continue;
        const answers = [await ask(senders.session, method, url)];
        if (access === 'credential') answers.push(await ask(senders.token, method, url));
        const faults = answers.map((it) => unless(it, 403, '"code":"permission_missing"', `permission ${needed},`));
        wrong.push(...faults.flatMap((fault) => (fault === undefined ? [] : [`${name}: ${fault}`])));
      }
    }
    expect(wrong).toEqual([]);
  });

  test('is a workspace, where every member holds the permission', async () => {
    const isOfAll = ({ permission }: Operation): boolean =>
      permission !== undefined && MEMBER_PERMISSIONS.includes(permission) && !isOrganizationWide(permission);
    const nowhere = await sessionOf(await addMember(trimlink.server, owner, { workspace_ids: [] }));
    const wrong = await exceptions(guarded.filter(isOfAll), async ({ method, url, permission }) =>
      unless(await ask(nowhere, method, url), 403, '"code":"permission_missing"', `permission ${permission},`),
    );
    expect(wrong).toEqual([]);
  });
});

test('each answer to a credential, an error too, says how much of the plan is left: one less each time', async () => {
  const calls = guarded.filter(({ access }) => access === 'credential');
  const counted = await registerOwner(trimlink.server, 'Counted');
  await upgrade(trimlink, counted, 'bulk');
  const sender = bearer(await generateToken(counted));
  let left: number | undefined;
  const wrong = await exceptions(calls, async ({ method, url }) => {
    const { status, headers } = await ask(sender, method, url);
    const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) =>
      Number(headers.get(`x-ratelimit-${name}`) ?? Number.NaN),
    ) as [number, number, number];
    const isCounted = remaining === (left ?? remaining + 1) - 1;
    left = remaining;
    const isTold = limit > remaining && reset > Date.now() / 1000;
    return isTold && isCounted ? undefined : `${status} ${limit} ${remaining} ${reset}`;
  });
  expect(wrong).toEqual([]);
});

describe('each operation', () => {
  test('refuses a query parameter that it does not know', async () => {
    const wrong = await exceptions(operations, async (it) =>
      unless(await ask(ownersFor(it), it.method, `${it.url}?colour_of_it=1`, it.leastBody), 400, 'colour_of_it'),
    );
    expect(wrong).toEqual([]);
  });

  test('refuses a field of the body that it does not know', async () => {
    const taking = operations.filter((it) => writes(it) && it.takesJson);
    const wrong = await exceptions(taking, async (it) =>
      unless(await ask(ownersFor(it), it.method, it.url, '{"colour_of_it":1}'), 422, 'colour_of_it is not a known'),
    );
    expect(wrong).toEqual([]);
  });

  test('says that a body is no JSON', async () => {
    const taking = operations.filter((it) => writes(it) && it.takesJson);
    const wrong = await exceptions(taking, async (it) =>
      unless(await ask(ownersFor(it), it.method, it.url, '{"name":'), 400, 'not valid JSON'),
    );
    expect(wrong).toEqual([]);
  });

  test('says that a body is of no type that it takes', async () => {
    const wrong = await exceptions(operations.filter(writes), async (it) =>
      unless(await ask(ownersFor(it), it.method, it.url, 'name', 'text/csv'), 415, 'unsupported_media_type'),
    );
    expect(wrong).toEqual([]);
  });
});

test('each path answers a method that it does not know with 405 and those that it does', async () => {
  const served = [...new Set(operations.map(({ url }) => url))];
  const wrong: string[] = [];
  for (const url of served) {
    const known = METHODS.filter((method) => operations.some((it) => it.method === method && matches(it, url)));
    const allow = [...known.map((it) => it.toUpperCase()), ...(known.includes('get') ? ['HEAD'] : []), 'OPTIONS'];
    for (const method of METHODS.filter((it) => !known.includes(it))) {
      const { status, headers } = await ask(token, method, url);
      const told = headers.get('allow');
      if (status !== 405 || told !== allow.sort().join(', ')) wrong.push(`${method} ${url}: ${status} ${told}`);
    }
  }
  expect(served.length).toBeGreaterThan(30);
  expect(wrong).toEqual([]);
});

const matches = ({ path }: Operation, url: string): boolean =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`).test(url);
