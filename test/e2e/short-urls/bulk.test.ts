import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addMember, generateToken } from '../../support/app.js';
import { LINKS, LinkItem, Links, startLinks } from '../../support/links.js';

const BULK = `${LINKS}/bulk`;
const UNKNOWN = '0193b6f0-0000-7000-8000-00000000ffff';

interface Result {
  index: number;
  status: number;
  data?: LinkItem;
  errors?: Record<string, string[]>;
}

let links: Links;
beforeAll(async () => {
  links = await startLinks();
});
afterAll(() => links.app.close());

const send = (method: 'post' | 'patch' | 'delete', path: string, items: unknown, token = links.token) =>
  links.call(method, path, token).send({ items });
const results = async (...call: Parameters<typeof send>): Promise<Result[]> =>
  (await send(...call).expect(200)).body.data as Result[];
const statuses = (answers: readonly Result[]): number[] => answers.map(({ status }) => status);
const order = (more: object = {}) => ({ destination_url: 'https://example.com/', ...more });
const several = (number: number, more: object = {}) => Array.from({ length: number }, () => order(more));
const countLinks = async (): Promise<number> =>
  Number((await links.app.database.query('SELECT count(*) AS n FROM short_urls'))[0]?.['n']);

describe('creating many', () => {
  test('answers in the order of the request, and one bad item spoils only itself', async () => {
    await links.create({ slug: 'bulk-taken' });
    const answers = await results('post', BULK, [
      order({ slug: 'bulk-1', tags: ['x'] }),
      order({ slug: 'bulk-taken' }),
      { destination_url: 'javascript:alert(1)', slug: 'a b' },
      'not an object',
      order({ colour: 'red' }),
      order({ slug: 'bulk-1' }),
      order(),
    ]);
    expect(answers.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(statuses(answers)).toEqual([201, 422, 422, 422, 422, 422, 201]);
    expect(answers[0]?.data).toEqual(await links.item(answers[0]!.data!.id));
    expect(answers.map(({ errors }) => errors && Object.keys(errors))).toEqual([
      undefined,
      ['slug'],
      ['destination_url', 'slug'],
      ['item'],
      ['colour'],
      ['slug'],
      undefined,
    ]);
  });

  test('leaves an audit entry and a counted request each', async () => {
    const before = await links.call('get', `${LINKS}/list-all-short-urls`).expect(200);
    const response = await send('post', BULK, several(3)).expect(200);
    const remaining = (headers: Record<string, string>): number => Number(headers['x-ratelimit-remaining']);
    expect(remaining(response.headers)).toBe(remaining(before.headers) - 1);
    const ids = (response.body.data as Result[]).map(({ data }) => data?.id);
    const entries = await links.app.database.query(
      "SELECT FROM audit_log WHERE action = 'short_url.created' AND resource_id = ANY($1)",
      [ids],
    );
    expect(entries).toHaveLength(3);
  });

  test('atomic: one bad item, and nothing is written', async () => {
    const before = await countLinks();
    const { body } = await send('post', `${BULK}?atomic=true`, [
      order({ slug: 'atomic-1' }),
      order({ slug: 'atomic-1' }),
      order({ slug: 'atomic-1' }),
    ]).expect(422);
    expect(Object.keys(body.errors)).toEqual(['items.1.slug', 'items.2.slug']);
    const invalid = await send('post', `${BULK}?atomic=true`, [order(), { destination_url: 5 }, 7]).expect(422);
    expect(Object.keys(invalid.body.errors)).toEqual(['items.1.destination_url', 'items.2.item']);
    expect(await countLinks()).toBe(before);
    expect(statuses(await results('post', `${BULK}?atomic=true`, several(2)))).toEqual([201, 201]);
  });

  test('takes a thousand, of a megabyte and more', async () => {
    const items = several(1000, { title: 'x'.repeat(400), destination_url: `https://example.com/${'y'.repeat(1500)}` });
    const answers = await results('post', BULK, items);
    expect(new Set(statuses(answers))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ data }) => data?.slug)).size).toBe(1000);
  });

  test.each([
    [{ items: [] }, 'items'],
    [{ items: {} }, 'items'],
    [{}, 'items'],
    [{ items: Array<object>(1001).fill({}) }, 'items'],
    [{ items: [order()], more: 1 }, 'more'],
  ])('a body that is no list of up to a thousand is refused (%#)', async (body, field) => {
    const answer = await links.call('post', BULK).send(body).expect(422);
    expect(Object.keys(answer.body.errors)).toContain(field);
  });

  test('an unknown query parameter or value is refused', async () => {
    await send('post', `${BULK}?atomic=yes`, [order()]).expect(400);
    await send('post', `${BULK}?atom=true`, [order()]).expect(400);
  });

  test('a body beyond 16 MiB is 413', async () => {
    await send('post', BULK, [order({ title: 'x'.repeat(17 * 1024 * 1024) })]).expect(413);
  });

  test('one call sets up to twenty different passwords', async () => {
    const items = Array.from({ length: 22 }, (_, n) => order({ password: `password ${Math.min(n, 20)}` }));
    const answers = await results('post', BULK, items);
    expect(statuses(answers)).toEqual([...Array<number>(20).fill(201), 422, 422]);
    expect(Object.keys(answers[20]?.errors ?? {})).toEqual(['password']);
  }, 60_000);

  test('two calls that want the same addresses in another order both end', async () => {
    const slugs = Array.from({ length: 50 }, (_, n) => `crossing-${n}`);
    const [one, other] = await Promise.all([
      results(
        'post',
        BULK,
        slugs.map((slug) => order({ slug })),
      ),
      results(
        'post',
        BULK,
        slugs.toReversed().map((slug) => order({ slug })),
      ),
    ]);
    const made = [...one, ...other].filter(({ status }) => status === 201);
    expect(made).toHaveLength(50);
  });
});

describe('changing many', () => {
  test('by id or external id, each with its own answer', async () => {
    const one = await links.create({ slug: 'change-1' });
    const two = await links.create({ external_id: 'change-2' });
    const foreign = await links.create({}, links.secondToken);
    const answers = await results('patch', BULK, [
      { id: one.id.toUpperCase(), title: 'One' },
      { external_id: 'change-2', title: 'Two' },
      { id: foreign.id, title: 'No' },
      { id: UNKNOWN, title: 'No' },
      { external_id: 'nobody', title: 'No' },
      { title: 'No' },
      { id: one.id, title: 'Again' },
      { id: 'x', title: 'No' },
      { id: two.id, slug: 'change-1' },
    ]);
    expect(statuses(answers)).toEqual([200, 200, 404, 404, 404, 422, 422, 422, 422]);
    expect(await links.item(one.id)).toMatchObject({ title: 'One' });
    expect(await links.item(two.id)).toMatchObject({ title: 'Two', external_id: 'change-2' });
  });

  test('an address that is taken spoils its own item only', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => links.create()));
    await links.create({ slug: 'occupied' });
    const answers = await results(
      'patch',
      BULK,
      made.map(({ id }, n) => ({ id, title: `${n}`, ...(n === 3 && { slug: 'occupied' }) })),
    );
    expect(statuses(answers)).toEqual([200, 200, 200, 422, 200, 200, 200, 200]);
    expect(await links.item(made[3]!.id)).toMatchObject({ title: null });
  });

  test('several calls that name the same links by id and by external id all end', async () => {
    const made = await results(
      'post',
      BULK,
      Array.from({ length: 20 }, (_, n) => order({ external_id: `crossed-${n}` })),
    );
    const name = (byId: (n: number) => boolean) =>
      made.map(({ data }, n) => (byId(n) ? { id: data!.id } : { external_id: `crossed-${n}` }));
    const calls = Array.from({ length: 12 }, (_, call) =>
      name((n) => n % 2 === call % 2).map((item) => ({ ...item, title: `${call}` })),
    );
    const answers = await Promise.all(calls.map((items) => results('patch', BULK, items)));
    expect(new Set(answers.flatMap(statuses))).toEqual(new Set([200]));
  });

  test('atomic: all or none', async () => {
    const { id } = await links.create({ title: 'Before' });
    const { body } = await send('patch', `${BULK}?atomic=true`, [
      { id, title: 'After' },
      { id: UNKNOWN, title: 'No' },
    ]).expect(422);
    expect(Object.keys(body.errors)).toEqual(['items.1']);
    expect(await links.item(id)).toMatchObject({ title: 'Before' });
  });
});

describe('upserting many', () => {
  test('creates the new, changes the known, and says which', async () => {
    await links.create({ external_id: 'up-1', title: 'Before' });
    const answers = await results('post', `${BULK}/upsert`, [
      { external_id: 'up-1', title: 'After' },
      order({ external_id: 'up-2' }),
      { external_id: 'up-3' },
      order({ external_id: 'up-2' }),
      order(),
    ]);
    expect(statuses(answers)).toEqual([200, 201, 422, 422, 422]);
    expect(answers[0]?.data).toMatchObject({ title: 'After' });
    expect(Object.keys(answers[2]?.errors ?? {})).toEqual(['destination_url']);
    expect(Object.keys(answers[3]?.errors ?? {})).toEqual(['external_id']);
  });

  test('several calls with the same ids at once make each link once', async () => {
    const items = Array.from({ length: 20 }, (_, n) => order({ external_id: `many-${n}` }));
    const calls = await Promise.all(
      [items, items.toReversed(), items].map((it) => results('post', `${BULK}/upsert`, it)),
    );
    const all = calls.flat();
    expect(all.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(all.filter(({ status }) => status === 200)).toHaveLength(40);
  });
});

describe('deleting many', () => {
  test.each([
    ['delete', BULK],
    ['post', `${BULK}/delete`],
  ] as const)('by id or external id (%s %s)', async (method, path) => {
    const one = await links.create();
    const two = await links.create({ external_id: 'gone' });
    const foreign = await links.create({}, links.secondToken);
    const answers = await results(method, path, [
      { id: one.id },
      { external_id: 'gone' },
      { id: foreign.id },
      { id: one.id },
      { id: one.id, title: 'x' },
    ]);
    expect(answers).toMatchObject([
      { index: 0, status: 204 },
      { index: 1, status: 204 },
      { status: 404 },
      { status: 422 },
      { status: 422 },
    ]);
    for (const { id } of [one, two]) await links.call('get', `${LINKS}/${id}`).expect(404);
    await links.call('get', `${LINKS}/${foreign.id}`, links.secondToken).expect(200);
  });
});

describe('rights', () => {
  test('each call needs its permission, each item its workspace', async () => {
    const member = await addMember(links.app.server, links.owner, {
      workspace_ids: [links.owner.defaultWorkspaceId],
      permissions: ['credentials.create', 'links.create'],
    });
    const token = await generateToken(member);
    expect(statuses(await results('post', BULK, [order(), order({ workspace_id: links.second })], token))).toEqual([
      201, 404,
    ]);
    for (const [method, path] of [
      ['patch', BULK],
      ['delete', BULK],
      ['post', `${BULK}/delete`],
    ] as const) {
      await send(method, path, [{ id: UNKNOWN }], token).expect(403);
    }
  });

  test('a credential for reading writes nothing', async () => {
    const token = await generateToken(links.owner, { scopes: ['short-urls:read'] });
    for (const path of [BULK, `${BULK}/upsert`, `${BULK}/delete`]) {
      const { headers } = await send('post', path, [order()], token).expect(403);
      expect(headers['www-authenticate']).toContain('insufficient_scope');
    }
  });
});
