import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ShortUrl } from '../../../src/modules/short-urls/index.js';
import { LinksDatabase, openLinksDatabase } from './links-database.js';

let links: LinksDatabase;
beforeAll(async () => {
  links = await openLinksDatabase();
});
afterAll(() => links.close());

const rowOf = async ({ id }: ShortUrl) =>
  (await links.test.query('SELECT * FROM short_url_clicks WHERE id = $1', [id]))[0];
const visit = ({ id }: ShortUrl, times: number) =>
  links.test.query('UPDATE short_url_clicks SET clicks = $2, human_clicks = $2, qr_scans = 1 WHERE id = $1', [
    id,
    times,
  ]);
const archive = async (archived: boolean, ...them: ShortUrl[]): Promise<void> => {
  await links.shortUrls.save(
    links.both,
    them.map((link) => link.with({ archived }, new Date())),
  );
};
const byClicks = async (archived: boolean): Promise<string[]> => {
  const page = { page: 1, perPage: 100 };
  const { items } = await links.directory.list(links.both, { archived }, { by: 'clicks', descending: true }, page);
  return items.map(({ slug }) => slug);
};

describe('what is counted of a link', () => {
  test('begins with nothing, where the link is', async () => {
    const link = await links.add(links.second, { archived: true });
    const nothing = { clicks: '0', human_clicks: '0', qr_scans: '0' };
    expect(await rowOf(link)).toEqual({ id: link.id, workspace_id: links.second, archived: true, ...nothing });
  });

  test('stays, and follows a link into the archive and out of it', async () => {
    const [link, other] = [await links.add(links.first), await links.add(links.first)];
    await visit(link, 3);
    const before = await rowOf(link);
    await archive(true, link, other);
    expect(await rowOf(link)).toEqual({ ...before, archived: true });
    expect(await rowOf(other)).toMatchObject({ archived: true });
    await archive(false, link);
    expect(await rowOf(link)).toEqual(before);
    expect(await rowOf(other)).toMatchObject({ archived: true });
  });

  test('follows a link to another workspace', async () => {
    const link = await links.add(links.first);
    await visit(link, 3);
    const before = await rowOf(link);
    const sums = () =>
      Promise.all([links.first, links.second].map((id) => links.directory.totalClicks(links.reach(id))));
    const [first = 0, second = 0] = await sums();
    await links.test.query('UPDATE short_urls SET workspace_id = $2 WHERE id = $1', [link.id, links.second]);
    expect(await rowOf(link)).toEqual({ ...before, workspace_id: links.second });
    expect(await sums()).toEqual([first - 3, second + 3]);
  });

  test('goes with the link, and with its workspace', async () => {
    const link = await links.add(links.first);
    await links.shortUrls.remove(links.both, [link]);
    expect(await rowOf(link)).toBeUndefined();
    const [workspace] = await links.test.query<{ id: string }>(
      `INSERT INTO workspaces (id, organization_id, name, created_at)
       SELECT gen_random_uuid(), organization_id, 'Short', now() FROM workspaces LIMIT 1 RETURNING id`,
    );
    const moved = await links.add(links.first);
    await links.test.query('UPDATE short_urls SET workspace_id = $2 WHERE id = $1', [moved.id, workspace?.id]);
    await links.test.query('DELETE FROM workspaces WHERE id = $1', [workspace?.id]);
    expect(await rowOf(moved)).toBeUndefined();
  });

  test('is what links are listed by, also in the archive', async () => {
    await links.test.query('DELETE FROM short_urls');
    const all = new Map<string, ShortUrl>();
    for (const [index, slug] of ['one', 'two', 'three', 'four'].entries()) {
      const link = await links.add(index % 2 ? links.first : links.second, { slug });
      await visit(link, index);
      all.set(slug, link);
    }
    expect(await byClicks(false)).toEqual(['four', 'three', 'two', 'one']);
    await archive(true, all.get('three')!, all.get('two')!);
    expect([await byClicks(false), await byClicks(true)]).toEqual([
      ['four', 'one'],
      ['three', 'two'],
    ]);
    await visit(all.get('two')!, 9);
    expect(await byClicks(true)).toEqual(['two', 'three']);
    await archive(false, all.get('two')!);
    expect([await byClicks(false), await byClicks(true)]).toEqual([['two', 'four', 'one'], ['three']]);
  });

  test('leaves the link itself as it was', async () => {
    const link = await links.add(links.first, { maxClicks: 5 });
    const written = () => links.test.query('SELECT xmin, ctid FROM short_urls WHERE id = $1', [link.id]);
    const before = await written();
    expect(await links.shortUrls.admit(link.id)).toBe(true);
    expect(await written()).toEqual(before);
    expect(await rowOf(link)).toMatchObject({ clicks: '0', human_clicks: '1' });
  });
});
