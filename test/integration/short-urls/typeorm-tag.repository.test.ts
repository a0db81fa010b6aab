import { AsyncResource } from 'node:async_hooks';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pLimit from 'p-limit';
import { operatorFor } from '../../../src/common/domain/access/actor.js';
import { AuditEntry, AuditTrail } from '../../../src/common/domain/audit-trail.js';
import { ShortUrl } from '../../../src/modules/short-urls/index.js';
import { TagsService } from '../../../src/modules/short-urls/application/tags.service.js';
import { Tag } from '../../../src/modules/short-urls/domain/tag.js';
import { FakeClock } from '../../fakes/fake-clock.js';
import { RecordingEventPublisher } from '../../fakes/recording-event-publisher.js';
import { LinksDatabase, openLinksDatabase } from './links-database.js';

const NOW = new Date('2026-11-02T00:00:00Z');

let links: LinksDatabase;
beforeAll(async () => {
  links = await openLinksDatabase();
});
afterAll(() => links.close());

const create = (...tags: string[]): Promise<ShortUrl> =>
  links.database.run(async () => {
    const shortUrl = await links.add(links.first, { tags });
    await links.tags.addUsed(links.both, [shortUrl], NOW);
    return shortUrl;
  });

/** Many links with one tag, in the order of their ids. */
const createMany = async (workspaceId: string, count: number, tag: string): Promise<string[]> => {
  await links.test.query(
    `INSERT INTO short_urls (id, workspace_id, domain_id, slug, destination_url, tags, redirect_type, created_at,
       updated_at)
     SELECT gen_random_uuid(), $1, $2, $3 || n, 'https://example.com/', ARRAY[$3], 302, now(), now()
     FROM generate_series(1, $4::int) AS n`,
    [workspaceId, links.domain.id, tag, count],
  );
  await links.tags.addUsed(links.both, [{ workspaceId, tags: [tag] }], NOW);
  const inOrder = 'SELECT id FROM short_urls WHERE tags @> ARRAY[$1] ORDER BY id';
  return (await links.test.query<{ id: string }>(inOrder, [tag])).map(({ id }) => id);
};

const change = (ids: readonly string[], tags: readonly string[]): Promise<void> =>
  links.database.run(async () => {
    const found = [...(await links.shortUrls.findForChange(links.both, ids)).values()];
    const changed = found.map((it) => it.with({ tags }, NOW));
    await links.shortUrls.save(links.both, changed);
    await links.tags.addUsed(links.both, changed, NOW);
  });

const idOf = async (name: string): Promise<string | undefined> =>
  (await links.test.query<{ id: string }>('SELECT id FROM tags WHERE name = $1', [name]))[0]?.id;

/** Does to a tag what it is asked to, unless it is gone. */
const withTag = async (name: string, work: (tag: Tag) => Promise<unknown>): Promise<void> => {
  const id = await idOf(name);
  await links.database.run(async () => {
    const tag = (await links.tags.findForChange(links.both, [id ?? links.first])).get(id ?? '');
    if (tag) await work(tag);
  });
};
const rename = (name: string, to: string): Promise<void> =>
  withTag(name, async (tag) => {
    const after = tag.with({ name: to }, NOW);
    if (await links.tags.isNameFree(links.both, after)) await links.tags.save(links.both, tag, after);
  });
const remove = (name: string): Promise<void> => withTag(name, (tag) => links.tags.remove(links.both, tag, NOW));
const merge = async (name: string, into: string): Promise<void> => {
  const ids = [await idOf(name), await idOf(into)];
  if (ids[0] === undefined || ids[1] === undefined || ids[0] === ids[1]) return;
  await links.database.run(async () => {
    const found = await links.tags.findForChange(links.both, ids as string[]);
    const [tag, other] = ids.map((id) => found.get(id ?? ''));
    if (tag && other) await links.tags.merge(links.both, tag, other, NOW);
  });
};

class LastEntry extends AuditTrail {
  entry?: AuditEntry;

  override record(_actor: unknown, ...entries: readonly AuditEntry[]): Promise<void> {
    this.entry = entries.at(-1);
    return Promise.resolve();
  }
}

const serve = () => {
  const audit = new LastEntry();
  const events = new RecordingEventPublisher(links.database);
  const service = new TagsService(links.tags, links.database, audit, events, new FakeClock(NOW));
  return { audit, events, service, actor: operatorFor(links.organizationId) };
};

/** What links hold and is no tag. */
const nameless = () =>
  links.test.query(`SELECT DISTINCT tag FROM short_urls s, unnest(s.tags) AS tag
    WHERE NOT EXISTS (SELECT FROM tags t WHERE t.workspace_id = s.workspace_id AND t.name = tag)`);

/** Where the sums of what is counted differ from what there is. */
const miscounted = () =>
  links.test.query(`
    SELECT * FROM (
      SELECT workspace_id, tag, archived, count(*) FROM short_urls, unnest(tags || ''::text) AS tag GROUP BY 1, 2, 3
    ) AS real FULL JOIN (
      SELECT workspace_id, tag, archived, sum(links) FROM short_url_counts GROUP BY 1, 2, 3 HAVING sum(links) <> 0
    ) AS counted USING (workspace_id, tag, archived) WHERE real.count IS DISTINCT FROM counted.sum`);

const misread = () =>
  links.test.query(`SELECT * FROM short_urls s FULL JOIN short_url_texts t USING (id)
    WHERE t.content IS DISTINCT FROM short_url_text(s.slug, s.title, s.destination_url, s.tags)
      OR t.archived <> s.archived OR t.created_at <> s.created_at OR t.workspace_id <> s.workspace_id`);

describe('the repository of tags', () => {
  test('a name that links come by while it is taken off others stays a tag', async () => {
    for (const takeOff of [
      remove,
      (name: string) => rename(name, `${name}, renamed`),
      (name: string) => merge(name, 'target'),
    ]) {
      // prettier-ignore
      await create('contended', 'target');
      const outside = new AsyncResource('outside the transaction');
      let waiting: Promise<void> | undefined;
      const written = await links.database.run(async () => {
        const shortUrl = await links.add(links.first, { tags: ['contended'] });
        await links.tags.addUsed(links.both, [shortUrl], NOW);
        waiting = outside.runInAsyncScope(() => takeOff('contended'));
        await links.somebodyWaits();
        return shortUrl;
      });
      await waiting;
      expect(await nameless()).toEqual([]);
      const listed = await links.directory.findAll(links.both, [written.id]);
      expect(listed.get(written.id)?.tags).toEqual(['contended']);
      await remove('contended');
    }
  });

  test('whatever happens at once, nobody waits for ever, and each name that a link has is a tag', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const made = await Promise.all(Array.from({ length: 12 }, (_, n) => create(names[n % 4] ?? '', 'e')));
    const ids = made.map(({ id }) => id);
    const one = (n: number): string => names[(n * 7 + (n >> 2)) % 4] ?? '';
    const works: ((n: number) => Promise<unknown>)[] = [
      (n) => create(one(n), one(n + 1) === one(n) ? 'e' : one(n + 1)),
      (n) => change(n % 2 ? ids : ids.toReversed(), [one(n), `new ${n % 5}`]),
      (n) => rename(one(n), one(n + 3)),
      (n) => change(ids.slice(n % 6), [`new ${n % 5}`, one(n)]),
      (n) => merge(one(n), one(n + 1)),
      (n) => remove(one(n)),
    ];
    const atOnce = pLimit(16);
    const all = Array.from({ length: 120 }, (_, n) => atOnce(async () => works[n % works.length]?.(n)));
    const failed = (await Promise.allSettled(all)).flatMap((it) => (it.status === 'rejected' ? [it.reason] : []));
    // Of two that give one name at once, one is told so.
    expect(failed.filter((error) => !/has just been made/.test(String(error)))).toEqual([]);
    expect([await nameless(), await miscounted(), await misread()]).toEqual([[], [], []]);
  });

  test('counts are summed up, and sums stay what they were', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, n) => create(`sum ${n % 2}`)));
    await links.test.query('UPDATE short_urls SET archived = true WHERE tags @> ARRAY[$1]', ['sum 1']);
    await links.test.query('SELECT sum_up_short_url_counts($1)', [links.first]);
    const twice = 'SELECT FROM short_url_counts WHERE workspace_id = $1 GROUP BY tag, archived HAVING count(*) > 1';
    expect(await links.test.query(twice, [links.first])).toEqual([]);
    expect(await miscounted()).toEqual([]);
  });

  test('counts are summed up now and then, whatever they come from', async () => {
    await createMany(links.second, 500, 'often');
    const inOneSession = async (work: string): Promise<number> => {
      await links.test.query('SELECT sum_up_short_url_counts($1)', [links.second]);
      await links.database.run(async () => {
        // Of chances that are always the same.
        await links.database.manager.query('SELECT setseed(0.5)');
        await links.database.manager.query(work);
      });
      const [rows] = await links.test.query<{ count: string }>(
        'SELECT count(*) FROM short_url_counts WHERE workspace_id = $1',
        [links.second],
      );
      return Number(rows?.count);
    };
    const each = (statement: string, times: number): string =>
      `DO $$ BEGIN FOR n IN 1..${times} LOOP ${statement}; END LOOP; END $$`;
    const all = `workspace_id = '${links.second}'`;
    // Without, these were 12,000 rows, and those 800.
    expect(await inOneSession(each(`UPDATE short_urls SET archived = NOT archived WHERE ${all}`, 6))).toBeLessThan(
      6_000,
    );
    const one = `DELETE FROM short_urls WHERE id = (SELECT id FROM short_urls WHERE ${all} LIMIT 1)`;
    expect(await inOneSession(each(one, 400))).toBeLessThan(400);
    expect(await miscounted()).toEqual([]);
  });
});

describe('a tag with more links than one transaction may hold', () => {
  test('keeps no visitor of most of them waiting, and ends as it would at once', async () => {
    const ids = await createMany(links.first, 2_001, 'large');
    const [moved = '', held = ''] = [ids[0], ids[2_000]];
    const { audit, service, actor } = serve();
    const id = (await idOf('large')) ?? '';
    const outside = new AsyncResource('outside the transaction');
    let renaming: Promise<unknown> | undefined;
    await links.database.run(async () => {
      await links.shortUrls.findForChange(links.both, [held]);
      renaming = outside.runInAsyncScope(() => service.update(actor, links.both, id, { name: 'larger' }));
      await links.somebodyWaits();
      await outside.runInAsyncScope(() => links.shortUrls.admit(moved));
      const tagsOf = await links.directory.findAll(links.both, [moved, held]);
      expect([tagsOf.get(moved)?.tags, tagsOf.get(held)?.tags]).toEqual([['larger'], ['large']]);
      // Were it to end here, each name would be a tag.
      expect(await nameless()).toEqual([]);
    });
    expect(await renaming).toMatchObject({ tag: { id, name: 'larger' }, links: 2_001 });
    expect(audit.entry).toMatchObject({ changes: { name: ['large', 'larger'], links: 2_001 } });
    expect([await idOf('large'), await idOf('larger'), await nameless(), await miscounted()]).toEqual([
      undefined,
      id,
      [],
      [],
    ]);
    await create('largest');
    const target = (await idOf('largest')) ?? '';
    expect(await service.merge(actor, links.both, id, target)).toMatchObject({ links: 2_002 });
    await service.delete(actor, links.both, target);
    expect(audit.entry).toMatchObject({ changes: { name: 'largest', links: 2_002 } });
    expect([await idOf('largest'), await nameless(), await miscounted()]).toEqual([undefined, [], []]);
  });
});

describe('what becomes of a tag', () => {
  test('is published', async () => {
    const { events, service, actor } = serve();
    const settings = { chosenColour: null };
    const { tag } = await service.create(actor, links.both, { ...settings, name: 'told', workspaceId: links.first });
    const other = await service.create(actor, links.both, { ...settings, name: 'other', workspaceId: links.first });
    await service.update(actor, links.both, tag.id, { name: 'retold' });
    await service.merge(actor, links.both, tag.id, other.tag.id);
    await service.delete(actor, links.both, other.tag.id);
    const [one, two] = [tag, other.tag].map(({ id }) => ({ tagId: id, workspaceId: links.first }));
    expect(events.published).toEqual([
      ['tag.created', one],
      ['tag.created', two],
      ['tag.updated', one],
      ['tag.merged', { ...one, intoId: other.tag.id }],
      ['tag.deleted', two],
    ]);
  });
});
