import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { waitUntil } from '../../../src/database/embedded/wait-until.js';
import { EventStreams } from '../../../src/common/http/event-streams.js';
import { addMember, generateToken } from '../../support/app.js';
import { importing, IMPORTS } from '../../support/imports.js';
import { LinkItem, LINKS, Links, startLinks } from '../../support/links.js';

let links: Links;
let imports: ReturnType<typeof importing>;
beforeAll(async () => {
  links = await startLinks();
  imports = importing(links);
});
afterAll(() => links.app.close());

/** What a link has been through. */
const HISTORY = new Set(['id', 'workspace_id', 'clicks', 'created_at', 'updated_at', 'created_by']);
const settingsOf = (link: LinkItem) => Object.entries(link).filter(([name]) => !HISTORY.has(name));
const bySlug = (items: readonly LinkItem[]) =>
  items.toSorted((one, other) => (one.slug < other.slug ? -1 : 1)).map(settingsOf);
const remove = async (): Promise<void> => {
  await links.app.database.query('DELETE FROM short_urls');
};

describe('an export', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map((it) => it.replace(/[\0\r\n]/g, ''));
  const odd = fc.oneof(text, fc.constantFrom('=1+1', "'=x", "''", '"', ';', 'a,b', '\t', '@x', ' x ', '\u2028', '-'));
  const part = fc
    .array(fc.constantFrom('a', 'Z', '7', 'é', 'ß', '中', 'ع', 'я', '😀', '-', '_', '0'), {
      minLength: 1,
      maxLength: 6,
    })
    .map((letters) => letters.join(''));
  const rest = fc
    .array(fc.constantFrom('x', '/', '?', '&', '=', "'", ',', ';', '%0A', '%22', '#', '+', '-', '@', '|', 'é', '中'))
    .map((pieces) => pieces.join('').replace(/#(?=.*#)/g, ''));
  const link = fc.record(
    {
      destination_url: rest.map((it) => `https://example.com/${it}`),
      slug: fc.array(part, { minLength: 1, maxLength: 2 }).map((parts) => `r${parts.join('/')}`),
      title: odd.filter((it) => it !== ''),
      tags: fc.uniqueArray(
        odd.map((it) => it.replace(/[,\p{Cc}]/gu, '').replace(/^\s+|\s+$/g, '')).filter((it) => it !== ''),
        { maxLength: 4 },
      ),
      starts_at: fc.date({ min: new Date('2020-01-01'), max: new Date('2025-01-01'), noInvalidDate: true }),
      expires_at: fc.date({ min: new Date('2030-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
      expired_url: rest.map((it) => `https://example.com/${it}`),
      max_clicks: fc.integer({ min: 1, max: 2_147_483_647 }),
      utm: fc.record({ source: odd.filter((it) => it !== ''), term: odd.filter((it) => it !== '') }),
      forward_query: fc.boolean(),
      routing_rules: fc.array(
        fc.record({
          name: fc.constantFrom('=x', '"', "''"),
          conditions: fc.constant([{ type: 'country', operator: 'in', value: ['FR', 'DE'] }]),
          destination_url: rest.map((it) => `https://example.com/${it}`),
        }),
        { maxLength: 2 },
      ),
      external_id: odd.filter((it) => it !== ''),
      redirect_type: fc.constantFrom(301, 302, 307, 308),
    },
    { requiredKeys: ['destination_url', 'slug'] },
  );
  const several = fc.uniqueArray(link, {
    minLength: 20,
    maxLength: 20,
    comparator: (one, other) =>
      one.slug.normalize('NFC') === other.slug.normalize('NFC') ||
      (one.external_id !== undefined && one.external_id === other.external_id),
  });

  test('imports again to the same, with a spreadsheet’s formulas nowhere', async () => {
    await fc.assert(
      fc.asyncProperty(several, async (items) => {
        await remove();
        const { body } = await links.call('post', `${LINKS}/bulk`).send({ items }).expect(200);
        expect(body.data.map(({ status, errors }: { status: number; errors: unknown }) => errors ?? status)).toEqual(
          items.map(() => 201),
        );
        await links.app.database.query("UPDATE short_urls SET archived = true WHERE title LIKE '%a%'");
        const before = [await imports.all(), await imports.all(links.token, '&archived=true')];
        const [open, archived] = [
          await imports.exported(),
          await imports.exported('csv', links.token, '?archived=true'),
        ];
        const cells = [open, archived].flatMap((csv) => parse(csv).flat());
        expect(cells.filter((cell) => /^[=+\-@\t\r\n]/.test(cell))).toEqual([]);
        await remove();
        for (const csv of [open, archived, open])
          expect(await imports.run(csv)).toMatchObject({ format: 'trimlink', failed: 0 });
        const after = [await imports.all(), await imports.all(links.token, '&archived=true')];
        expect(after.map(bySlug)).toEqual(before.map(bySlug));
      }),
      { numRuns: 4, endOnFailure: true },
    );
  }, 120_000);

  test('holds the list’s items, filtered and sorted as the list, in as many batches as it takes', async () => {
    await remove();
    const items = Array.from({ length: 1050 }, (_, n) => ({
      destination_url: `https://example.com/${n}`,
      slug: `many-${n}`,
      ...(n % 100 === 0 && { tags: ['hundreds'] }),
    }));
    for (const some of [items.slice(0, 1000), items.slice(1000)])
      await links.call('post', `${LINKS}/bulk`).send({ items: some }).expect(200);
    await links.create({ slug: 'foreign' }, links.secondToken);
    const lines = (await imports.exported('ndjson')).trimEnd().split('\n');
    expect(new Set(lines.map((line) => (JSON.parse(line) as LinkItem).slug)).size).toBe(1050);
    const query = '?tag=hundreds&sort=title';
    const filtered = (await imports.exported('ndjson', links.token, query)).trimEnd().split('\n');
    expect(filtered.map((line) => JSON.parse(line) as unknown)).toEqual(
      await imports.all(links.token, query.replace('?', '&')),
    );
    const csv = (await imports.exported('csv', links.allToken, `?workspace_id=${links.second}`)).trimEnd().split('\n');
    expect(csv).toHaveLength(2);
    expect(csv[0]).toMatch(/^domain,slug,destination_url,title,tags,/);
    expect(csv[1]).toContain('foreign');
    expect((await imports.exported('csv', links.token, '?tag=none')).trimEnd().split('\n')).toHaveLength(1);
    const entries = await links.app.database.query("SELECT FROM audit_log WHERE action = 'short_url.exported'");
    expect(entries.length).toBeGreaterThanOrEqual(4);
    await imports.exported('csv', links.token, '?created_after=2020-01-01T00:00:00Z');
    const [last] = await links.app.database.query<{ changes: unknown }>(
      "SELECT changes FROM audit_log WHERE action = 'short_url.exported' ORDER BY created_at DESC, id DESC LIMIT 1",
    );
    expect(last?.changes).toEqual({ format: 'csv', archived: false, created_after: '2020-01-01T00:00:00.000Z' });
  }, 60_000);

  test('never holds a password, whose link is found again but not made', async () => {
    await remove();
    const { id } = await links.create({ slug: 'guarded', password: 'secret' });
    const csv = await imports.exported();
    expect(csv).not.toMatch(/secret|\$2[aby]\$/);
    expect(await imports.run(csv)).toMatchObject({ succeeded: 1, failed: 0 });
    await links.call('delete', `${LINKS}/${id}`).expect(204);
    const ended = await imports.run(csv);
    expect(ended).toMatchObject({ succeeded: 0, failed: 1 });
    expect(await imports.report(ended.id)).toContain('password: This link had a password');
  });

  test.each(['?page=1', '?cursor=', '?per_page=5', '?archived=maybe', '?sort=slug', '?colour=red'])(
    'takes no %s',
    async (query) => {
      for (const format of ['csv', 'ndjson']) await links.call('get', `${LINKS}/export.${format}${query}`).expect(400);
    },
  );

  test('needs the scope, the permission and the workspace', async () => {
    const writing = await generateToken(links.owner, { scopes: ['short-urls:write'] });
    const member = await addMember(links.app.server, links.owner, {
      workspace_ids: [links.owner.defaultWorkspaceId],
      permissions: ['credentials.create'],
    });
    const plain = await generateToken(member);
    for (const format of ['csv', 'ndjson']) {
      const path = `${LINKS}/export.${format}`;
      const { headers } = await links.call('get', path, writing).expect(403);
      expect(headers['www-authenticate']).toContain('insufficient_scope');
      const { body } = await links.call('get', path, plain).expect(403);
      expect(body.message).toContain('links.export');
      await links.call('get', `${path}?workspace_id=${links.second}`).expect(404);
      await links.call('get', path).set('Accept', 'text/html').expect(406);
    }
  });
});

describe('the events of an import', () => {
  const follow = (id: string): Promise<{ type: string; events: string }> =>
    new Promise((resolve, reject) => {
      const { port } = links.app.server.address() as AddressInfo;
      const headers = { Authorization: `Bearer ${links.token}`, Accept: 'text/event-stream' };
      get({ port, path: `${IMPORTS}/${id}/events`, headers }, (response) => {
        let events = '';
        response.on('data', (chunk: Buffer) => (events += chunk.toString()));
        response.on('end', () => {
          resolve({ type: String(response.headers['content-type']), events });
        });
      }).on('error', reject);
    });

  test('tell each change, and end with it', async () => {
    const rows = Array.from({ length: 1200 }, (_, n) => `https://example.com/${n},event-${n}`);
    const { body } = await imports.upload(['url,slug', ...rows].join('\n')).expect(202);
    const { type, events } = await follow(body.data.id as string);
    expect(type).toMatch(/^text\/event-stream/);
    const told = events
      .split('\n\n')
      .filter((it) => it.startsWith('event'))
      .map((it) => it.split('\n'))
      .map(
        ([event = '', data = '']) => [event.slice(7), JSON.parse(data.slice(6)) as Record<string, unknown>] as const,
      );
    expect(told.at(-1)).toMatchObject(['end', { status: 'completed', processed: 1200, total: 1200 }]);
    expect(told.at(-2)?.[0]).toBe('progress');
    expect(new Set(told.slice(0, -1).map(([event]) => event))).toEqual(new Set(['progress']));
    const ended = await follow(body.data.id as string);
    expect(ended.events.match(/^event: \w+$/gm)).toEqual(['event: progress', 'event: end']);
  }, 60_000);

  test('last only as long as a client may go without showing its credential, and are few', async () => {
    const { body } = await imports.upload('url\nhttps://example.com/\n').expect(202);
    const { id } = await imports.ended(body.data.id as string);
    await links.app.database.query(
      "UPDATE link_imports SET status = 'in_progress', lease_until = 'infinity', lease_holder = id WHERE id = $1",
      [id],
    );
    const events = links.app.app.get(EventStreams, { strict: false });
    Object.assign(events, { longestMilliseconds: 50 });
    const { events: told } = await follow(id);
    expect(told.match(/^(event|retry): .+$/gm)).toEqual(['retry: 1000', 'event: progress']);
    Object.assign(events, { longestMilliseconds: 30_000 });
    const { port } = links.app.server.address() as AddressInfo;
    const headers = { Authorization: `Bearer ${links.token}`, Accept: 'text/event-stream' };
    const open = await Promise.all(
      Array.from(
        { length: 20 },
        () =>
          new Promise<IncomingMessage>((resolve, reject) => {
            get({ port, path: `${IMPORTS}/${id}/events`, headers }, resolve).on('error', reject);
          }),
      ),
    );
    const path = `${IMPORTS}/${id}/events`;
    expect((await links.call('get', path).expect(409)).body.code).toBe('too_many_streams');
    for (const stream of open) stream.destroy();
    await links.app.database.query("UPDATE link_imports SET status = 'completed' WHERE id = $1", [id]);
    await waitUntil(async () => (await links.call('get', path)).status === 200);
    await links.app.database.query('DELETE FROM link_imports WHERE id = $1', [id]);
  }, 60_000);

  test('hold no stop of the server up', async () => {
    const stopping = await startLinks();
    const { upload } = importing(stopping);
    const { body } = await upload('url\nhttps://example.com/\n').expect(202);
    await importing(stopping).ended(body.data.id as string);
    await stopping.app.database.query(
      "UPDATE link_imports SET status = 'in_progress', lease_until = 'infinity', lease_holder = id",
    );
    const { port } = stopping.app.server.address() as AddressInfo;
    const headers = { Authorization: `Bearer ${stopping.token}` };
    const ended = new Promise<void>((resolve, reject) => {
      get({ port, path: `${IMPORTS}/${String(body.data.id)}/events`, headers }, (response) => {
        response.once('data', () => void stopping.app.close());
        response.on('end', resolve);
        response.on('error', reject);
      });
    });
    const begun = performance.now();
    await ended;
    expect(performance.now() - begun).toBeLessThan(3_000);
    await stopping.app.close();
  }, 60_000);
});
