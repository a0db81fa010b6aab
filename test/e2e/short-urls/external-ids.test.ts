import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addMember, generateToken } from '../../support/app.js';
import { LINKS, LinkItem, Links, startLinks } from '../../support/links.js';

let links: Links;
beforeAll(async () => {
  links = await startLinks({ SLUG_REUSE_DAYS: '10' });
});
afterAll(() => links.app.close());

const upsert = (externalId: string, body: object, token = links.token) =>
  links.call('put', `${LINKS}/by-external-id/${encodeURIComponent(externalId)}`, token).send(body);

describe('an upsert by external id', () => {
  test('creates, then changes only what is sent', async () => {
    const made = await upsert('crm/é 7', { destination_url: 'https://example.com/1', title: 'One' }).expect(201);
    const { id, external_id } = made.body.data as LinkItem;
    expect(external_id).toBe('crm/é 7');
    expect(made.headers['location']).toBe(`${LINKS}/${id}`);
    const changed = await upsert('crm/é 7', { destination_url: 'https://example.com/2' }).expect(200);
    expect(changed.body.data).toMatchObject({ id, destination_url: 'https://example.com/2', title: 'One' });
    expect(changed.headers['location']).toBeUndefined();
    const same = await upsert('crm/é 7', {}).expect(200);
    expect(same.body.data).toEqual(changed.body.data);
  });

  test('of many at once one creates the link', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        upsert('race', { destination_url: `https://example.com/${n}`, slug: 'race', title: `${n}` }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(19).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => body.data.id)).size).toBe(1);
  });

  test('needs a destination for a new link, and the same id in path and body', async () => {
    const missing = await upsert('new', { title: 'x' }).expect(422);
    expect(Object.keys(missing.body.errors)).toEqual(['destination_url']);
    const other = await upsert('new', { destination_url: 'https://example.com/', external_id: 'other' }).expect(422);
    expect(Object.keys(other.body.errors)).toEqual(['external_id']);
    await upsert('new', { destination_url: 'https://example.com/', external_id: 'new' }).expect(201);
    await upsert('x'.repeat(256), { destination_url: 'https://example.com/' }).expect(422);
    await upsert('a\0b', { destination_url: 'https://example.com/' }).expect(422);
  });

  test('knows each workspace by itself, and names one under all of them', async () => {
    const order = { destination_url: 'https://example.com/' };
    const first = await upsert('shared', order).expect(201);
    const second = await upsert('shared', order, links.secondToken).expect(201);
    expect(first.body.data.id).not.toBe(second.body.data.id);
    const named = await upsert('shared', { workspace_id: links.second, title: 'x' }, links.allToken).expect(200);
    expect(named.body.data.id).toBe(second.body.data.id);
    const usual = await upsert('shared', { title: 'y' }, links.allToken).expect(200);
    expect(usual.body.data.id).toBe(first.body.data.id);
    await upsert('shared', { workspace_id: links.second }).expect(404);
  });

  test('needs the permission of what it does', async () => {
    const member = await addMember(links.app.server, links.owner, {
      workspace_ids: [links.owner.defaultWorkspaceId],
      permissions: ['credentials.create', 'links.update'],
    });
    const token = await generateToken(member);
    await upsert('mine', { destination_url: 'https://example.com/' }).expect(201);
    await upsert('mine', { title: 'x' }, token).expect(200);
    const { body } = await upsert('not-mine', { destination_url: 'https://example.com/' }, token).expect(403);
    expect(body.message).toContain('links.create');
  });
});

describe('an external id', () => {
  test('is unique within its workspace, and cleared by null', async () => {
    await links.create({ external_id: 'once' });
    const again = await links
      .call('post', LINKS)
      .send({ destination_url: 'https://example.com/', external_id: 'once' })
      .expect(422);
    expect(Object.keys(again.body.errors)).toEqual(['external_id']);
    const other = await links.create({ external_id: 'twice' });
    const moved = await links.call('patch', `${LINKS}/${other.id}`).send({ external_id: 'once' }).expect(422);
    expect(Object.keys(moved.body.errors)).toEqual(['external_id']);
    await links.call('patch', `${LINKS}/${other.id}`).send({ external_id: null }).expect(200);
    expect(await links.item(other.id)).toMatchObject({ external_id: null });
  });
});

describe('the address of a deleted link', () => {
  const make = (slug: string, token = links.token) =>
    links.call('post', LINKS, token).send({ destination_url: 'https://example.com/', slug });

  test('is kept from other workspaces for SLUG_REUSE_DAYS, not from its own', async () => {
    const { id } = await links.create({ slug: 'left-behind' });
    await links.call('delete', `${LINKS}/${id}`).expect(204);
    const { body } = await make('left-behind', links.secondToken).expect(422);
    expect(Object.keys(body.errors)).toEqual(['slug']);
    links.app.clock.advance(10 * 24 * 3600 - 1);
    await make('left-behind', links.secondToken).expect(422);
    links.app.clock.advance(1);
    await make('left-behind', links.secondToken).expect(201);

    const own = await links.create({ slug: 'come-back' });
    await links.call('delete', `${LINKS}/${own.id}`).expect(204);
    await make('come-back').expect(201);
  });

  test('and so is one that a link has moved away from', async () => {
    const { id } = await links.create({ slug: 'before' });
    await links.call('patch', `${LINKS}/${id}`).send({ slug: 'after' }).expect(200);
    await make('before', links.secondToken).expect(422);
    await links.visit('/before').expect(404);
    await links.call('patch', `${LINKS}/${id}`).send({ slug: 'before' }).expect(200);
    await links.visit('/before').expect(302);
  });
});
