import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request, { type Response } from 'supertest';
import { NotFoundError, TooManyAttemptsError, UnauthenticatedError, ValidationError } from '../../../src/index.js';
import { waitUntil } from '../../../src/database/embedded/wait-until.js';
import { KeptAnswerSchedule } from '../../../src/modules/idempotency/infrastructure/kept-answer-schedule.js';
import { withPasswordHasher } from '../../fakes/fake-password-hasher.js';
import { activate, addMember, createWorkspace, generateToken, PASSWORD, Person } from '../../support/app.js';
import { registerOwner, startApp, TestApp, upgrade } from '../../support/app.js';
import { LINKS } from '../../support/links.js';
import { registerApplication, tokensOf } from '../../support/oauth.js';
import { Probe } from '../../support/probe.js';
import { read } from '../../support/project-files.js';

const DAY_SECONDS = 24 * 60 * 60;
const LEASE_SECONDS = 30;
const NOWHERE = '01900000-0000-7000-8000-000000000000';
const ORDER = { destination_url: 'https://example.com/' };
const environment = { APP_SECRET: 'the secret that both of two instances have' };

const probe = new Probe();
const otherProbe = new Probe();
let first: TestApp;
let other: TestApp;
let owner: Person;
let token: string;
let keys = 0;

const start = async (its: Probe, beside?: TestApp): Promise<TestApp> =>
  startApp({
    environment,
    extensions: { ...its.extensions, ...withPasswordHasher() },
    ...(beside && { beside }),
  });

beforeAll(async () => {
  first = await start(probe);
  other = await start(otherProbe, first);
  owner = await registerOwner(first.server);
  await upgrade(first, owner);
  token = await generateToken(owner);
});

afterAll(async () => {
  await other.close();
  await first.close();
});

beforeEach(() => {
  for (const it of [probe, otherProbe]) Object.assign(it, { runs: 0, handler: () => ({ data: 'done' }) });
});

const newKey = (): string => `key ${(keys += 1)}`;
const post = (path: string, key: string | string[], { bearer = token, app = first } = {}) =>
  request(app.server)
    .post(path)
    .set('Authorization', `Bearer ${bearer}`)
    .set('Idempotency-Key', key as string);
const isReplay = ({ headers }: Response): boolean => headers['idempotency-replayed'] === 'true';
const told = ({ status, text, headers }: Response) => ({
  status,
  text,
  type: headers['content-type'] as unknown,
  location: headers['location'] as unknown,
});
const countOf = async (table: string): Promise<number> =>
  (await first.database.query<{ count: number }>(`SELECT count(*)::integer FROM ${table}`))[0]!.count;

/** Both answers are the same, and the second is told again. */
async function expectReplay(call: () => PromiseLike<Response>, status: number): Promise<Response> {
  const answer = await call();
  expect([answer.status, isReplay(answer)]).toEqual([status, false]);
  const again = await call();
  expect([told(again), isReplay(again)]).toEqual([told(answer), true]);
  return answer;
}

describe('the same request with the same key', () => {
  test('makes one link and is told the same, byte for byte, as a request of its own', async () => {
    const key = newKey();
    const before = await countOf('short_urls');
    const made = await post(LINKS, key).send({ ...ORDER, utm: { source: 'a', medium: 'b' } });
    const again = await post(LINKS, key).send({ ...ORDER, utm: { source: 'a', medium: 'b' } });
    expect(made.status).toBe(201);
    expect([told(again), isReplay(made), isReplay(again)]).toEqual([told(made), false, true]);
    expect(again.headers['location']).toBe(`${LINKS}/${made.body.data.id}`);
    expect(await countOf('short_urls')).toBe(before + 1);
    expect(again.headers['x-request-id']).not.toBe(made.headers['x-request-id']);
    const left = [made, again].map(({ headers }) => Number(headers['x-ratelimit-remaining']));
    expect(left[1]).toBe(left[0]! - 1);
  });

  test.each([
    ['the key in quotes', (key: string) => post(LINKS, `"${key}"`).send({ ...ORDER, title: 'One' })],
    ['a trailing slash', (key: string) => post(`${LINKS}/`, key).send({ ...ORDER, title: 'One' })],
    ['another case of the path', (key: string) => post('/API/1.0/Short-URLs', key).send({ ...ORDER, title: 'One' })],
    ['the members in another order', (key: string) => post(LINKS, key).send({ title: 'One', ...ORDER })],
    ['another instance', (key: string) => post(LINKS, key, { app: other }).send({ ...ORDER, title: 'One' })],
  ])('is the same with %s', async (_what, call) => {
    const key = newKey();
    const made = await post(LINKS, key)
      .send({ ...ORDER, title: 'One' })
      .expect(201);
    const again = await call(key);
    expect([told(again), isReplay(again)]).toEqual([told(made), true]);
  });

  test.each([
    ['204', 204, () => undefined],
    ['404', 404, () => Promise.reject(new NotFoundError())],
    ['422', 422, () => Promise.reject(ValidationError.on('slug', 'slug is taken'))],
  ])('is told a %s again', async (_what, status, handler) => {
    probe.handler = (response) => {
      if (status === 204) response.status(204);
      return handler();
    };
    const key = newKey();
    await expectReplay(() => post(Probe.PATH, key), status);
    expect(probe.runs).toBe(1);
  });

  test('is told an error in the form that was asked for first', async () => {
    const key = newKey();
    const problem = await post(LINKS, key).set('Accept', 'application/problem+json').send({}).expect(422);
    const again = await post(LINKS, key).set('Accept', 'application/json').send({}).expect(422);
    expect(told(again)).toEqual(told(problem));
  });

  test('runs again after 24 hours, and what was kept is removed', async () => {
    const key = newKey();
    const made = await post(LINKS, key).send(ORDER).expect(201);
    first.clock.advance(DAY_SECONDS - 1);
    const again = await post(LINKS, key).send(ORDER);
    expect(told(again)).toEqual(told(made));
    first.clock.advance(1);
    const anew = await post(LINKS, key).send(ORDER).expect(201);
    expect([anew.body.data.id === made.body.data.id, isReplay(anew)]).toEqual([false, false]);

    const schedule = first.app.get(KeptAnswerSchedule, { strict: false });
    schedule.removeExpired();
    await waitUntil(async () => (await countOf('idempotency_keys')) === 1);
    expect(told(await post(LINKS, key).send(ORDER))).toEqual(told(anew));
    other.clock.set(first.clock.now());
  });
});

describe('another request with the same key', () => {
  const expectReuse = ({ status, body }: Response): void => {
    expect([status, body.code]).toEqual([422, 'idempotency_key_reused']);
  };

  test('is refused for another body, and for the query that changes what is meant', async () => {
    const key = newKey();
    await post(`${LINKS}/bulk`, key)
      .send({ items: [ORDER] })
      .expect(200);
    const before = await countOf('short_urls');
    expectReuse(await post(`${LINKS}/bulk`, key).send({ items: [ORDER, ORDER] }));
    expectReuse(await post(`${LINKS}/bulk?atomic=true`, key).send({ items: [ORDER] }));
    expect(await countOf('short_urls')).toBe(before);
  });

  test('is refused while the first one runs too', async () => {
    const { begun, letGo } = probe.hold();
    const key = newKey();
    const running = post(Probe.PATH, key)
      .send({ a: 1 })
      .then((answer) => answer);
    await begun;
    expectReuse(await post(Probe.PATH, key).send({ a: 2 }));
    letGo();
    await running;
  });

  test('runs where its path, credential or workspace is another', async () => {
    const key = newKey();
    const ids = new Set<string>();
    const runsByItself = async (call: PromiseLike<Response>): Promise<void> => {
      const { status, body } = await call;
      expect(status).toBe(201);
      ids.add(body.data.id as string);
    };
    await runsByItself(post(LINKS, key).send(ORDER));
    await runsByItself(post(LINKS, key, { bearer: await generateToken(owner) }).send(ORDER));
    const bySession = () => owner.agent.post(LINKS).set('Idempotency-Key', key).send(ORDER);
    await runsByItself(bySession());
    await activate(owner, await createWorkspace(owner, 'Another room'));
    await runsByItself(bySession());
    await activate(owner, owner.defaultWorkspaceId);
    const stranger = await registerOwner(first.server, 'Elsewhere');
    await runsByItself(post(LINKS, key, { bearer: await generateToken(stranger) }).send(ORDER));
    expect(ids.size).toBe(5);
    await post(`${LINKS}/bulk`, key).send(ORDER).expect(422);
  });
});

test('an application that has refreshed its token is still the one that asked; another grant is not', async () => {
  const application = await registerApplication(owner);
  const tokens = await tokensOf(first.server, owner, application);
  const key = newKey();
  const made = await post(LINKS, key, { bearer: tokens.access_token }).send(ORDER).expect(201);
  const { clientId: client_id, clientSecret: client_secret } = application;
  const { body: fresh } = await request(first.server)
    .post('/api/oauth/token')
    .send({ grant_type: 'refresh_token', client_id, client_secret, refresh_token: tokens.refresh_token })
    .expect(200);
  const again = await post(LINKS, key, { bearer: fresh.access_token }).send(ORDER);
  expect([told(again), isReplay(again)]).toEqual([told(made), true]);
  const another = await tokensOf(first.server, owner, application);
  expect(isReplay(await post(LINKS, key, { bearer: another.access_token }).send(ORDER).expect(201))).toBe(false);
});

test('a session that has been renewed is still the one that asked', async () => {
  const key = newKey();
  const made = await owner.agent.post('/api/1.0/groups').set('Idempotency-Key', key).send({ name: key }).expect(201);
  // A right password gives the session another id.
  await generateToken(owner);
  const again = await owner.agent.post('/api/1.0/groups').set('Idempotency-Key', key).send({ name: key });
  expect([told(again), isReplay(again)]).toEqual([told(made), true]);
});

test('whoever may no longer ask is not told again either', async () => {
  const permissions = ['links.view', 'links.create'];
  const member = await addMember(first.server, owner, { workspace_ids: [owner.defaultWorkspaceId], permissions });
  const call = () => member.agent.post(LINKS).set('Idempotency-Key', 'mine').send(ORDER);
  await expectReplay(call, 201);
  const narrowed = { permissions: ['links.view'] };
  await owner.agent.patch(`/api/1.0/members/${member.userId}`).send(narrowed).expect(200);
  await call().expect(403);
});

describe('while the first one runs', () => {
  test('the same request is 409 at every instance; then it is told the answer', async () => {
    const { begun, letGo } = probe.hold();
    const key = newKey();
    const running = post(Probe.PATH, key).then((answer) => answer);
    await begun;
    for (const app of [first, other]) {
      const { body } = await post(Probe.PATH, key, { app }).expect(409);
      expect(body.code).toBe('idempotency_key_in_use');
    }
    letGo();
    const answer = await running;
    const again = await post(Probe.PATH, key, { app: other });
    expect([told(again), isReplay(again)]).toEqual([told(answer), true]);
    expect([probe.runs, otherProbe.runs]).toEqual([1, 0]);
  });

  test('of 20 at once over two instances one makes the link', async () => {
    const before = await countOf('short_urls');
    const key = newKey();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => post(LINKS, key, { app: index % 2 === 0 ? first : other }).send(ORDER)),
    );
    const made = answers.filter((answer) => answer.status === 201);
    expect(made.filter((answer) => !isReplay(answer)).length).toBe(1);
    expect(new Set(made.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
    expect(await countOf('short_urls')).toBe(before + 1);
  });

  test('a client that goes away finds the answer when it comes back', async () => {
    const { begun, letGo } = probe.hold();
    const key = newKey();
    const leaving = post(Probe.PATH, key);
    leaving.end(() => undefined);
    await begun;
    leaving.abort();
    letGo();
    await waitUntil(async () => isReplay(await post(Probe.PATH, key)));
    expect(probe.runs).toBe(1);
  });

  test('a process that died keeps the key for seconds only, and a late answer changes nothing', async () => {
    const { begun, letGo } = probe.hold();
    const key = newKey();
    const late = post(Probe.PATH, key).then((answer) => answer);
    await begun;
    const now = first.clock.now();
    other.clock.set(new Date(now.getTime() + (LEASE_SECONDS - 1) * 1000));
    await post(Probe.PATH, key, { app: other }).expect(409);
    other.clock.advance(1);
    await post(Probe.PATH, key, { app: other }).send({ another: 'body' }).expect(422);
    const taken = await post(Probe.PATH, key, { app: other }).expect(201);
    expect(taken.body).toEqual({ data: 'done' });
    letGo();
    expect((await late).body).toEqual({ data: 'late' });
    expect(told(await post(Probe.PATH, key))).toEqual(told(taken));
    other.clock.set(now);
  });
});

describe('what is not kept', () => {
  test.each([
    [401, () => new UnauthenticatedError()],
    [429, () => new TooManyAttemptsError(10, new Date(Date.now() + 1000))],
    [500, () => new Error('our fault')],
    [503, () => Object.assign(new Error('gone'), { code: 'ECONNREFUSED' })],
  ])('%d: the next one runs', async (status, errorOf) => {
    const key = newKey();
    probe.handler = () => Promise.reject(errorOf());
    await post(Probe.PATH, key).expect(status);
    probe.handler = () => ({ data: 'well' });
    const { body } = await post(Probe.PATH, key).send({ another: 'body' }).expect(201);
    expect([body, probe.runs]).toEqual([{ data: 'well' }, 2]);
  });

  test('what never came to run: a refused credential, an unreadable body', async () => {
    const key = newKey();
    await post(LINKS, key, { bearer: await generateToken(owner, { scopes: ['short-urls:read'] }) })
      .send(ORDER)
      .expect(403);
    await post(LINKS, key).type('json').send('{').expect(400);
    expect(isReplay(await post(LINKS, key).send(ORDER).expect(201))).toBe(false);
  });

  test('an answer that cannot be written is given all the same', async () => {
    probe.handler = async () => {
      await first.database.query('ALTER TABLE idempotency_keys RENAME TO idempotency_keys_gone');
      return { data: 'true' };
    };
    const { body } = await post(Probe.PATH, newKey()).expect(201);
    await first.database.query('ALTER TABLE idempotency_keys_gone RENAME TO idempotency_keys');
    expect(body).toEqual({ data: 'true' });
  });
});

test.each([
  ['nothing', ''],
  ['nothing in quotes', '""'],
  ['256 characters', 'k'.repeat(256)],
  ['letters of other scripts', 'schlüssel'],
  ['one quote', '"key'],
  ['a parameter behind the quotes', '"key";a=1'],
])('a key of %s is 400, with what is wrong', async (_what, key) => {
  const { body } = await post(LINKS, key).send(ORDER).expect(400);
  expect([body.code, body.message]).toEqual(['bad_idempotency_key', expect.stringMatching(/^Idempotency-Key /)]);
});

test('two keys are 400', async () => {
  const { body } = await post(LINKS, ['one', 'two']).send(ORDER).expect(400);
  expect(body.message).toBe('Idempotency-Key is there twice.');
});

describe('elsewhere the key is ignored, whatever it is', () => {
  const ignored = { 'Idempotency-Key': '"' };

  test('by GET, PUT, PATCH and DELETE', async () => {
    const bearer = { Authorization: `Bearer ${token}`, ...ignored };
    const put = () => request(first.server).put(`${LINKS}/by-external-id/ignored`).set(bearer).send(ORDER);
    const { body } = await put().expect(201);
    await put().expect(200);
    const item = `${LINKS}/${body.data.id}`;
    await request(first.server).get(item).set(bearer).expect(200);
    await request(first.server).patch(item).set(bearer).send({ title: 'Two' }).expect(200);
    await request(first.server).delete(item).set(bearer).expect(204);
    await request(first.server).delete(item).set(bearer).expect(404);
  });

  test('where an answer holds a secret', async () => {
    const made = async (path: string, body: object) =>
      (await owner.agent.post(path).set(ignored).send(body).expect(201)).text;
    const order = { password: PASSWORD };
    expect(await made('/api/1.0/tokens', order)).not.toBe(await made('/api/1.0/tokens', order));
    const guest = { name: 'Guest', role: 'member', email: 'guest@example.com' };
    expect(await made('/api/1.0/members', guest)).toContain('invitation_url');
  });
});

interface Operation {
  parameters?: { name: string }[];
  security: { session?: []; bearer?: [] }[];
  requestBody?: { content: Record<string, unknown> };
}
const { paths } = JSON.parse(read('docs/openapi.json')) as { paths: Record<string, { post?: Operation }> };
const posts = Object.entries(paths).flatMap(([path, { post: it }]) => (it ? [[path, it] as const] : []));
const isForm = (body: Operation['requestBody']): boolean => body?.content['multipart/form-data'] !== undefined;
const takesKey = ({ parameters = [] }: Operation): boolean => parameters.some(({ name }) => name === 'Idempotency-Key');

describe('of all POSTs', () => {
  const WITHOUT_KEY: Record<string, string> = {
    '/api/1.0/auth/register': 'signs in: answers with a session',
    '/api/1.0/auth/login': 'signs in: answers with a session',
    '/api/1.0/auth/logout': 'ends a session, which it can do once',
    '/api/1.0/tokens': 'answers with a token',
    '/api/1.0/oauth-clients': 'answers with a client secret',
    '/api/1.0/oauth-clients/{id}/secrets': 'answers with a client secret',
    '/api/1.0/members': 'answers with an invitation, which lets in',
    '/api/1.0/members/{id}/password-reset': 'answers with a link that lets in',
    '/api/1.0/short-urls/{id}/qr': 'answers with a picture, and changes nothing',
    '/api/oauth/token': 'answers with tokens',
    '/api/oauth/revoke': 'RFC 7009 has its own word on repetition',
    '/api/oauth/introspect': 'RFC 7662: tells how things are now',
  };

  test('each takes a key, or there is a reason why not', () => {
    const without = posts.filter(([, operation]) => !takesKey(operation)).map(([path]) => path);
    expect(without.sort()).toEqual(Object.keys(WITHOUT_KEY).sort());
  });

  test('those that take one tell their answer again', async () => {
    const withKey = posts.filter(([, operation]) => takesKey(operation));
    expect(withKey.length).toBeGreaterThan(9);
    for (const [path, { security, requestBody }] of withKey) {
      const key = newKey();
      const place = path.replaceAll(/\{\w+\}/g, NOWHERE);
      const takesBearer = security.some(({ bearer }) => bearer !== undefined);
      const call = () => {
        const sent = takesBearer ? post(place, key) : owner.agent.post(place).set('Idempotency-Key', key);
        return isForm(requestBody) ? sent.attach('file', Buffer.from('no table'), 'links.csv') : sent.send({});
      };
      const [answer, again] = [await call(), await call()];
      expect([path, isReplay(again), told(again)]).toEqual([path, true, told(answer)]);
    }
  });
});
