import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Reach } from '../../../src/common/domain/access/reach.js';
import { NotFoundError } from '../../../src/common/domain/errors.js';
import { newId } from '../../../src/common/domain/id.js';
import { LinksDatabase, openLinksDatabase } from './links-database.js';

let links: LinksDatabase;
beforeAll(async () => {
  links = await openLinksDatabase();
});
afterAll(() => links.close());

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
      redirectType: 308 as const,
      archived: true,
    };
    const added = await links.add(links.first, settings);
    const found = await links.shortUrls.findByAddress('hbk.example', settings.slug);
    expect(found).toEqual(added);
    expect(found).toMatchObject(settings);
  });

  test('an address is given once; case and other domains make other addresses', async () => {
    await links.add(links.first, { slug: 'spring' });
    expect(await links.shortUrls.add(links.both, links.build(links.second, { slug: 'spring' }))).toBe(false);
    expect(await links.shortUrls.add(links.both, links.build(links.second, { slug: 'Spring' }))).toBe(true);
    expect(await links.shortUrls.findByAddress('hbk.example', 'SPRING')).toBeUndefined();
    expect(await links.shortUrls.findByAddress('other.example', 'spring')).toBeUndefined();
  });

  test('of many who want one address at the same moment, one gets it', async () => {
    const wishes = Array.from({ length: 20 }, () => links.build(links.first, { slug: 'wanted' }));
    const answers = await Promise.all(wishes.map((wish) => links.shortUrls.add(links.both, wish)));
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  test('a taken address leaves the transaction usable, so that a generated slug can be tried again', async () => {
    await links.add(links.first, { slug: 'collision' });
    await links.database.run(async () => {
      expect(await links.shortUrls.add(links.both, links.build(links.first, { slug: 'collision' }))).toBe(false);
      expect(await links.shortUrls.add(links.both, links.build(links.first, { slug: 'collision-2' }))).toBe(true);
    });
    expect(await links.shortUrls.findByAddress('hbk.example', 'collision-2')).toBeDefined();
  });

  test('a change is stored, but to an address that is taken', async () => {
    const now = new Date();
    await links.add(links.first, { slug: 'occupied' });
    const shortUrl = await links.add(links.first, { slug: 'mover' });
    expect(await links.shortUrls.save(links.both, shortUrl.with({ slug: 'occupied' }, now))).toBe(false);
    expect(await links.shortUrls.save(links.both, shortUrl.with({ slug: 'moved', title: 'New' }, now))).toBe(true);
    expect(await links.shortUrls.findByAddress('hbk.example', 'mover')).toBeUndefined();
    expect(await links.shortUrls.findByAddress('hbk.example', 'moved')).toMatchObject({ title: 'New', updatedAt: now });
  });

  test('a change keeps the clicks that were counted meanwhile', async () => {
    const shortUrl = await links.add(links.first, { slug: 'counted' });
    await Promise.all(Array.from({ length: 5 }, () => links.shortUrls.countClick(shortUrl.id)));
    await links.shortUrls.save(links.both, shortUrl.with({ title: 'Counted' }, new Date()));
    expect(await links.directory.find(links.both, shortUrl.id)).toMatchObject({ title: 'Counted', clicks: 5 });
  });

  test('nothing out of reach is found, added, changed or removed', async () => {
    const shortUrl = await links.add(links.first, { slug: 'private' });
    const elsewhere = links.reach(links.second);
    const findForChange = (reach: Reach) => links.database.run(() => links.shortUrls.findForChange(reach, shortUrl.id));
    expect(await findForChange(links.both)).toBeDefined();
    expect(await findForChange(elsewhere)).toBeUndefined();
    expect(await findForChange(links.reach())).toBeUndefined();
    expect(await links.directory.find(elsewhere, shortUrl.id)).toBeUndefined();
    await expect(links.shortUrls.add(elsewhere, links.build(links.first))).rejects.toThrow(NotFoundError);
    await expect(links.shortUrls.save(elsewhere, shortUrl)).rejects.toThrow(NotFoundError);
    await expect(links.shortUrls.remove(elsewhere, shortUrl)).rejects.toThrow(NotFoundError);
    expect(await links.directory.find(links.both, newId())).toBeUndefined();
  });

  test('a removed link is gone', async () => {
    const shortUrl = await links.add(links.first, { slug: 'leaving' });
    await links.shortUrls.remove(links.both, shortUrl);
    expect(await links.shortUrls.findByAddress('hbk.example', 'leaving')).toBeUndefined();
  });

  test('links of a domain that is not proved are served to nobody', async () => {
    await links.test.query(
      `INSERT INTO domains (id, hostname, organization_id, workspace_id, status, routing_status, created_at)
       VALUES ($1, 'claimed.example', $2, $3, 'pending', 'pending', now())`,
      ['0193b6f0-0000-7000-8000-000000000001', links.organizationId, links.first],
    );
    await links.add(links.first, { slug: 'x', domainId: '0193b6f0-0000-7000-8000-000000000001' });
    expect(await links.shortUrls.findByAddress('claimed.example', 'x')).toBeUndefined();
    await links.test.query(`UPDATE domains SET status = 'verified' WHERE hostname = 'claimed.example'`);
    expect(await links.shortUrls.findByAddress('claimed.example', 'x')).toBeDefined();
  });
});
