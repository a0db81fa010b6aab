import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { ResvgRasterizer } from '../../../src/modules/qr-codes/infrastructure/resvg-rasterizer.js';
import { addMember, generateToken, registerOwner } from '../../support/app.js';
import { FIREFOX, LinkItem, LINKS, Links, SHORT_HOST, startLinks } from '../../support/links.js';
import { png } from '../../support/png.js';
import { scan } from '../../support/qr-reader.js';

let links: Links;
let link: LinkItem;
const rasterizer = new ResvgRasterizer();

beforeAll(async () => {
  links = await startLinks();
  link = await links.create({ slug: 'spring' });
});
afterAll(() => links.app.close());

const pathOf = ({ id }: Pick<LinkItem, 'id'>): string => `${LINKS}/${id}/qr`;
const draw = (query: string, token?: string) => links.call('get', `${pathOf(link)}${query}`, token).buffer(true);
const drawWith = (logo: Buffer, fields: Record<string, string> = {}, query = '') => {
  const call = links.call('post', pathOf(link) + query).buffer(true);
  for (const [name, value] of Object.entries(fields)) void call.field(name, value);
  return call.attach('logo', logo, 'logo.bin');
};
/** Of either format, as somebody with a phone sees it. */
const scanned = async ({ body, type }: request.Response): Promise<string[]> =>
  scan(type === 'image/png' ? (body as Buffer) : await rendered(onPaper(String(body))));
/** Where the picture itself has no background. */
const onPaper = (svg: string): string =>
  svg.includes('<rect') ? svg : svg.replace('<path', '<rect width="100" height="100" fill="#fff"/><path');
const rendered = async (svg: string): Promise<Buffer> => (await rasterizer.draw(svg, 600, 'us'))!;

const svgLogo = (inside: string, attributes = 'width="40" height="20"'): Buffer =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>`);
const LOGO = svgLogo('<rect width="40" height="20" fill="#d00"/><circle cx="20" cy="10" r="8" fill="#fff"/>');
const SCANNED = `http://${SHORT_HOST}/spring?qr=1`;

/** 24 pixels a side, all red. */
const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABh' +
    'Y3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' +
    'AAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAAB' +
    'UAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAA' +
    'AAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9Y' +
    'WVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAM' +
    'ZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBC' +
    'YFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSk' +
    'pKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAYABgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/' +
    'xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFgEBAQEAAAAAAAAAAAAAAAAAAAIF/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQAC' +
    'EQMRAD8AmgIbgAAAAAD/2Q==',
  'base64',
);

describe('the QR code of a link', () => {
  test.each([
    ['', 'image/svg+xml'],
    ['?format=svg&size=100&margin=0&level=L', 'image/svg+xml'],
    ['?format=svg&size=2048&margin=16&level=H', 'image/svg+xml'],
    ['?format=png', 'image/png'],
    ['?format=png&size=82&level=Q', 'image/png'],
    ['?format=png&size=97&margin=2', 'image/png'],
    ['?format=png&size=333&level=L&foreground=123&background=%23ffee99', 'image/png'],
    ['?format=png&size=1021&level=H&foreground=%230A3D91&background=fff', 'image/png'],
    ['?format=png&size=2048&margin=8', 'image/png'],
  ])('%s leads to its short URL, marked as a scan', async (query, type) => {
    const answer = await draw(query).expect(200).expect('Content-Type', type);
    expect(await scanned(answer)).toEqual([SCANNED]);
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; img-src data:; sandbox",
    });
  });

  test('has the size, the colours and the margin that were asked for', async () => {
    const { body } = await draw('?size=200&margin=3&foreground=%23abc&background=FEDCBA').expect(400);
    expect(body.message).toContain('foreground must be darker');
    const svg = String((await draw('?size=200&margin=3&foreground=%23124&background=FEDCBA').expect(200)).body);
    expect(svg).toContain('width="200" height="200" viewBox="0 0 35 35"');
    expect(svg).toContain('<rect width="35" height="35" fill="#fedcba"/><path fill="#112244"');
    expect(svg).toContain('d="M3 3h7v1h-7z');
    const png = (await draw('?format=png&size=321').expect(200)).body as Buffer;
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([321, 321]);
    expect(String((await draw('?background=transparent').expect(200)).body)).not.toContain('<rect');
  });

  test('holds ASCII only, whatever the slug', async () => {
    const { id } = await links.create({ slug: 'Été/😀' });
    const answer = await links.call('get', `${pathOf({ id })}?format=png`).expect(200);
    expect(await scanned(answer)).toEqual([`http://${SHORT_HOST}/%C3%89t%C3%A9/%F0%9F%98%80?qr=1`]);
  });

  test('is refused where the link is too long for the level', async () => {
    const { id } = await links.create({ slug: '😀'.repeat(128) });
    const { body } = await links.call('get', `${pathOf({ id })}?level=H`).expect(400);
    expect(body.message).toBe('level H has no room for a short URL as long as this one');
    await links.call('get', `${pathOf({ id })}?level=L`).expect(200);
  });

  test.each([
    ['format=gif', 'format must be one of'],
    ['size=63', 'size must not be less than 64'],
    ['size=2049', 'size must not be greater than 2048'],
    ['size=1e2', 'size must be an integer'],
    ['size=', 'size must be an integer'],
    ['margin=17', 'margin must not be greater than 16'],
    ['margin=-1', 'margin must'],
    ['foreground=red', 'foreground must be a colour such as #1a2b3c'],
    ['foreground=transparent', 'foreground must be a colour'],
    ['foreground=fff&background=000', 'foreground must be darker than background'],
    ['foreground=eee&background=transparent', 'foreground must be darker than background'],
    ['background=%23ffff', 'background must be a colour such as #1a2b3c, or transparent'],
    ['level=X', 'level must be one of'],
    ['level=L&level=H', 'level must be one of'],
    ['format=png&size=73', 'size must be 74 or more'],
    ['logo=x', 'logo is not a known field'],
    ['colour=red', 'colour is not a known field'],
  ])('?%s is refused', async (query, message) => {
    const { body } = await draw(`?${query}`).expect(400);
    expect(body.code).toBe('bad_query_parameter');
    expect(body.message).toContain(message);
  });

  test('is not sent again to who has it, and changes its tag with the link’s address', async () => {
    const { id } = await links.create({ slug: 'moving' });
    const first = await links.call('get', pathOf({ id })).expect(200);
    const etag = String(first.headers['etag']);
    expect(etag).toMatch(/^"[\w-]{43}"$/);
    expect(first.headers['cache-control']).toBe('private, no-cache');
    expect((await links.call('get', `${pathOf({ id })}?format=png`).expect(200)).headers['etag']).not.toBe(etag);
    const again = await links.call('get', pathOf({ id })).set('If-None-Match', `"x", ${etag}`).expect(304);
    expect([again.text, again.headers['etag']]).toEqual(['', etag]);
    await links.call('patch', `${LINKS}/${id}`).send({ slug: 'moved' }).expect(200);
    await links.call('get', pathOf({ id })).set('If-None-Match', etag).expect(200);
  });

  test('is there for archived links, for HEAD, and for clients that ask for JSON; deleted links have none', async () => {
    const { id } = await links.create();
    await links.call('patch', `${LINKS}/${id}`).send({ archived: true }).expect(200);
    await links.call('get', pathOf({ id })).set('Accept', 'application/json').expect(200);
    await links.call('get', pathOf({ id })).set('Accept', 'text/html').expect(406);
    const head = await request(links.app.server)
      .head(pathOf({ id }))
      .set('Authorization', `Bearer ${links.token}`)
      .expect(200);
    expect(Number(head.headers['content-length'])).toBeGreaterThan(1000);
    await links.call('delete', `${LINKS}/${id}`).expect(204);
    await links.call('get', pathOf({ id })).expect(404);
  });

  test('needs the scope and the permission, and the workspace in reach', async () => {
    const { owner, app } = links;
    const narrow = await generateToken(owner, { scopes: ['domains:read'] });
    expect((await draw('', narrow).expect(403)).body.code).toBe('insufficient_scope');
    expect((await links.call('post', pathOf(link), narrow).expect(403)).body.code).toBe('insufficient_scope');
    const nowhere = await addMember(app.server, owner, { workspace_ids: [] });
    for (const method of ['get', 'post'] as const) {
      const { body } = await nowhere.agent[method](pathOf(link)).expect(403);
      expect(body.message).toContain('links.view');
    }
    await draw('', links.secondToken).expect(404);
    await request(app.server).get(pathOf(link)).expect(401);
    const stranger = await registerOwner(app.server);
    const limited = await draw('', await generateToken(stranger)).expect(404);
    expect(limited.headers['x-ratelimit-limit']).toBe('10');
  });
});

describe('with a logo', () => {
  test.each([
    ['svg', {}],
    ['png', {}],
    ['png', { level: 'H', size: '1000', margin: '1', foreground: '#004400', background: 'ffe' }],
    ['png', { size: '90', margin: '4' }],
    ['svg', { level: 'Q', background: 'transparent' }],
  ])('%s with %j can still be read', async (format, fields) => {
    const answer = await drawWith(LOGO, { format, ...fields }).expect(200);
    expect(await scanned(answer)).toEqual([SCANNED]);
    expect(await scanned(await draw(`?format=${format}`))).toEqual([SCANNED]);
  });

  test('whatever the length of the link', async () => {
    for (const length of [1, 20, 60, 100, 128]) {
      const { id } = await links.create({ slug: 'x'.repeat(length) });
      const answer = await links
        .call('post', pathOf({ id }))
        .field('format', 'png')
        .attach('logo', svgLogo('<rect width="40" height="40"/>', 'width="40" height="40"'), 'l.svg')
        .expect(200);
      expect(await scanned(answer)).toEqual([`http://${SHORT_HOST}/${'x'.repeat(length)}?qr=1`]);
    }
  });

  test('PNG and JPEG are known by what they are, and drawn', async () => {
    for (const logo of [png(30, 30), JPEG]) {
      const svg = String((await drawWith(logo).expect(200)).body);
      expect(svg).toContain('href="data:image/png;base64,');
      expect(await scan(await rendered(svg))).toEqual([SCANNED]);
    }
  });

  test('nothing of an SVG but what it looks like goes on', async () => {
    const wild = svgLogo(`
      <script>alert(1)</script><style>@import url(http://127.0.0.1:1/x.css); .a { fill: #00f }</style>
      <foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="alert(1)"/></foreignObject>
      <image href="http://127.0.0.1:1/x.png" width="9" height="9"/><image href="file:///etc/hostname" width="9" height="9"/>
      <a href="javascript:alert(1)"><rect class="a" width="40" height="20" onclick="alert(1)"/></a>`);
    const svg = String((await drawWith(wild).expect(200)).body);
    const plain = String((await drawWith(svgLogo('<rect width="40" height="20" fill="#00f"/>')).expect(200)).body);
    expect(svg).toBe(plain);
    expect(svg.replace(/base64,[^"]+/, '')).not.toMatch(/script|alert|http:\/\/127|file:|foreign|onload/);
  });

  test.each([
    ['an empty file', Buffer.alloc(0)],
    ['text', Buffer.from('hello')],
    ['a GIF', Buffer.from('GIF89a\x01\0\x01\0')],
    ['HTML around an SVG', Buffer.from(`<html>${LOGO.toString()}</html>`)],
    ['an SVG that shows nothing', svgLogo('')],
    ['an SVG with text', svgLogo('<text y="10">Harbour</text>')],
    ['a broken SVG', svgLogo('<g>')],
    ['half a PNG', png(30, 30).subarray(0, 50)],
    ['half a JPEG', JPEG.subarray(0, 60)],
    ['a billion laughs', Buffer.from(`<!DOCTYPE svg [${laughs('lol')}]>${svgLogo('<desc>&e9;</desc>').toString()}`)],
    [
      'a file of the server',
      Buffer.from(`<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svgLogo('&x;').toString()}`),
    ],
  ])('%s is refused', async (_, logo) => {
    const { body } = await drawWith(logo).expect(422);
    expect(Object.keys(body.errors)).toEqual(['logo']);
  });

  test.each([
    [{ level: 'M' }, 'level', 'level must be Q or H with a logo'],
    [{ format: 'gif' }, 'format', 'format must be one of'],
    [{ size: '10' }, 'size', 'size must not be less than 64'],
    [{ format: 'png', size: '70' }, 'size', 'size must be 74 or more'],
    [{ foreground: 'fff' }, 'foreground', 'foreground must be darker'],
    [{ toString: 'x' }, 'toString', 'toString is not a known field'],
    [{ colour: 'red' }, 'colour', 'colour is not a known field'],
    [{ level: 'Q\0' }, 'level', 'level must not hold null bytes'],
  ])('%j is refused', async (fields, field, message) => {
    const { body } = await drawWith(LOGO, fields).expect(422);
    expect(body.errors[field][0]).toContain(message);
  });

  test('the form is read as strictly as any body', async () => {
    const form = (): request.Test => links.call('post', pathOf(link));
    const json = await form().send({ level: 'Q' }).expect(415);
    expect(json.body.message).toBe('Send the body as multipart/form-data.');
    expect((await form().expect(422)).body.errors).toEqual({ logo: ['logo must be a file'] });
    await form().set('Content-Type', 'multipart/form-data').send('x').expect(400);
    await form().set('Content-Type', 'multipart/form-data; boundary=b').send('--b\r\n').expect(400);
    expect((await form().field('level', 'Q').expect(422)).body.errors).toEqual({ logo: ['logo must be a file'] });
    expect((await form().field('logo', 'x').expect(422)).body.errors).toEqual({ logo: ['logo must be a file'] });
    const twice = await drawWith(LOGO).attach('logo', LOGO, 'again.svg').expect(422);
    expect(twice.body.errors).toEqual({ logo: ['logo is there more than once'] });
    const other = await drawWith(LOGO).attach('other', LOGO, 'other.svg').expect(422);
    expect(other.body.errors).toEqual({ other: ['other is not a known field'] });
    expect((await drawWith(LOGO, {}, '?size=100').expect(400)).body.message).toContain('size');
    await form().send({}).set('Authorization', 'Bearer nonsense').expect(401);
  });

  test('a logo may have 1 MiB, and not a byte more', async () => {
    const padded = (bytes: number): Buffer => Buffer.concat([LOGO, Buffer.alloc(bytes - LOGO.length, ' ')]);
    await drawWith(padded(1_048_576)).expect(200);
    const { body } = await drawWith(padded(1_048_577)).expect(413);
    expect(body.message).toBe('logo is larger than this address takes.');
  });
});

describe('?qr=1', () => {
  const scansOf = async (id: string): Promise<unknown> => {
    await links.app.clicksCounted();
    const [row] = await links.app.database.query(
      'SELECT clicks::int, qr_scans::int AS scans FROM short_url_clicks WHERE id = $1',
      [id],
    );
    return row;
  };

  test('tells scans apart, whether the query is forwarded or not', async () => {
    for (const forward_query of [false, true]) {
      const { id, slug } = await links.create({ forward_query, destination_url: 'https://e.example/?a=1' });
      const expected = 'https://e.example/?a=1';
      expect((await links.visit(`/${slug}?qr=1`).expect(302)).headers['location']).toBe(expected);
      expect((await links.visit(`/${slug}`).expect(302)).headers['location']).toBe(expected);
      const own = forward_query ? `${expected}&qr=2` : expected;
      expect((await links.visit(`/${slug}?qr=2`).expect(302)).headers['location']).toBe(own);
      expect(await scansOf(id)).toEqual({ clicks: 3, scans: 1 });
    }
  });

  test('survives the page that asks for a password, and is seen by routing rules', async () => {
    const { id, slug } = await links.create({
      password: 'harbour',
      routing_rules: [
        {
          conditions: [{ type: 'query', operator: 'equals', key: 'qr', value: '1' }],
          destination_url: 'https://paper.example/',
        },
      ],
    });
    await links.visit(`/${slug}?qr=1`).expect(200);
    const answer = await request(links.app.server)
      .post(`/${slug}?qr=1`)
      .redirects(0)
      .set({ Host: SHORT_HOST, 'User-Agent': FIREFOX })
      .type('form')
      .send({ password: 'harbour' })
      .expect(303);
    expect(answer.headers['location']).toBe('https://paper.example/');
    expect(await scansOf(id)).toEqual({ clicks: 1, scans: 1 });
  });

  test('is not forwarded in a simulation either', async () => {
    const { id } = await links.create({ forward_query: true });
    const { body } = await links
      .call('post', `${LINKS}/${id}/simulate`)
      .send({ visitor: { query: 'qr=1&b=2' } })
      .expect(200);
    expect(body.data.destination_url).toBe('https://example.com/?b=2');
  });
});

/** Each entity is ten of the one before. */
function laughs(word: string): string {
  const entities = Array.from({ length: 9 }, (_, index) => `<!ENTITY e${index + 1} "${`&e${index};`.repeat(10)}">`);
  return `<!ENTITY e0 "${word}">${entities.join('')}`;
}
