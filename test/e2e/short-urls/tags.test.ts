import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { activate, addMember, createWorkspace, generateToken, registerOwner } from '../../support/app.js';
import { Links, LINKS, startLinks } from '../../support/links.js';

const TAGS = '/api/1.0/tags';
const NOWHERE = '01900000-0000-7000-8000-000000000000';

interface TagItem {
  id: string;
  workspace_id: string;
  name: string;
  colour: string;
  links: number;
  created_at: string;
  updated_at: string;
}

let links: Links;
beforeAll(async () => {
  links = await startLinks();
});
afterAll(() => links.app.close());

const list = async (query = '', bearer = links.token): Promise<TagItem[]> =>
  (await links.call('get', `${TAGS}?per_page=100${query}`, bearer).expect(200)).body.data as TagItem[];
const named = async (name: string, bearer = links.token): Promise<TagItem> => {
  const found = (await list('', bearer)).find((it) => it.name === name);
  if (!found) throw new Error(`There is no tag ${name}`);
  return found;
};
const names = (items: readonly TagItem[]): string[] => items.map(({ name }) => name);
const make = async (body: Record<string, unknown>, bearer = links.token): Promise<TagItem> =>
  (await links.call('post', TAGS, bearer).send(body).expect(201)).body.data as TagItem;
const tagsOf = async (id: string): Promise<unknown> => (await links.item(id))['tags'];
const audited = async (action: string): Promise<Record<string, unknown>[]> => {
  const { body } = await links.owner.agent.get('/api/1.0/audit-logs').query({ action }).expect(200);
  return (body.data as { changes: Record<string, unknown> }[]).map(({ changes }) => changes);
};

describe('tags', () => {
  test('there is one as soon as a link has it, however it was written', async () => {
    const { id } = await links.create({ tags: ['by-create', 'shared'] });
    await links.create({ tags: ['shared'], archived: undefined });
    await links
      .call('patch', `${LINKS}/${id}`)
      .send({ tags: ['by-change', 'shared'] })
      .expect(200);
    const item = { destination_url: 'https://example.com/', tags: ['by-bulk'] };
    await links
      .call('post', `${LINKS}/bulk`)
      .send({ items: [item, { ...item, tags: ['by-bulk', 'second'] }, { ...item, tags: ['never'], slug: '!' }] })
      .expect(200);
    await links
      .call('put', `${LINKS}/by-external-id/crm-1`)
      .send({ ...item, tags: ['by-upsert'] })
      .expect(201);
    const counts = Object.fromEntries((await list()).map((tag) => [tag.name, tag.links]));
    expect(counts).toEqual({ 'by-create': 0, 'by-change': 1, 'by-bulk': 2, 'by-upsert': 1, second: 1, shared: 2 });
    await links.call('patch', `${LINKS}/${id}`).send({ archived: true }).expect(200);
    expect((await named('shared')).links).toBe(2);
    await links.call('delete', `${LINKS}/${id}`).expect(204);
    expect((await named('shared')).links).toBe(1);
  });

  test('of a call that is refused there is none', async () => {
    const item = { destination_url: 'https://example.com/', tags: ['of-none'] };
    const items = [item, { ...item, slug: '!' }];
    await links.call('post', `${LINKS}/bulk?atomic=true`).send({ items }).expect(422);
    const { slug } = await links.create();
    await links
      .call('post', LINKS)
      .send({ ...item, slug })
      .expect(422);
    expect(names(await list('&search=of-none'))).toEqual([]);
  });

  test('one is made, read and listed', async () => {
    const answer = await links.call('post', TAGS).send({ name: 'Vélo 夏 😀', colour: '#AbCdEf' }).expect(201);
    const { data } = answer.body as { data: TagItem };
    expect(answer.headers['location']).toBe(`${TAGS}/${data.id}`);
    expect(data).toMatchObject({ name: 'Vélo 夏 😀', colour: '#AbCdEf', links: 0 });
    expect(data.workspace_id).toBe(links.owner.defaultWorkspaceId);
    const read = await links.call('get', `${TAGS}/${data.id}`).expect(200);
    expect(read.body.data).toEqual(data);
    expect(await list('&search=VÉLO')).toEqual([data]);
    await links.create({ tags: ['Vélo 夏 😀'] });
    expect((await named('Vélo 夏 😀')).links).toBe(1);
  });

  test('a colour that nobody chose follows from the name, here as elsewhere', async () => {
    const { id, colour } = await make({ name: 'uncoloured' });
    expect(colour).toMatch(/^#[0-9a-f]{6}$/);
    expect((await make({ name: 'uncoloured' }, links.secondToken)).colour).toBe(colour);
    const chosen = await links.call('patch', `${TAGS}/${id}`).send({ colour: '#000000' }).expect(200);
    expect(chosen.body.data.colour).toBe('#000000');
    const cleared = await links.call('put', `${TAGS}/${id}`).send({ colour: null }).expect(200);
    expect(cleared.body.data.colour).toBe(colour);
    // Chosen, it outlives the name.
    await links.call('patch', `${TAGS}/${id}`).send({ colour }).expect(200);
    for (const name of ['renamed 1', 'renamed 2', 'renamed 3']) {
      const renamed = await links.call('patch', `${TAGS}/${id}`).send({ name }).expect(200);
      expect(renamed.body.data.colour).toBe(colour);
    }
  });

  test('the list is sorted, cut into pages, and kept to a workspace', async () => {
    const bearer = links.secondToken;
    for (const [tag, times] of [
      ['b', 1],
      ['c', 3],
      ['a', 2],
    ] as const) {
      // prettier-ignore
      for (let n = 0; n < times; n += 1) await links.create({ tags: [`sort ${tag}`] }, bearer);
    }
    const sorted = async (sort: string): Promise<string[]> => names(await list(`&search=sort&sort=${sort}`, bearer));
    expect(await sorted('name')).toEqual(['sort a', 'sort b', 'sort c']);
    expect(await sorted('-name')).toEqual(['sort c', 'sort b', 'sort a']);
    expect(await sorted('links')).toEqual(['sort b', 'sort a', 'sort c']);
    expect(await sorted('-links')).toEqual(['sort c', 'sort a', 'sort b']);
    expect(await sorted('created_at')).toEqual(['sort b', 'sort c', 'sort a']);
    const { body } = await links.call('get', `${TAGS}?search=SORT&per_page=2&page=2`, bearer).expect(200);
    expect([names(body.data as TagItem[]), body.meta.total, body.meta.last_page]).toEqual([['sort c'], 3, 2]);
    expect(names(await list('&search=sort', links.allToken))).toHaveLength(3);
    expect(await list(`&search=sort&workspace_id=${links.owner.defaultWorkspaceId}`, links.allToken)).toEqual([]);
    expect(await list(`&search=sort`)).toEqual([]);
  });

  test('a new name goes to every link, and a taken one is refused', async () => {
    const made = await links.create({ tags: ['first', 'old name', 'last'] });
    await links.create({ tags: ['other'] });
    const elsewhere = await links.create({ tags: ['old name'] }, links.secondToken);
    const tag = await named('old name');
    links.app.clock.advance(60_000);
    const { body } = await links.call('patch', `${TAGS}/${tag.id}`).send({ name: 'new name' }).expect(200);
    expect(body.data).toMatchObject({ id: tag.id, name: 'new name', links: 1, created_at: tag.created_at });
    const after = await links.item(made.id);
    expect(after['tags']).toEqual(['first', 'new name', 'last']);
    expect(after['updated_at']).toBe(body.data.updated_at);
    expect((await named('old name', links.secondToken)).links).toBe(1);
    expect((await links.call('get', `${LINKS}/${elsewhere.id}`, links.secondToken)).body.data.tags).toEqual([
      'old name',
    ]);
    const search = await links.call('get', `${LINKS}/list-all-short-urls?search=new%20name`).expect(200);
    expect(search.body.data).toHaveLength(1);
    const refused = await links.call('patch', `${TAGS}/${tag.id}`).send({ name: 'other' }).expect(422);
    expect(refused.body.errors.name[0]).toMatch(/Merge/);
    await links.call('patch', `${TAGS}/${tag.id}`).send({ name: 'new name' }).expect(200);
    await links.call('patch', `${TAGS}/${tag.id}`).send({}).expect(200);
    expect(await audited('tag.updated')).toContainEqual({ name: ['old name', 'new name'], links: 1, ...colours(tag, body.data as TagItem) }); // prettier-ignore
  });

  test('merged, its links have the other in its place, once', async () => {
    const one = await links.create({ tags: ['x', 'from', 'y'] });
    const both = await links.create({ tags: ['into', 'z', 'from'] });
    const [from, into] = [await named('from'), await named('into')];
    const { body } = await links.call('post', `${TAGS}/${from.id}/merge`).send({ into: into.id.toUpperCase() }).expect(200); // prettier-ignore
    expect(body.data).toEqual({ ...into, links: 2 });
    expect(await tagsOf(one.id)).toEqual(['x', 'into', 'y']);
    expect(await tagsOf(both.id)).toEqual(['into', 'z']);
    await links.call('get', `${TAGS}/${from.id}`).expect(404);
    expect((await audited('tag.merged'))[0]).toMatchObject({ name: 'from', into: 'into', links: 2 });
    for (const [target, status] of [
      [into.id, 422],
      [from.id, 404],
      [NOWHERE, 404],
    ] as const) {
      // prettier-ignore
      await links.call('post', `${TAGS}/${into.id}/merge`).send({ into: target }).expect(status);
    }
    const elsewhere = await make({ name: 'elsewhere' }, links.secondToken);
    const merge = (bearer: string) =>
      links.call('post', `${TAGS}/${into.id}/merge`, bearer).send({ into: elsewhere.id });
    await merge(links.token).expect(404);
    expect(Object.keys((await merge(links.allToken).expect(422)).body.errors)).toEqual(['into']);
  });

  test('deleted, its links lose it', async () => {
    const { id } = await links.create({ tags: ['stays', 'goes'] });
    const goes = await named('goes');
    await links.call('delete', `${TAGS}/${goes.id}`).expect(204);
    expect(await tagsOf(id)).toEqual(['stays']);
    expect(names(await list('&search=goes'))).toEqual([]);
    await links.call('delete', `${TAGS}/${goes.id}`).expect(404);
    expect((await audited('tag.deleted'))[0]).toEqual({ name: 'goes', colour: goes.colour, links: 1 });
  });

  test.each([
    [{}, 'name'],
    [{ name: '' }, 'name'],
    [{ name: ' outer' }, 'name'],
    [{ name: 'a,b' }, 'name'],
    [{ name: 'a\nb' }, 'name'],
    [{ name: 'x'.repeat(101) }, 'name'],
    [{ name: 7 }, 'name'],
    [{ name: 'shared' }, 'name'],
    [{ name: 'ok', colour: 'red' }, 'colour'],
    [{ name: 'ok', colour: '#ff' }, 'colour'],
    [{ name: 'ok', workspace_id: 'x' }, 'workspace_id'],
    [{ name: 'ok', links: 3 }, 'links'],
  ])('cannot be made of %j', async (body, field) => {
    const answer = await links.call('post', TAGS).send(body).expect(422);
    expect(Object.keys(answer.body.errors)).toEqual([field]);
  });

  test('what is wrong with a change, a merger or a list is said', async () => {
    const { id } = await make({ name: 'strict' });
    for (const [body, field] of [
      [{ name: null }, 'name'],
      [{ name: 'a,b' }, 'name'],
      [{ colour: 'x' }, 'colour'],
      [{ id }, 'id'],
    ] as const) {
      // prettier-ignore
      const answer = await links.call('patch', `${TAGS}/${id}`).send(body).expect(422);
      expect(Object.keys(answer.body.errors)).toEqual([field]);
    }
    for (const [body, field] of [
      [{}, 'into'],
      [{ into: 'strict' }, 'into'],
      [{ into: NOWHERE, name: 'x' }, 'name'],
    ] as const) {
      // prettier-ignore
      const answer = await links.call('post', `${TAGS}/${id}/merge`).send(body).expect(422);
      expect(Object.keys(answer.body.errors)).toEqual([field]);
    }
    for (const query of [
      'sort=colour',
      'cursor=',
      'per_page=101',
      'workspace_id=x',
      'q=x',
      `search=${'x'.repeat(101)}`,
    ]) {
      // prettier-ignore
      await links.call('get', `${TAGS}?${query}`).expect(400);
    }
    await links.call('get', `${TAGS}?workspace_id=${NOWHERE}`).expect(404);
    await links.call('post', TAGS).send({ name: 'x', workspace_id: NOWHERE }).expect(404);
  });

  test('need their scope, and the permission in their own workspace', async () => {
    const { id } = await make({ name: 'guarded' });
    const writes = (bearer: string, at = id) => [
      () => links.call('post', TAGS, bearer).send({ name: 'new', workspace_id: links.owner.defaultWorkspaceId }),
      () => links.call('patch', `${TAGS}/${at}`, bearer).send({ name: 'x' }),
      () => links.call('put', `${TAGS}/${at}`, bearer).send({ name: 'x' }),
      () => links.call('post', `${TAGS}/${at}/merge`, bearer).send({ into: NOWHERE }),
      () => links.call('delete', `${TAGS}/${at}`, bearer),
    ];
    await activate(links.owner, 'all');
    const reader = await generateToken(links.owner, { scopes: ['short-urls:read'] });
    const stranger = await generateToken(links.owner, { scopes: ['domains:read'] });
    for (const write of writes(reader)) expect((await write().expect(403)).headers['www-authenticate']).toMatch(/insufficient_scope/); // prettier-ignore
    for (const path of [TAGS, `${TAGS}/${id}`]) await links.call('get', path, stranger).expect(403);

    const place = await createWorkspace(links.owner, 'Where Mia may write');
    const member = await addMember(links.app.server, links.owner, {
      workspace_ids: [links.owner.defaultWorkspaceId],
      permissions: ['credentials.create'],
    });
    await links.owner.agent
      .post('/api/1.0/groups')
      .send({ name: 'Writers', permissions: ['links.update'], member_ids: [member.userId], workspace_ids: [place] })
      .expect(201);
    await activate(member, 'all');
    const bearer = await generateToken(member);
    await links.call('get', `${TAGS}/${id}`, bearer).expect(200);
    for (const write of writes(bearer)) expect((await write().expect(403)).body.code).toBe('permission_missing');
    const own = await make({ name: 'own', workspace_id: place }, bearer);
    await links.call('delete', `${TAGS}/${own.id}`, bearer).expect(204);
    await request(links.app.server).get(TAGS).expect(401);
    const foreign = await registerOwner(links.app.server, 'Lantern Media');
    await foreign.agent.get(`${TAGS}/${id}`).expect(404);
    const onFreePlan = await links.call('get', TAGS, await generateToken(foreign)).expect(200);
    expect(onFreePlan.headers['x-ratelimit-remaining']).toBe('9');
  });
});

const colours = (before: TagItem, after: TagItem): Record<string, unknown> =>
  before.colour === after.colour ? {} : { colour: [before.colour, after.colour] };
