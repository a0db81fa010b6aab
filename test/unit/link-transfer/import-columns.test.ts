import { describe, expect, test } from '@jest/globals';
import { recogniseColumns } from '../../../src/modules/link-transfer/domain/import-columns.js';
import { fieldsOf, linkOf, plainCells } from '../../../src/modules/link-transfer/domain/imported-row.js';

const columnsOf = (header: string, mapping = {}) => recogniseColumns(header.split(','), mapping);
const linkFrom = (header: string, row: string) => {
  const columns = columnsOf(header);
  return linkOf(fieldsOf(plainCells(row.split(','), columns), columns));
};

describe('the columns of', () => {
  test.each([
    ['trimlink', 'slug,destination_url,title', 's,https://a.example/,T', { slug: 's', title: 'T' }],
    [
      'bitly',
      'Title,Long URL,Bitlink,Tags,Created',
      'T,https://a.example/,bit.ly/3xYz,x|y,2026-01-02',
      { slug: '3xYz' },
    ],
    [
      'bitly',
      'Link,Long URL,Custom Link',
      'https://bit.ly/3xYz,https://a.example/,https://go.example/sale',
      { slug: 'sale' },
    ],
    ['bitly', 'Link,Long URL,Custom Link', 'https://bit.ly/3xYz,https://a.example/,', { slug: '3xYz' }],
    [
      'shlink',
      'createdAt,domain,shortCode,shortUrl,longUrl,title,tags,visits',
      '2026-01-02,s.test,9r2TW,https://s.test/9r2TW,https://a.example/,T,x|y,61',
      { slug: '9r2TW', tags: ['x', 'y'] },
    ],
    ['shlink', 'Long URL,Short code,Domain,Title,Tags', 'https://a.example/,abc,,T,x', { slug: 'abc' }],
    [
      'yourls',
      'keyword,url,title,timestamp,ip,clicks',
      'ozh,https://a.example/,T,2026-01-02 03:04:05,192.0.2.1,7',
      { slug: 'ozh' },
    ],
    [
      'kutt',
      'id,address,target,description,password,visit_count,domain,link',
      '1,abc,https://a.example/,D,false,3,,https://kutt.it/abc',
      { slug: 'abc', title: 'D' },
    ],
    ['dub', 'Short link,Destination URL,Clicks,Tags', 'https://dub.sh/abc,https://a.example/,3,x', { slug: 'abc' }],
    ['dub', 'id,key,url,shortLink', '1,abc,https://a.example/,https://dub.sh/abc', { slug: 'abc' }],
    [
      'rebrandly',
      'ID,Title,Slashtag,Destination URL,Domain,Short URL,Clicks',
      '1,T,burn,https://a.example/,rebrand.ly,rebrand.ly/burn,42',
      { slug: 'burn' },
    ],
    [
      'short_io',
      'Original URL,Path,Domain,Short URL,Title',
      'https://a.example/,abc,s.test,https://s.test/abc,T',
      { slug: 'abc' },
    ],
    ['custom', 'URL', 'https://a.example/', {}],
    ['custom', ' LONG  url ', 'https://a.example/', {}],
  ])('%s are known by %j', (format, header, row, body) => {
    expect(columnsOf(header).format).toBe(format);
    expect(linkFrom(header, row).body).toMatchObject({ destination_url: 'https://a.example/', ...body });
  });

  test('an unknown service are named by whoever brings them; what means nothing is told', () => {
    const columns = columnsOf('Ziel,Kürzel,Klicks,,title', { Ziel: 'destination_url', Kürzel: 'slug', title: 'tags' });
    expect(columns).toMatchObject({ format: 'custom', ignored: ['Klicks', 'column 4'] });
    expect(fieldsOf(['https://a.example/', 's', '7', '', 'x'], columns)).toEqual({
      destination_url: 'https://a.example/',
      slug: 's',
      tags: 'x',
    });
  });

  test('a report are those below it, with apostrophes in front of formulas', () => {
    const columns = columnsOf("row,errors,Long URL,'=title");
    expect(columns).toMatchObject({ headers: ['Long URL', '=title'], ignored: ['row', 'errors'], isHarmless: true });
    expect(plainCells(['7', 'slug: taken', 'https://a.example/', "'=1+1"], columns)).toEqual([
      'https://a.example/',
      '=1+1',
    ]);
  });

  test('Kutt say of a password only whether there is one', () => {
    expect(linkFrom('address,target,password', 'a,https://a.example/,true')).toMatchObject({ lacksPassword: true });
    expect(linkFrom('address,target,password', 'a,https://a.example/,false')).toMatchObject({ lacksPassword: false });
  });

  test('Kutt have a password where one stands in place of yes or no', () => {
    const mended = linkFrom('address,target,password', 'a,https://a.example/,hunter-2-hunter');
    expect(mended).toMatchObject({ body: { password: 'hunter-2-hunter' }, lacksPassword: false });
    const given = linkFrom('address,target,password,password_protected', 'a,https://a.example/,true,false');
    expect(given.body).not.toHaveProperty('password');
    expect(given).toMatchObject({ lacksPassword: false });
    const mapped = columnsOf('address,target,password', { password: 'password' });
    expect(linkOf(fieldsOf(['a', 'https://a.example/', 'true'], mapped))).toMatchObject({ lacksPassword: true });
  });

  test('a link lose no password by what is neither yes nor no', () => {
    const link = linkFrom('destination_url,password_protected', 'https://a.example/,perhaps');
    expect(link).toMatchObject({ lacksPassword: true });
  });

  test.each(['constructor', '__proto__', 'toString'])('nobody may be called %s', (name) => {
    expect(columnsOf(`url,${name}`).ignored).toEqual([name]);
    expect(linkFrom('url,archived', `https://a.example/,${name}`).body['archived']).toBe(name);
  });
});

describe('the short link of a row', () => {
  test.each([
    ['https://go.example.com/spring', 'go.example.com', 'spring'],
    ['HTTP://go.example.com/Spring/Sale/', 'go.example.com', 'Spring/Sale'],
    ['go.example.com/a%20b', 'go.example.com', 'a b'],
    ['go.example.com/%C3%A9t%C3%A9?x=1#y', 'go.example.com', 'été'],
    ['go.example.com/100%', 'go.example.com', '100%'],
    ['spring', undefined, 'spring'],
    ['https://go.example.com', 'go.example.com', ''],
  ])('%s is at %s, %s', (text, host, slug) => {
    const link = linkOf({ short_url: text, destination_url: 'https://a.example/' });
    expect([link.host, link.body['slug']]).toEqual([host, slug]);
  });

  test('gives way to columns of its own', () => {
    const link = linkOf({ short_url: 'https://go.example.com/x', slug: 'y', domain: 's.example' });
    expect([link.host, link.body['slug']]).toEqual(['s.example', 'y']);
  });
});

describe('the text of a cell', () => {
  test.each([
    ['true', true],
    ['No', false],
    ['1', true],
    ['maybe', 'maybe'],
  ])('%s is %s', (text, value) => {
    expect(linkOf({ archived: text }).body['archived']).toBe(value);
  });

  test.each([
    ['2026-01-02', '2026-01-02T00:00:00Z'],
    ['2026-01-02 03:04', '2026-01-02T03:04Z'],
    ['2026-01-02T03:04:05.678', '2026-01-02T03:04:05.678Z'],
    ['2026-01-02T03:04:05+02:00', '2026-01-02T03:04:05+02:00'],
    ['tomorrow', 'tomorrow'],
  ])('%s is the time %s', (text, value) => {
    expect(linkOf({ expires_at: text }).body['expires_at']).toBe(value);
  });

  test('is read as JSON, as a number, as single UTM values; what can’t be stays text', () => {
    expect(linkOf({ utm: '{"source":"x"}', routing_rules: '[{', max_clicks: '10', redirect_type: '3x' }).body).toEqual({
      utm: { source: 'x' },
      routing_rules: '[{',
      max_clicks: 10,
      redirect_type: '3x',
    });
    expect(linkOf({ utm_source: ' x ', utm_term: 'y' }).body['utm']).toEqual({ source: ' x ', term: 'y' });
  });

  test('keeps a title as it is, but for its line breaks', () => {
    expect(linkOf({ title: ' a\r\nb\nc\rd ' }).body['title']).toBe(' a b c d ');
  });
});
