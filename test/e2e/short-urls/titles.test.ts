import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { DestinationPolicy, DnsLookup, TitleReader } from '../../../src/index.js';
import { HttpTitleReader } from '../../../src/modules/short-urls/infrastructure/http-title-reader.js';
import { FakeDnsLookup } from '../../fakes/fake-dns-lookup.js';
import { generateToken, registerOwner, startApp, TestApp, upgrade } from '../../support/app.js';
import { LINKS } from '../../support/links.js';

let app: TestApp;
let token: string;
let pages: Server;
let origin: string;
/** Paths that were asked for, in order. */
let read: string[] = [];
const dns = new FakeDnsLookup();

/** As in production, but that this machine's own pages may be read by one name. */
const titles = {
  provide: TitleReader,
  inject: [DestinationPolicy],
  useFactory: (destinations: DestinationPolicy) =>
    new HttpTitleReader(destinations, dns, (address) => address === '127.0.0.1'),
};

beforeAll(async () => {
  pages = createServer(({ url = '' }, response) => {
    read.push(url);
    if (url === '/silent') return;
    if (url === '/short-link') response.writeHead(302, { Location: 'http://localhost:3000/app' });
    else response.writeHead(url === '/missing' ? 404 : 200, { 'Content-Type': 'text/html' });
    response.end(`<title> Harbour &amp;\n Bikes ${url}</title>`);
  });
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
  origin = `http://page.example:${(pages.address() as AddressInfo).port}`;
  dns.set('A', 'page.example', '127.0.0.1');
  dns.set('A', 'inside.example', '10.0.0.1');
  app = await startApp({ extensions: { providers: [titles, { provide: DnsLookup, useValue: dns }] } });
  const owner = await registerOwner(app.server);
  await upgrade(app, owner);
  token = await generateToken(owner);
});
afterAll(async () => {
  await app.close();
  pages.closeAllConnections();
  pages.close();
});

const send = (method: 'post' | 'patch' | 'put', path: string, body: object) =>
  request(app.server)
    [method](LINKS + path)
    .set('Authorization', `Bearer ${token}`)
    .send(body);
const create = (body: object) => send('post', '', { destination_url: `${origin}/page`, ...body }).expect(201);

describe('fetch_title', () => {
  test('takes the title from the destination', async () => {
    const { body } = await create({ fetch_title: true });
    expect(body.data.title).toBe('Harbour & Bikes /page');
    expect(body.data).not.toHaveProperty('fetch_title');
  });

  test.each([
    [{ title: 'Own', fetch_title: true }, 'Own'],
    [{ title: '', fetch_title: true }, ''],
    [{ fetch_title: false }, null],
    [{ fetch_title: null }, null],
    [{}, null],
  ])('%j reads nothing', async (fields, title) => {
    read = [];
    expect((await create(fields)).body.data.title).toBe(title);
    expect(read).toEqual([]);
  });

  test.each(['/missing', '/silent', '/short-link'])('%s hinders nothing', async (path) => {
    const { body } = await create({ destination_url: origin + path, fetch_title: true, title: null });
    expect(body.data.title).toBeNull();
  });

  test.each(['http://inside.example/', 'http://127.0.0.1:1/', 'http://[::1]/', 'http://unknown.example/'])(
    '%s is made without being called on',
    async (destination_url) => {
      expect((await create({ destination_url, fetch_title: true })).body.data.title).toBeNull();
    },
  );

  test('is a field of creation only, and true or false', async () => {
    const { id } = (await create({})).body.data as { id: string };
    for (const answer of [
      await send('patch', `/${id}`, { fetch_title: true }).expect(422),
      await send('put', '/by-external-id/a', { destination_url: `${origin}/page`, fetch_title: true }).expect(422),
      await send('post', '', { destination_url: `${origin}/page`, fetch_title: 'yes' }).expect(422),
    ]) {
      expect(Object.keys(answer.body.errors)).toEqual(['fetch_title']);
    }
  });

  test('what is refused anyway is not made for its title', async () => {
    const { body } = await send('post', '', { destination_url: 'ftp://x', fetch_title: true }).expect(422);
    expect(Object.keys(body.errors)).toEqual(['destination_url']);
  });
});

test('many are read side by side, each once, and one that can’t be read keeps none back', async () => {
  read = [];
  const paths = ['/a', '/b', '/a', '/silent', '/silent', ...Array.from({ length: 30 }, (_, index) => `/${index}`)];
  const items = paths.map((path) => ({ destination_url: origin + path, fetch_title: true }));
  const { body } = await send('post', '/bulk', { items: [...items, { destination_url: `${origin}/c` }] }).expect(200);
  const found = body.data.map(({ data }: { data: { title: unknown } }) => data.title);
  expect(found).toEqual([...paths.map((path) => (path === '/silent' ? null : `Harbour & Bikes ${path}`)), null]);
  expect(read.sort()).toEqual([...new Set(paths)].sort());
});
