import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { addMember, generateToken, registerOwner } from '../../support/app.js';
import { IMPORT, ImportItem, importing, IMPORTS } from '../../support/imports.js';
import { LINKS, Links, SHORT_HOST, startLinks } from '../../support/links.js';

const UNKNOWN = '0193b6f0-0000-7000-8000-00000000ffff';

const RULES =
  '"[{""conditions"":[{""type"":""country"",""operator"":""in"",""value"":[""FR""]}],""destination_url"":""https://example.com/fr""}]"';

let links: Links;
let imports: ReturnType<typeof importing>;
beforeAll(async () => {
  links = await startLinks();
  imports = importing(links);
});
afterAll(() => links.app.close());

const count = async (table: string, where = 'true'): Promise<number> =>
  Number((await links.app.database.query(`SELECT count(*) AS n FROM ${table} WHERE ${where}`))[0]?.['n']);
const table = (header: string, ...rows: string[]): string => [header, ...rows].map((row) => `${row}\n`).join('');

describe('an import', () => {
  test('makes links in the background, with all that a link can have', async () => {
    const answer = await imports
      .upload(
        table(
          'destination_url,slug,title,tags,starts_at,expires_at,expired_url,max_clicks,utm,forward_query,routing_rules,external_id,redirect_type,archived,password,Notes,clicks',
          'https://example.com/a,All/Of-It,"A\r\nb","x, y",2026-01-01T00:00:00Z,2099-01-01,https://example.com/late,5,"{""source"":""news""}",yes,"[{""conditions"":[{""type"":""country"",""operator"":""in"",""value"":[""FR""]}],""destination_url"":""https://example.com/fr""}]",all-1,307,false,secret,n,7',
          'https://example.com/b,second,,,,,,,,,,,,true,,,',
        ),
        { fields: { tags: 'imported' } },
      )
      .expect(202);
    const { data } = answer.body as { data: ImportItem };
    expect(data).toMatchObject({ status: 'pending', total: null, processed: 0, format: 'trimlink', dry_run: false });
    expect(data).toMatchObject({ file_name: 'links.csv', ignored_columns: ['Notes', 'clicks'], message: null });
    expect(data).toMatchObject({ workspace_id: links.owner.defaultWorkspaceId, created_by: links.owner.userId });
    expect(answer.headers['location']).toBe(`${IMPORTS}/${data.id}`);
    const ended = await imports.ended(data.id);
    expect(ended).toMatchObject({ status: 'completed', total: 2, succeeded: 2, failed: 0, processed: 2 });
    expect([ended['started_at'], ended['completed_at']]).toEqual([expect.any(String), expect.any(String)]);
    expect(await imports.bySlug('All/Of-It')).toMatchObject({
      destination_url: 'https://example.com/a',
      domain: SHORT_HOST,
      title: 'A b',
      tags: ['x', 'y', 'imported'],
      starts_at: '2026-01-01T00:00:00.000Z',
      expires_at: '2099-01-01T00:00:00.000Z',
      expired_url: 'https://example.com/late',
      max_clicks: 5,
      utm: { source: 'news' },
      forward_query: true,
      routing_rules: [{ destination_url: 'https://example.com/fr' }],
      external_id: 'all-1',
      redirect_type: 307,
      archived: false,
      password_protected: true,
      created_by: links.owner.userId,
    });
    expect((await imports.all(links.token, '&archived=true')).map(({ slug }) => slug)).toEqual(['second']);
    expect(await count('import_files')).toBe(0);
    const actions = await links.app.database.query<{ action: string }>(
      'SELECT action FROM audit_log WHERE resource_id = $1 ORDER BY created_at, id',
      [data.id],
    );
    expect(actions.map(({ action }) => action)).toEqual(['link_import.started', 'link_import.completed']);
  });

  test('takes exports of other services, whatever their delimiter and encoding', async () => {
    const yourls = 'keyword;url;title\nozh-é;https://example.com/y;Été\n';
    for (const bytes of [
      Buffer.from(yourls),
      Buffer.from(`\uFEFF${yourls}`),
      Buffer.from(`\uFEFF${yourls}`, 'utf16le'),
      Buffer.from(yourls, 'latin1'),
    ])
      expect(await imports.run(bytes)).toMatchObject({ format: 'yourls', status: 'completed', succeeded: 1 });
    expect(await imports.bySlug('ozh-é')).toMatchObject({ title: 'Été' });
    const bitly = 'Title\tLong URL\tBitlink\tTags\nSale\thttps://example.com/s\thttps://bit.ly/3xYz\tx|y\n';
    expect(await imports.run(bitly)).toMatchObject({ format: 'bitly', succeeded: 1 });
    expect(await imports.bySlug('3xYz')).toMatchObject({ domain: SHORT_HOST, tags: ['x', 'y'], title: 'Sale' });
  });

  test('keeps a host of ours, and gives the others the domain that is asked for', async () => {
    await links.app.database.query(
      `INSERT INTO domains (id, hostname, organization_id, workspace_id, status, routing_status, created_at)
       SELECT gen_random_uuid(), hostname, $1, $2, 'verified', 'ok', now() FROM unnest($3::text[]) AS hostname`,
      [links.owner.organizationId, links.owner.defaultWorkspaceId, ['own.example', 'other.example']],
    );
    const csv = table(
      'Short URL,Long URL',
      'https://OWN.example/hosts-1,https://example.com/1',
      'https://bit.ly/hosts-2,https://example.com/2',
      `https://${SHORT_HOST}/hosts-3,https://example.com/3`,
    );
    expect(await imports.run(csv, { fields: { domain: 'other.example' } })).toMatchObject({ succeeded: 3 });
    const hosts = (await imports.all(links.token, '&search=hosts-')).map(
      ({ slug, domain }) => `${String(domain)}/${slug}`,
    );
    expect(hosts.sort()).toEqual([`${SHORT_HOST}/hosts-3`, 'other.example/hosts-2', 'own.example/hosts-1']);
  });

  test('names the fields of columns that are not known', async () => {
    const how = { fields: { columns: '{"Ziel": "destination_url", "Kürzel": "slug"}' } };
    expect(await imports.run('Ziel,Kürzel,Klicks\nhttps://example.com/z,ziel,3\n', how)).toMatchObject({
      format: 'custom',
      succeeded: 1,
      ignored_columns: ['Klicks'],
    });
    expect(await imports.bySlug('ziel')).toBeDefined();
  });

  test('goes to the workspace that is named', async () => {
    const how = { fields: { workspace_id: links.second.toUpperCase() }, bearer: links.allToken };
    expect(await imports.run('url,slug\nhttps://example.com/,second-workspace\n', how)).toMatchObject({ succeeded: 1 });
    expect(await imports.bySlug('second-workspace', links.secondToken)).toMatchObject({ workspace_id: links.second });
  });

  test('of several passwords hashes each', async () => {
    const rows = Array.from({ length: 7 }, (_, n) => `https://example.com/,pass-${n},secret ${n}`);
    expect(await imports.run(table('url,slug,password', ...rows))).toMatchObject({ succeeded: 7 });
    expect(await count('short_urls', "slug LIKE 'pass-%' AND password_hash IS NOT NULL")).toBe(7);
  }, 60_000);
});

describe('many open imports', () => {
  const open = async (id: string): Promise<void> => {
    await links.app.database.query(
      `INSERT INTO link_imports (id, organization_id, workspace_id, status, dry_run, format, layout, options, actor,
         ignored_columns, created_at, lease_until)
       SELECT gen_random_uuid(), organization_id, workspace_id, 'in_progress', dry_run, format, layout, options, actor,
         ignored_columns, created_at, 'infinity' FROM link_imports, generate_series(1, 20) WHERE id = $1`,
      [id],
    );
  };

  test('are enough: no more are taken in or tried again, and a key can be used later', async () => {
    const ended = await imports.run('url,slug\nhttps://example.com/,no slug\n');
    const send = () =>
      imports.upload('url,slug\nhttps://example.com/,room\n').set('Idempotency-Key', 'there will be room');
    await open(ended.id);
    expect((await send().expect(409)).body.code).toBe('too_many_imports');
    const { body } = await links.call('post', `${IMPORTS}/${ended.id}/retry`).expect(409);
    expect(body.code).toBe('too_many_imports');
    expect(await count('import_files')).toBe(0);
    await links.app.database.query("DELETE FROM link_imports WHERE lease_until = 'infinity'");
    await imports.ended((await send().expect(202)).body.data.id as string);
  });

  test('are answered at once where only the headers of their events are asked for', async () => {
    const { id } = await imports.run('url,slug\nhttps://example.com/,head\n');
    await open(id);
    const [running] = await links.app.database.query<{ id: string }>(
      "SELECT id FROM link_imports WHERE lease_until = 'infinity' LIMIT 1",
    );
    const { headers } = await request(links.app.server)
      .head(`${IMPORTS}/${running!.id}/events`)
      .set('Authorization', `Bearer ${links.token}`)
      .expect(200);
    expect(headers['content-type']).toMatch(/^text\/event-stream/);
    await links.app.database.query("DELETE FROM link_imports WHERE lease_until = 'infinity'");
  });
});

describe('the same file twice', () => {
  test('makes nothing twice, by slug, by external id and by what a row says', async () => {
    const csv = table(
      'destination_url,slug,external_id,title',
      'https://example.com/1,twice-1,,One',
      'https://example.com/2,,twice-2,Two',
      'https://example.com/3,,,Three',
      'https://example.com/4,twice-4,twice-4,Four',
      'https://example.com/3,,,Three',
      'https://example.com/1,twice-1,,',
    );
    expect(await imports.run(csv)).toMatchObject({ total: 6, succeeded: 6, failed: 0 });
    const before = await count('short_urls');
    const entries = await count('audit_log', "resource_type = 'short_url'");
    // Two rows that are equal are two links, but the second with that address is the first.
    expect(await count('short_urls', "title = 'Three'")).toBe(2);
    expect(await imports.run(csv)).toMatchObject({ total: 6, succeeded: 6, failed: 0 });
    expect(await imports.run(`${csv}https://example.com/3,,,Three\n`)).toMatchObject({ succeeded: 7 });
    expect(await count('short_urls', "title = 'Three'")).toBe(3);
    expect(await count('short_urls')).toBe(before + 1);
    expect(await count('audit_log', "resource_type = 'short_url'")).toBe(entries + 1);
    await links.app.database.query("DELETE FROM short_urls WHERE title = 'Three'");
    expect(await imports.run(csv)).toMatchObject({ succeeded: 6 });
    expect(await count('short_urls', "title = 'Three'")).toBe(2);
  });

  test('is told by all but the password', async () => {
    const rows = (password: string) => table('url,title,password', `https://example.com/,Guarded,${password}`);
    await imports.run(rows('first secret'));
    expect(await imports.run(rows('second secret'))).toMatchObject({ succeeded: 1 });
    expect(await count('short_urls', "title = 'Guarded'")).toBe(1);
  });

  test('fails where a link is there with other settings, and names them', async () => {
    const settings: [column: string, value: string, other: string][] = [
      ['title', 'One', 'Two'],
      ['tags', '"b,a"', 'a'],
      ['starts_at', '2026-01-01', '2026-01-02'],
      ['expires_at', '2099-01-01T02:00:00+02:00', '2098-01-01'],
      ['expired_url', 'https://example.com/late', 'https://example.com/later'],
      ['max_clicks', '5', '6'],
      ['utm', '"{""source"":""x"",""medium"":""y""}"', '"{""source"":""x""}"'],
      ['forward_query', 'yes', 'no'],
      ['routing_rules', '[]', RULES],
      ['redirect_type', '307', '302'],
      ['archived', 'true', 'false'],
      ['external_id', 'sets', 'sets-2'],
    ];
    const columns = ['url', 'slug', ...settings.map(([column]) => column)].join(',');
    const same = `https://example.com/,sets,${settings.map(([, value]) => value).join(',')}`;
    const csv = table(columns, same);
    expect(await imports.run(csv)).toMatchObject({ succeeded: 1, failed: 0 });
    const before = await imports.all(links.token, '&archived=true&search=sets');
    expect(await imports.run(csv)).toMatchObject({ succeeded: 1, failed: 0 });
    const withoutId = table(columns.replace('external_id', 'note'), same);
    expect(await imports.run(withoutId)).toMatchObject({ succeeded: 1, failed: 0 });
    const rows = settings.map(([column, , other]) => table(`url,slug,${column}`, `https://example.com/,sets,${other}`));
    for (const [index, row] of rows.entries()) {
      const ended = await imports.run(row, { query: index % 2 === 0 ? '?dry_run=true' : '' });
      expect([settings[index]?.[0], ended.failed]).toEqual([settings[index]?.[0], 1]);
      const words = `${SHORT_HOST}/sets is there already with another ${settings[index]?.[0]}. Change the link itself`;
      expect(await imports.report(ended.id)).toContain(words);
    }
    const added = await imports.run('url,slug\nhttps://example.com/,sets\n', { fields: { tags: 'more' } });
    expect(await imports.report(added.id)).toContain('with another tags.');
    expect(await imports.all(links.token, '&archived=true&search=sets')).toEqual(before);
  }, 60_000);

  test('says of a password only whether there is one', async () => {
    await links.create({ slug: 'sec1', title: 'Open' });
    await links.create({ slug: 'sec2', password: 'a secret' });
    const csv = table(
      'url,slug,title,password,password_protected',
      'https://example.com/,sec1,Shut,secret one,',
      'https://example.com/,sec2,,another secret,',
      'https://example.com/,sec2,Other,,true',
      'https://example.com/,sec3,,,',
      'https://example.com/,sec3,,secret one,',
    );
    for (const query of ['?dry_run=true', '']) {
      const ended = await imports.run(csv, { query });
      expect(ended).toMatchObject({ succeeded: 2, failed: 3 });
      const report = await imports.report(ended.id);
      expect(report).toContain('sec1 is there already with another title and password.');
      expect(report).toContain('sec2 is there already with another title.');
      expect(report).toMatch(/sec3 is there already(, by an earlier row,)? with another password\./);
    }
  }, 60_000);

  test('makes a link anew whose own leads elsewhere by now', async () => {
    const csv = table('url,title', 'https://example.com/moved,Moved', 'https://example.com/moved,Moved');
    await imports.run(csv);
    const [first] = await imports.all(links.token, '&search=Moved');
    await links
      .call('patch', `${LINKS}/${first!.id}`)
      .send({ destination_url: 'https://example.com/else' })
      .expect(200);
    for (let time = 0; time < 2; time += 1) {
      expect(await imports.run(csv)).toMatchObject({ succeeded: 2, failed: 0 });
      const urls = (await imports.all(links.token, '&search=Moved')).map((it) => it['destination_url']);
      expect(urls.sort()).toEqual(['else', 'moved', 'moved'].map((it) => `https://example.com/${it}`));
    }
  });

  test('changes a link of that external id where the row says something else', async () => {
    await imports.run(table('url,external_id,title', 'https://example.com/,changing,Before'));
    const twice = ['https://example.com/,changing,After', 'https://example.com/,changing,At last'];
    expect(await imports.run(table('url,external_id,title', ...twice))).toMatchObject({ succeeded: 2 });
    expect((await imports.all(links.token, '&search=At%20last')).map((it) => it['external_id'])).toEqual(['changing']);
  });
});

describe('bad rows', () => {
  const bad = () =>
    table(
      'Long URL,slug,title,external_id,max_clicks,Notes,password_protected',
      'https://example.com/1,bad-1,Good,,,,',
      'javascript:alert(1),bad 2,,,many,=1+1,',
      'https://example.com/3,bad-taken,Other destination,,,,',
      'https://example.com/4,bad-foreign,,,,,',
      ',bad-5,,,,,',
      '"https://example.com/6\n",api,,,,"a\0b",',
      'https://example.com/7,bad-7,,,,,true',
      'https://example.com/8,bad-8,,,,,false',
    );

  test('are reported, and tried again when what they failed on is gone', async () => {
    const { id } = await links.create({ slug: 'bad-taken', destination_url: 'https://example.com/elsewhere' });
    await links.create({ slug: 'bad-foreign' }, links.secondToken);
    const ended = await imports.run(bad());
    expect(ended).toMatchObject({ status: 'completed', total: 8, succeeded: 2, failed: 6, message: null });
    const report = (await imports.report(ended.id)).split(/\r?\n(?=\d|$)/);
    expect(report[0]).toBe('row,errors,Long URL,slug,title,external_id,max_clicks,Notes,password_protected');
    expect(report.slice(1, -1).map((line) => line.split(',')[0])).toEqual(['3', '4', '5', '6', '7', '8']);
    const text = report.join('\n');
    for (const words of [
      'max_clicks must',
      `slug: ${SHORT_HOST}/bad-taken leads to https://example.com/elsewhere already.`,
      `slug: ${SHORT_HOST}/bad-foreign is taken.`,
      'destination_url is required',
      'slug must not begin with api',
      'password: This link had a password',
      ",'=1+1,",
      'a\0b',
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('second');
    await links.call('delete', `${LINKS}/${id}`).expect(204);
    expect(await imports.retry(ended.id)).toMatchObject({ status: 'completed', total: 8, succeeded: 3, failed: 5 });
    expect(await imports.bySlug('bad-taken')).toMatchObject({ title: 'Other destination' });
    expect(await imports.report(ended.id)).not.toContain('bad-taken');
  });

  test('keep their passwords, which nobody can read in the database', async () => {
    const { id } = await links.create({ slug: 'guarded-taken', destination_url: 'https://example.com/elsewhere' });
    const ended = await imports.run(table('url,slug,password', 'https://example.com/,guarded-taken,hunter-2-hunter'));
    expect(await count('import_failures', `import_id = '${ended.id}'`)).toBe(1);
    expect(await count('import_failures', "encode(cells, 'escape') || errors::text LIKE '%hunter%'")).toBe(0);
    expect(await imports.report(ended.id)).toContain('hunter-2-hunter');
    await links.call('delete', `${LINKS}/${id}`).expect(204);
    expect(await imports.retry(ended.id)).toMatchObject({ succeeded: 1, failed: 0 });
    expect(await imports.bySlug('guarded-taken')).toMatchObject({ password_protected: true });
  });

  test('can be mended in the report, which is a file to import', async () => {
    const ended = await imports.run(
      table('Long URL,slug,title', 'https://example.com/1,mend me,=cmd()', 'ftp://example.com/2,mended-2,"\'=x"'),
    );
    expect(ended).toMatchObject({ succeeded: 0, failed: 2 });
    const report = await imports.report(ended.id);
    const mended = report.replace('mend me', 'mended-1').replace('ftp://', 'https://');
    expect(await imports.run(mended)).toMatchObject({ succeeded: 2, ignored_columns: ['row', 'errors'] });
    expect(await imports.bySlug('mended-1')).toMatchObject({ title: '=cmd()' });
    expect(await imports.bySlug('mended-2')).toMatchObject({ title: "'=x" });
  });

  test('are not tried again while it runs, or where none has failed', async () => {
    const ended = await imports.run('url,slug\nhttps://example.com/,no-failure\n');
    const { body } = await links.call('post', `${IMPORTS}/${ended.id}/retry`).expect(409);
    expect(body.code).toBe('nothing_failed');
    await links.app.database.query(
      "UPDATE link_imports SET status = 'in_progress', lease_until = 'infinity' WHERE id = $1",
      [ended.id],
    );
    const running = await links.call('post', `${IMPORTS}/${ended.id}/retry`).expect(409);
    expect(running.body.code).toBe('import_running');
    await links.app.database.query('DELETE FROM link_imports WHERE id = $1', [ended.id]);
  });
});

describe('a dry run', () => {
  test('says what would happen, also between rows far apart, and keeps nothing', async () => {
    await links.create({ slug: 'dry-there', destination_url: 'https://example.com/there' });
    const rows = Array.from({ length: 1100 }, (_, n) => `https://example.com/${n},dry-${n},,`);
    rows[10] = 'https://example.com/there,dry-there,,';
    rows[20] = 'https://example.com/other,dry-there,,';
    rows[1000] = 'https://example.com/other,dry-5,,';
    rows[1001] = 'https://example.com/6,dry-6,,';
    rows[1003] = 'https://example.com/7,dry-7,,Seven';
    rows[1002] = 'https://example.com/x,dry-x,dry-x,';
    rows[30] = 'https://example.com/y,dry-x,dry-x,';
    const csv = table('destination_url,slug,external_id,title', ...rows);
    const before = [await count('short_urls'), await count('audit_log', "resource_type = 'short_url'")];
    const ended = await imports.run(csv, { query: '?dry_run=true' });
    expect(ended).toMatchObject({ status: 'completed', dry_run: true, total: 1100, succeeded: 1097, failed: 3 });
    const report = await imports.report(ended.id);
    expect(report).toContain('dry-there leads to https://example.com/there already.');
    expect(report).toContain('dry-5 leads to https://example.com/5 already, by an earlier row.');
    expect(report).toContain('dry-7 is there already, by an earlier row, with another title.');
    expect([await count('short_urls'), await count('audit_log', "resource_type = 'short_url'")]).toEqual(before);
    expect(await imports.run(csv)).toMatchObject({ total: 1100, succeeded: 1097, failed: 3 });
  }, 60_000);
});

describe('LK-04 a file that is no table of links', () => {
  test.each<[string, string | Buffer, Record<string, string>, string, RegExp]>([
    ['is empty', '', {}, 'file', /empty/],
    ['is blank', '\n \n', {}, 'file', /empty/],
    ['is a workbook', Buffer.from('PK\x03\x04\x14\0\x06\0'), {}, 'file', /workbook/],
    ['is a picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), {}, 'file', /not text/],
    ['has no destinations', 'name,clicks\nx,7\n', {}, 'file', /name the columns, is: name, clicks\./],
    ['has a line without end', `url,${'x'.repeat(2_000_000)}`, {}, 'file', /no row of column names/],
    [
      'has broken bytes',
      Buffer.concat([Buffer.from('url,title\nhttps://example.com/,é\n'), Buffer.from([0xff])]),
      {},
      'file',
      /no text in utf-8/,
    ],
    [
      'is not what columns says',
      'url\nx\n',
      { columns: '{"URI": "destination_url"}' },
      'columns',
      /no column URI.*url/,
    ],
    ['has a column twice', 'url,slug,Url\nx,,\n', {}, 'file', /can be destination_url.*: url, Url\./],
    [
      'has two columns for a field',
      'a,b\nx,\n',
      { columns: '{"a": "destination_url", "b": "destination_url"}' },
      'columns',
      /can be destination_url.*: a, b\./,
    ],
    [
      'has no such field',
      'url\nx\n',
      { columns: '{"url": "target"}' },
      'columns',
      /"url" one of these fields: destination_url, /,
    ],
    ['has no fields', 'url\nx\n', { columns: '["url"]' }, 'columns', /JSON object/],
    ['has a foreign domain', 'url\nx\n', { domain: 'foreign.example' }, 'domain', /not a verified domain/],
    ['has a bad tag', 'url\nx\n', { tags: 'a\u0007b' }, 'tags', /control characters/],
    ['has no workspace', 'url\nx\n', { workspace_id: 'x' }, 'workspace_id', /UUID/],
    ['has something more', 'url\nx\n', { colour: 'red' }, 'colour', /not a known field/],
    ['has a method', 'url\nx\n', { toOptions: 'red' }, 'toOptions', /not a known field/],
  ])('is refused at once: %s', async (_what, content, fields, field, message) => {
    const { body } = await imports.upload(content, { fields }).expect(422);
    expect(Object.keys(body.errors)).toEqual([field]);
    expect(body.errors[field].join()).toMatch(message);
    expect(await count('import_files')).toBe(0);
  });

  test('is missing, twice there, or under another name', async () => {
    const { body: missing } = await links.call('post', IMPORT).field('domain', SHORT_HOST).expect(422);
    expect(Object.keys(missing.errors)).toEqual(['file']);
    await links.call('post', IMPORT).expect(422);
    const file = Buffer.from('url\nhttps://example.com/\n');
    const other = await links.call('post', IMPORT).attach('files', file, 'a.csv').expect(422);
    expect(Object.keys(other.body.errors)).toEqual(['files']);
    const plain = await links.call('post', IMPORT).field('file', 'url\nx\n').expect(422);
    expect(plain.body.errors).toEqual({ file: ['file must be a file'] });
    const twice = await links
      .call('post', IMPORT)
      .attach('file', file, 'a.csv')
      .attach('file', file, 'b.csv')
      .expect(422);
    expect(Object.keys(twice.body.errors)).toEqual(['file']);
    await links.call('post', IMPORT).attach('file', file, 'a.csv').field('tags', 'a').field('tags', 'b').expect(422);
    await links.call('post', IMPORT).send({}).expect(415);
    const packed = await links.call('post', IMPORT).set('Content-Encoding', 'gzip').attach('file', file).expect(415);
    expect(packed.headers['accept-encoding']).toBe('identity');
    await imports.upload('url\n').set('Content-Encoding', 'Identity').expect(202);
    await links.call('post', IMPORT).set('Content-Type', 'multipart/form-data').send('x').expect(400);
    const cut = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nurl\n';
    await links.call('post', IMPORT).set('Content-Type', 'multipart/form-data; boundary=x').send(cut).expect(400);
    await imports.upload(file, { query: '?dry_run=yes' }).expect(400);
    await imports.upload(file, { query: '?dryrun=true' }).expect(400);
    expect(await count('import_files')).toBe(0);
  });

  test.each([
    [
      'a quote that is never closed',
      Buffer.from('url,slug\nhttps://example.com/,broken-1\n"x'),
      /row 3 a quote is opened/,
    ],
    [
      'broken bytes',
      Buffer.concat([
        Buffer.from(`url,slug,note\nhttps://example.com/,broken-1,é\n${','.repeat(900_000)}\n`),
        Buffer.from([0xff]),
      ]),
      /no text in utf-8/,
    ],
    [
      'a row beyond all bounds',
      Buffer.from(`url,slug\nhttps://example.com/,broken-1\n"${'x'.repeat(2e6)}`),
      /Row 3 is longer/,
    ],
  ])('fails in the middle by %s, and keeps what was good before', async (_what, bytes, message) => {
    const ended = await imports.run(bytes);
    expect(ended).toMatchObject({ status: 'failed', succeeded: 1, failed: 0, total: null });
    expect(ended.message).toMatch(message);
    expect(await imports.bySlug('broken-1')).toBeDefined();
    expect(await count('import_files')).toBe(0);
    await links.call('post', `${IMPORTS}/${ended.id}/retry`).expect(409);
  });
});

describe('who may', () => {
  test('import is counted by the plan, whatever the size of the file', async () => {
    const owner = await registerOwner(links.app.server);
    const { headers } = await imports.upload('url\nx\n', { bearer: await generateToken(owner) }).expect(202);
    expect(headers).toMatchObject({ 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '9' });
  });

  test('import needs the scope, both permissions and the workspace', async () => {
    const file = 'url\nhttps://example.com/\n';
    const reading = await generateToken(links.owner, { scopes: ['short-urls:read'] });
    for (const [method, path] of [
      ['post', IMPORT],
      ['get', IMPORTS],
      ['get', `${IMPORTS}/${UNKNOWN}`],
      ['get', `${IMPORTS}/${UNKNOWN}/events`],
      ['get', `${IMPORTS}/${UNKNOWN}/report.csv`],
      ['post', `${IMPORTS}/${UNKNOWN}/retry`],
    ] as const) {
      const { headers } = await links.call(method, path, reading).expect(403);
      expect(headers['www-authenticate']).toContain('insufficient_scope');
      await links.call(method, path, 'tl_wrong').expect(401);
      if (path !== IMPORT && path !== IMPORTS) await links.call(method, path).expect(404);
    }
    for (const permissions of [['links.create'], ['links.import']]) {
      const member = await addMember(links.app.server, links.owner, {
        workspace_ids: [links.owner.defaultWorkspaceId],
        permissions: ['credentials.create', ...permissions],
      });
      const { body } = await imports.upload(file, { bearer: await generateToken(member) }).expect(403);
      expect(body.code).toBe('permission_missing');
    }
    await imports.upload(file, { fields: { workspace_id: UNKNOWN } }).expect(404);
    await imports.upload(file, { fields: { workspace_id: links.second } }).expect(404);
  });

  test('see an import are those who may import where it went', async () => {
    const { id } = await imports.run('url\nhttps://example.com/\n', { bearer: links.secondToken });
    const idsOf = async (bearer: string): Promise<string[]> =>
      (await links.call('get', `${IMPORTS}?per_page=100`, bearer).expect(200)).body.data.map(
        (it: ImportItem) => it.id,
      ) as string[];
    expect((await idsOf(links.secondToken))[0]).toBe(id);
    expect((await idsOf(links.allToken))[0]).toBe(id);
    expect(await idsOf(links.token)).not.toContain(id);
    await links.call('get', `${IMPORTS}/${id}`).expect(404);
    const { body } = await links.call('get', `${IMPORTS}?per_page=1&page=2`, links.allToken).expect(200);
    expect(body.meta).toMatchObject({ current_page: 2, per_page: 1, total: expect.any(Number) });
    await links.call('get', `${IMPORTS}?cursor=`).expect(400);
  });
});

describe('under an Idempotency-Key', () => {
  test('the same upload is answered as the first time, and another one is refused', async () => {
    const csv = 'destination_url,slug\nhttps://example.com/,once\n';
    const send = (content: string) => imports.upload(content).set('Idempotency-Key', 'import-1');
    const first = await send(csv).expect(202);
    const again = await send(csv).expect(202);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.headers['location']).toBe(first.headers['location']);
    expect(again.body).toEqual(first.body);
    expect((await send(`${csv}https://example.com/2,twice\n`).expect(422)).body.code).toBe('idempotency_key_reused');
    await imports.ended(first.body.data.id as string);
    expect(await count('import_files')).toBe(0);
  });
});
