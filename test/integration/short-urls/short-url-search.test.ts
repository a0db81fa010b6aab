import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ShortUrlFilter, ShortUrlOrder } from '../../../src/modules/short-urls/domain/short-url-directory.js';
import { LinksDatabase, openLinksDatabase } from './links-database.js';

/** Wildcards, quotes, what capitals are told by, what is made of several characters, and what stands for others inside. */
const LETTERS = ['%', '_', '\\', "'", '"', 'a', 'B', 'ß', 'ẞ', 'é', 'E\u0301', 'İ', 'ı', 'Σ', 'ς', '夏', '😀', '👩‍🚀', 'Z', 'X', 'f', '\n', ' ', '-', '\u{10ffff}']; // prettier-ignore
const text = (maxLength: number) => fc.string({ unit: fc.constantFrom(...LETTERS), maxLength });

let links: LinksDatabase;
beforeAll(async () => {
  links = await openLinksDatabase();
});
afterAll(() => links.close());

/** Each character by itself: JavaScript makes two of İ, and ς of some Σ, which count as σ here. */
const folded = (content: string): string =>
  Array.from(content, (it) => (it === 'İ' ? 'i' : it === 'ς' ? 'σ' : it.toLowerCase())).join('');

const found = async (filter: Partial<ShortUrlFilter>, by: ShortUrlOrder = 'created_at'): Promise<string[]> => {
  const sort = { by, descending: true };
  const page = await links.directory.list(links.both, { archived: false, ...filter }, sort, { page: 1, perPage: 100 });
  expect(page.total).toBe(page.items.length);
  return page.items.map(({ id }) => id).sort();
};

describe('the search of short URLs', () => {
  test('finds just those that hold what is searched in one of their fields, in capitals or not', async () => {
    const link = fc.record({
      slug: text(5),
      title: fc.option(text(8)),
      destinationUrl: text(6),
      tags: fc.array(text(4), { maxLength: 2 }),
    });
    const case_ = fc.record({
      items: fc.array(link, { minLength: 1, maxLength: 4 }),
      searches: fc.array(text(4), { minLength: 2, maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(case_, async ({ items, searches }) => {
        await links.test.query('DELETE FROM short_urls');
        const made = await Promise.all(
          items.map((item, index) => links.add(index % 2 ? links.first : links.second, { ...item, slug: `${index}${item.slug}` })), // prettier-ignore
        );
        // Parts of what there is, too, which seldom come about by chance.
        const parts = items.flatMap(({ title, tags }) => [title, ...tags]).map((it) => Array.from(it ?? '').slice(1, 4).join('')); // prettier-ignore
        for (const search of [...searches, ...parts].filter((it) => it !== '')) {
          const expected = made
            .filter(({ slug, title, destinationUrl, tags }) =>
              [slug, title ?? '', destinationUrl, ...tags].some((field) => folded(field).includes(folded(search))),
            )
            .map(({ id }) => id);
          const by = search.length % 2 ? 'created_at' : 'title';
          expect([search, await found({ search }, by)]).toEqual([search, expected.sort()]);
        }
      }),
      { numRuns: 12 },
    );
  });

  test('keeps fields apart, and goes together with other filters', async () => {
    await links.test.query('DELETE FROM short_urls');
    const { id } = await links.add(links.first, { slug: 'ab', title: 'cd', tags: ['ef', 'gh'], archived: true });
    const other = await links.add(links.second, { slug: 'ab2', tags: ['ef'] });
    for (const search of ['abcd', 'efgh', 'ab\ncd', 'bxc', 'bXc']) expect(await found({ search })).toEqual([]);
    expect(await found({ search: 'AB', archived: true })).toEqual([id]);
    expect(await found({ search: 'AB', tag: 'ef' })).toEqual([other.id]);
    expect(await found({ search: 'AB', domain: 'hbk.example' })).toEqual([other.id]);
    expect(await found({ search: 'AB', domain: 'other.example' })).toEqual([]);
    expect(await found({ search: 'AB', createdAfter: new Date('2100-01-01T00:00:00Z') })).toEqual([]);
  });
});
