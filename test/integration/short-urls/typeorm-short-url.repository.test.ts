import { AsyncResource } from 'node:async_hooks';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Reach } from '../../../src/common/domain/access/reach.js';
import { NotFoundError } from '../../../src/common/domain/errors.js';
import { newId } from '../../../src/common/domain/id.js';
import { ShortUrl } from '../../../src/modules/short-urls/index.js';
import { RoutingRule } from '../../../src/modules/short-urls/domain/routing/routing-rule.js';
import { DEFAULT_SETTINGS } from '../../../src/modules/short-urls/domain/short-url.js';
import { LinksDatabase, openLinksDatabase } from './links-database.js';

let links: LinksDatabase;
beforeAll(async () => {
  links = await openLinksDatabase();
});
afterAll(() => links.close());

const add = async (shortUrl: ShortUrl) => (await links.shortUrls.add(links.both, [shortUrl])).get(shortUrl.id);
const save = async (shortUrl: ShortUrl) => (await links.shortUrls.save(links.both, [shortUrl])).get(shortUrl.id);
const findAt = async (domain: string, slug: string) => (await links.shortUrls.findByAddresses([{ domain, slug }]))[0];
const findBySlug = async (slug: string) => (await findAt('hbk.example', slug))?.shortUrl;
const listed = async (id: string, reach = links.both) => (await links.directory.findAll(reach, [id])).get(id);

describe('the repository of short URLs', () => {
  test('gives back what was stored', async () => {
    const settings = {
      slug: '夏のセール/😀',
      destinationUrl: 'https://example.com/%zz?é',
      title: '=1+1 <b>',
      tags: ['a', 'b, "c"'],
      startsAt: new Date('2027-01-01T00:00:00.123Z'),
      expiresAt: new Date('2028-01-01T00:00:00Z'),
      expiredUrl: 'https://example.com/over',
      maxClicks: 2_147_483_647,
      passwordHash: 'hash',
      utm: { source: 'é', term: 'x' },
      forwardQuery: true,
      routingRules: [
        { conditions: [{ type: 'country', operator: 'in', value: ['FR'] }], destination_url: 'https://example.com/fr' },
      ] satisfies RoutingRule[],
      externalId: 'crm/7',
      redirectType: 308 as const,
      archived: true,
    };
    const added = await links.add(links.first, settings);
    const found = await findBySlug(settings.slug);
    expect(found).toEqual(added);
    expect(found).toMatchObject(settings);
    const cleared = added.with({ ...DEFAULT_SETTINGS, tags: ['c'] }, new Date());
    expect(await save(cleared)).toBeUndefined();
    expect(await findBySlug(settings.slug)).toEqual(cleared);
  });

  test('an address is given once; case and other domains make other addresses', async () => {
    await links.add(links.first, { slug: 'spring' });
    expect(await add(links.build(links.second, { slug: 'spring' }))).toBe('slug');
    expect(await add(links.build(links.second, { slug: 'Spring' }))).toBeUndefined();
    expect(await findBySlug('SPRING')).toBeUndefined();
    expect(await findAt('other.example', 'spring')).toBeUndefined();
  });

  test('of many who want one address at the same moment, one gets it', async () => {
    const wishes = Array.from({ length: 20 }, () => links.build(links.first, { slug: 'wanted' }));
    const answers = await Promise.all(wishes.map(add));
    expect(answers.filter((taken) => taken === undefined)).toHaveLength(1);
  });

  test('a taken address leaves the transaction usable, so that a generated slug can be tried again', async () => {
    await links.add(links.first, { slug: 'collision' });
    await links.database.run(async () => {
      expect(await add(links.build(links.first, { slug: 'collision' }))).toBe('slug');
      expect(await add(links.build(links.first, { slug: 'collision-2' }))).toBeUndefined();
    });
    expect(await findBySlug('collision-2')).toBeDefined();
  });

  test('a change is stored, but to an address that is taken', async () => {
    const now = new Date();
    await links.add(links.first, { slug: 'occupied' });
    const shortUrl = await links.add(links.first, { slug: 'mover' });
    expect(await save(shortUrl.with({ slug: 'occupied' }, now))).toBe('slug');
    expect(await save(shortUrl.with({ slug: 'moved', title: 'New' }, now))).toBeUndefined();
    expect(await findBySlug('mover')).toBeUndefined();
    expect(await findBySlug('moved')).toMatchObject({ title: 'New', updatedAt: now });
  });

  test('a change keeps the clicks that were counted meanwhile', async () => {
    const shortUrl = await links.add(links.first, { slug: 'counted' });
    await links.test.query('UPDATE short_url_clicks SET clicks = 5 WHERE id = $1', [shortUrl.id]);
    await save(shortUrl.with({ title: 'Counted' }, new Date()));
    expect(await listed(shortUrl.id)).toMatchObject({ title: 'Counted', clicks: 5 });
  });

  test('nothing out of reach is found, added, changed or removed', async () => {
    const shortUrl = await links.add(links.first, { slug: 'private' });
    const elsewhere = links.reach(links.second);
    const findForChange = (reach: Reach) =>
      links.database.run(async () => (await links.shortUrls.findForChange(reach, [shortUrl.id])).get(shortUrl.id));
    expect(await findForChange(links.both)).toBeDefined();
    expect(await findForChange(elsewhere)).toBeUndefined();
    expect(await findForChange(links.reach())).toBeUndefined();
    expect(await listed(shortUrl.id, elsewhere)).toBeUndefined();
    await expect(links.shortUrls.add(elsewhere, [links.build(links.first)])).rejects.toThrow(NotFoundError);
    await expect(links.shortUrls.save(elsewhere, [shortUrl])).rejects.toThrow(NotFoundError);
    await expect(links.shortUrls.remove(elsewhere, [shortUrl])).rejects.toThrow(NotFoundError);
    expect(await listed(newId())).toBeUndefined();
  });

  test('a removed link is gone', async () => {
    const shortUrl = await links.add(links.first, { slug: 'leaving' });
    await links.shortUrls.remove(links.both, [shortUrl]);
    expect(await findBySlug('leaving')).toBeUndefined();
  });

  test('links of a domain that is not proved are served to nobody', async () => {
    await links.test.query(
      `INSERT INTO domains (id, hostname, organization_id, workspace_id, status, routing_status, created_at)
       VALUES ($1, 'claimed.example', $2, $3, 'pending', 'pending', now())`,
      ['0193b6f0-0000-7000-8000-000000000001', links.organizationId, links.first],
    );
    await links.add(links.first, { slug: 'x', domainId: '0193b6f0-0000-7000-8000-000000000001' });
    expect(await findAt('claimed.example', 'x')).toBeUndefined();
    await links.test.query(`UPDATE domains SET status = 'verified' WHERE hostname = 'claimed.example'`);
    expect(await findAt('claimed.example', 'x')).toBeDefined();
  });

  test('an external id is given once in a workspace', async () => {
    await links.add(links.first, { externalId: 'crm-1' });
    expect(await add(links.build(links.first, { externalId: 'crm-1' }))).toBe('external_id');
    expect(await add(links.build(links.second, { externalId: 'crm-1' }))).toBeUndefined();
    const other = await links.add(links.first, { externalId: 'crm-2' });
    expect(await save(other.with({ externalId: 'crm-1' }, new Date()))).toBe('external_id');
    const found = await links.database.run(() =>
      links.shortUrls.idsOfExternalIds(links.both, links.first, ['crm-1', 'crm-2', 'crm-3']),
    );
    expect([...found.keys()].sort()).toEqual(['crm-1', 'crm-2']);
  });

  test('of many saved together only those are left out that have to be', async () => {
    const many = await Promise.all(Array.from({ length: 9 }, (_, n) => links.add(links.first, { slug: `many-${n}` })));
    await links.add(links.first, { slug: 'many-taken' });
    const changed = many.map((it, n) => it.with({ title: `${n}`, ...(n === 4 && { slug: 'many-taken' }) }, new Date()));
    const taken = await links.database.run(() => links.shortUrls.save(links.both, changed));
    expect([...taken]).toEqual([[many[4]!.id, 'slug']]);
    const titles = await Promise.all(many.map(async ({ id }) => (await listed(id))?.title));
    expect(titles).toEqual(['0', '1', '2', '3', null, '5', '6', '7', '8']);
  });

  test('an address that is reserved is its own workspace’s alone, until its time', async () => {
    const left = await links.add(links.first, { slug: 'resting' });
    const until = new Date('2030-01-01T00:00:00Z');
    await links.shortUrls.remove(links.both, [left]);
    await links.shortUrls.reserve(links.both, [left], until);
    expect(await add(links.build(links.second, { slug: 'resting' }))).toBe('slug');
    const other = await links.add(links.second, { slug: 'elsewhere' });
    expect(await save(other.with({ slug: 'resting' }, new Date()))).toBe('slug');
    expect(await findBySlug('resting')).toBeUndefined();
    expect(await save(other.with({ slug: 'resting' }, until))).toBeUndefined();
    await links.shortUrls.remove(links.both, [other]);
    expect(await add(links.build(links.first, { slug: 'resting' }))).toBeUndefined();
  });

  test('a deletion that is under way reserves the address before a waiting link takes it', async () => {
    const left = await links.add(links.first, { slug: 'handover' });
    const outside = new AsyncResource('outside the transaction');
    let waiting: Promise<unknown> | undefined;
    await links.database.run(async () => {
      await links.shortUrls.remove(links.both, [left]);
      waiting = outside.runInAsyncScope(() => add(links.build(links.second, { slug: 'handover' })));
      await links.somebodyWaits();
      await links.shortUrls.reserve(links.both, [left], new Date('2030-01-01T00:00:00Z'));
    });
    expect(await waiting).toBe('slug');
    expect(await findBySlug('handover')).toBeUndefined();
  });

  test('as many people are admitted as may pass, however many come at once', async () => {
    const { id } = await links.add(links.first, { slug: 'few', maxClicks: 7 });
    const admitted = await Promise.all(Array.from({ length: 30 }, () => links.shortUrls.admit(id)));
    expect(admitted.filter(Boolean)).toHaveLength(7);
    expect(await findAt('hbk.example', 'few')).toMatchObject({ isUsedUp: true });
  });
});
