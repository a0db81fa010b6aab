import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BadRequestError } from '../../../src/common/domain/errors.js';
import { Reach } from '../../../src/common/domain/access/reach.js';
import {
  SHORT_URL_ORDERS,
  ShortUrlFilter,
  ShortUrlListing,
  ShortUrlSort,
} from '../../../src/modules/short-urls/domain/short-url-directory.js';
import { LinksDatabase, openLinksDatabase } from './links-database.js';

const NEWEST_FIRST: ShortUrlSort = { by: 'created_at', descending: true };
const SORTS = SHORT_URL_ORDERS.flatMap((by) => [true, false].map((descending): ShortUrlSort => ({ by, descending })));

let links: LinksDatabase;
beforeAll(async () => {
  links = await openLinksDatabase();
  const titles = [
    null,
    '',
    'beta',
    'Alpha',
    'alpha',
    'Äpfel',
    'x'.repeat(500),
    'line\nbreak',
    '😀'.repeat(100),
    'gamma',
  ];
  for (const [index, title] of [...titles, ...titles, ...titles].entries()) {
    const workspace = index % 3 === 0 ? links.second : links.first;
    await links.add(workspace, { title, slug: `list-${index}`, tags: index % 2 ? ['odd', 'all'] : ['all'] });
  }
  await links.test.query(
    `UPDATE short_url_clicks c SET clicks = ascii(right(slug, 1)) % 4 FROM short_urls s WHERE s.id = c.id`,
  );
  await links.test
    .query(`UPDATE short_urls SET created_at = (SELECT min(created_at) FROM short_urls) + interval '1.5 microseconds'
    WHERE slug IN ('list-1', 'list-2', 'list-3', 'list-4')`);
  await links.add(links.first, { slug: 'old', archived: true, title: 'Archived' });
});
afterAll(() => links.close());

interface Ask {
  reach?: Reach;
  filter?: Partial<ShortUrlFilter>;
  sort?: ShortUrlSort;
  perPage?: number;
}

const list = (
  { reach, filter, sort = NEWEST_FIRST, perPage = 7 }: Ask,
  where: { page?: number; cursor?: string } = {},
) => links.directory.list(reach ?? links.both, { archived: false, ...filter }, sort, { page: 1, perPage, ...where });

async function byPages(ask: Ask): Promise<ShortUrlListing[]> {
  const items: ShortUrlListing[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await list(ask, { page });
    items.push(...answer.items);
    if (answer.nextCursor === null) {
      expect(items).toHaveLength(answer.total!);
      return items;
    }
  }
}

async function byCursor(ask: Ask): Promise<ShortUrlListing[]> {
  const items: ShortUrlListing[] = [];
  for (let cursor = ''; ;) {
    const answer = await list(ask, { cursor });
    expect(answer.total).toBeUndefined();
    items.push(...answer.items);
    if (!answer.nextCursor) return items;
    cursor = answer.nextCursor;
  }
}

const slugs = (items: readonly ShortUrlListing[]): string[] => items.map(({ slug }) => slug);
const slugsOf = async (filter: Partial<ShortUrlFilter>, reach?: Reach): Promise<string[]> =>
  slugs((await list({ filter, reach, perPage: 100 })).items).sort();

describe('the list of short URLs', () => {
  test.each(SORTS)(
    'by $by (descending: $descending): pages and cursors give each link once, in one order',
    async (sort) => {
      const paged = await byPages({ sort });
      expect(new Set(slugs(paged)).size).toBe(30);
      expect(slugs(await byCursor({ sort }))).toEqual(slugs(paged));
      expect(slugs(await byCursor({ sort, perPage: 1 }))).toEqual(slugs(paged));
      expect(slugs(await byPages({ sort: { ...sort, descending: !sort.descending } }))).toEqual(slugs(paged).reverse());
    },
  );

  test.each(SORTS)('with a tag, by $by (descending: $descending): the same', async (sort) => {
    const ask = { sort, filter: { tag: 'odd' } };
    const paged = await byPages(ask);
    expect(paged).toHaveLength(15);
    expect(slugs(await byCursor({ ...ask, perPage: 4 }))).toEqual(slugs(paged));
    expect(slugs(paged)).toEqual(slugs((await byPages({ sort })).filter(({ tags }) => tags.includes('odd'))));
  });

  test.each<Partial<ShortUrlFilter>>([
    { tag: 'odd' },
    { domain: 'hbk.example' },
    { search: 'list-1' },
    { search: 'list-1', tag: 'odd' },
    { createdAfter: new Date('2026-11-01T00:00:10Z'), createdBefore: new Date('2026-11-01T00:00:20Z') },
  ])('by clicks, with %j: as without, but for what it leaves out', async (filter) => {
    for (const reach of [links.both, links.reach(links.first)]) {
      const ask: Ask = { reach, sort: { by: 'clicks', descending: true } };
      const wanted = await slugsOf(filter, reach);
      const paged = slugs(await byPages({ ...ask, filter }));
      expect(paged).toEqual(slugs(await byPages(ask)).filter((slug) => wanted.includes(slug)));
      expect(slugs(await byCursor({ ...ask, filter, perPage: 2 }))).toEqual(paged);
      expect(paged.length).toBeGreaterThan(3);
    }
  });

  test('is sorted by what the sort names', async () => {
    const created = await byPages({ sort: NEWEST_FIRST });
    expect(created.map(({ createdAt }) => createdAt)).toEqual(
      created.map(({ createdAt }) => createdAt).sort((a, b) => b.getTime() - a.getTime()),
    );
    const clicked = await byPages({ sort: { by: 'clicks', descending: false } });
    expect(clicked.map(({ clicks }) => clicks)).toEqual(clicked.map(({ clicks }) => clicks).sort());
    const titled = await byPages({ sort: { by: 'title', descending: false } });
    expect(titled.map(({ title }) => (title ?? '').toLowerCase())).toEqual(
      titled.map(({ title }) => (title ?? '').toLowerCase()).sort(),
    );
  });

  test('a page goes on with a cursor, and a cursor that was taken before a deletion still leads on', async () => {
    const all = slugs(await byPages({}));
    const first = await list({}, { page: 1 });
    expect(slugs((await list({}, { cursor: first.nextCursor! })).items)).toEqual(all.slice(7, 14));
    const extra = await links.add(links.first, { slug: 'soon-gone' });
    const { nextCursor } = await list({ perPage: 1 }, { cursor: '' });
    await links.shortUrls.remove(links.both, [extra]);
    expect(slugs((await list({}, { cursor: nextCursor! })).items)).toEqual(all.slice(0, 7));
  });

  test('a page beyond the end is empty', async () => {
    expect(await list({}, { page: 100 })).toEqual({ items: [], total: 30, nextCursor: null });
  });

  test.each([
    ['not base64 €'],
    ['AAAA'],
    [Buffer.from('created_at\nx\n1').toString('base64url')],
    [Buffer.from("-created_at\n0193b6f0-0000-7000-8000-000000000001\n1'; DROP TABLE short_urls").toString('base64url')],
    [Buffer.from(`-created_at\n0193b6f0-0000-7000-8000-000000000001\n${'9'.repeat(18)}`).toString('base64url')],
    [Buffer.from('clicks\n0193b6f0-0000-7000-8000-000000000001\n1').toString('base64url')],
  ])('a cursor that is none of ours (%j) is a bad request', async (cursor) => {
    await expect(list({}, { cursor })).rejects.toThrow(BadRequestError);
  });

  test.each(['clicks', 'title'] as const)('the greatest cursor of %s is within what the database takes', async (by) => {
    const key = by === 'clicks' ? '9'.repeat(18) : '\u{10ffff}'.repeat(75);
    const cursor = Buffer.from(`${by}\n0193b6f0-0000-7000-8000-000000000001\n${key}`).toString('base64url');
    expect((await list({ sort: { by, descending: false } }, { cursor })).items).toEqual([]);
  });

  test('cursors stay short enough to be sent back', async () => {
    let longest = 0;
    for (const { length } of await cursorsBy({ by: 'title', descending: false })) longest = Math.max(longest, length);
    expect(longest).toBeGreaterThan(300);
    expect(longest).toBeLessThanOrEqual(500);
  });

  test('filters', async () => {
    expect(await slugsOf({ archived: true })).toEqual(['old']);
    expect(await slugsOf({ tag: 'odd' })).toHaveLength(15);
    expect(await slugsOf({ tag: 'odd' }, links.reach(links.second))).toHaveLength(5);
    expect(await slugsOf({ tag: 'od' })).toEqual([]);
    expect(await slugsOf({ domain: 'hbk.example' })).toHaveLength(30);
    expect(await slugsOf({ domain: 'other.example' })).toEqual([]);
    expect(await slugsOf({ search: 'LIST-29' })).toEqual(['list-29']);
    expect(await slugsOf({ search: 'gamm' })).toEqual(['list-19', 'list-29', 'list-9']);
    expect(await slugsOf({ search: 'example.com/30' })).toEqual(['list-29']);
    expect(await slugsOf({ search: 'oDd' })).toHaveLength(15);
    expect(await slugsOf({ search: '%' })).toEqual([]);
    expect(await slugsOf({ search: '_ist' })).toEqual([]);
    expect(await slugsOf({ search: '\\' })).toEqual([]);
    expect(await slugsOf({ search: "'; DROP TABLE short_urls; --" })).toEqual([]);
    const [{ createdAt }] = (await list({ perPage: 1 })).items as [ShortUrlListing];
    expect(await slugsOf({ createdAfter: createdAt })).toEqual(['list-29']);
    expect(await slugsOf({ createdBefore: createdAt })).toHaveLength(29);
  });

  test('shows nothing of a workspace out of reach', async () => {
    expect(
      (await list({ reach: links.reach(links.second), perPage: 100 })).items.map(({ workspaceId }) => workspaceId),
    ).toEqual(Array.from({ length: 10 }, () => links.second));
    expect(await list({ reach: links.reach() })).toEqual({ items: [], total: 0, nextCursor: null });
    const { nextCursor } = await list({ perPage: 5 });
    const after = await list({ reach: links.reach(links.second), perPage: 100 }, { cursor: nextCursor! });
    expect(after.items.every(({ workspaceId }) => workspaceId === links.second)).toBe(true);
  });
});

async function cursorsBy(sort: ShortUrlSort): Promise<string[]> {
  const cursors: string[] = [];
  for (let cursor = ''; ;) {
    const { nextCursor } = await list({ sort, perPage: 1 }, { cursor });
    if (!nextCursor) return cursors;
    cursors.push((cursor = nextCursor));
  }
}
