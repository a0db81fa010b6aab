import { createServer, IncomingHttpHeaders, RequestListener, Server } from 'node:http';
import { AddressInfo, createServer as createSocketServer, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ValidationError } from '../../../../src/common/domain/errors.js';
import { DestinationPolicy } from '../../../../src/modules/short-urls/domain/destination-policy.js';
import { DestinationUrl } from '../../../../src/modules/short-urls/domain/destination-url.js';
import { HttpTitleReader } from '../../../../src/modules/short-urls/infrastructure/http-title-reader.js';
import { FakeDnsLookup } from '../../../fakes/fake-dns-lookup.js';

class AnyDestination extends DestinationPolicy {
  override accept(text: string, field: string): Promise<DestinationUrl> {
    const url = DestinationUrl.parse(text);
    if (typeof url === 'string' || url.host.startsWith('own.')) throw ValidationError.on(field, 'refused');
    return Promise.resolve(url);
  }
}

const PAGE = '<title>Harbour</title></head>';
const html =
  (body: string | Buffer, headers = {}): RequestListener =>
  (_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html', ...headers }).end(body);
  };
const to =
  (location: string): RequestListener =>
  (_, response) => {
    response.writeHead(302, { Location: location }).end();
  };
const endless =
  (first: string): RequestListener =>
  (_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' });
    const send = (): void => {
      if (response.write(first || ' '.repeat(65_536))) setImmediate(send);
    };
    response.on('drain', send).on('close', () => response.destroy());
    send();
  };
let asked: IncomingHttpHeaders[] = [];
let paths: string[] = [];

const PATHS: Record<string, RequestListener> = {
  '/page': html(PAGE),
  '/relative': to('/page'),
  '/two': to('/relative'),
  '/three': to('two'),
  '/four': to('/three'),
  '/loop': to('/loop'),
  '/to-private': to('http://10.0.0.1/page'),
  '/to-metadata': to('http://0xa9fea9fe/page'),
  '/to-private-name': to('http://inside.example/page'),
  '/to-own': to('http://own.example/page'),
  '/to-file': to('file:///etc/passwd'),
  '/to-nowhere': to('http://'),
  '/gzip': html(gzipSync(PAGE), { 'Content-Encoding': 'gzip' }),
  '/half-gzip': html(gzipSync(PAGE + 'x'.repeat(9)).subarray(0, -12), { 'Content-Encoding': 'gzip' }),
  '/brotli': html('?', { 'Content-Encoding': 'br' }),
  '/bomb': html(gzipSync(Buffer.alloc(300_000_000, ' ')), { 'Content-Encoding': 'gzip' }),
  '/late': html(' '.repeat(524_288) + PAGE),
  '/image': html(PAGE, { 'Content-Type': 'image/png' }),
  '/untyped': (_, response) => response.end(PAGE),
  '/xhtml': html(PAGE, { 'Content-Type': 'application/xhtml+xml; charset=utf-8' }),
  '/japanese': html(Buffer.from('<title>\x83\x65</title>', 'latin1'), {
    'Content-Type': 'text/html;charset="Shift_JIS"',
  }),
  '/error': (_, response) => response.writeHead(404, { 'Content-Type': 'text/html' }).end(PAGE),
  '/cookies': html(PAGE, { 'Set-Cookie': 'a=b' }),
  '/silent': () => undefined,
  '/endless': endless(''),
  '/trickle': (_, response) =>
    void response.writeHead(200, { 'Content-Type': 'text/html' }).write('<title>Trickle</title>'),
  '/endless-body': endless('<title>Body</title><body>'),
  '/reset': (_, response) => response.socket?.destroy(),
};

let server: Server;
let port: number;
const dns = new FakeDnsLookup();
const isAllowed = (address: string): boolean => address === '127.0.0.1';
const reader = new HttpTitleReader(new AnyDestination(), dns, isAllowed);
const read = (path: string, signal = AbortSignal.timeout(10_000)) =>
  reader.read(`http://page.example:${port}${path}`, signal).catch((error: unknown) => `Error: ${String(error)}`);

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.headers);
    paths.push(request.url ?? '');
    PATHS[request.url ?? '']?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
  dns.set('A', 'page.example', '127.0.0.1');
  dns.set('A', 'inside.example', '10.0.0.1');
  dns.set('A', 'both.example', '127.0.0.1', '10.0.0.1');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('a page’s title', () => {
  test.each([
    ['/page', 'Harbour'],
    ['/relative', 'Harbour'],
    ['/three', 'Harbour'],
    ['/gzip', 'Harbour'],
    ['/half-gzip', 'Harbour'],
    ['/xhtml', 'Harbour'],
    ['/japanese', 'テ'],
    ['/endless-body', 'Body'],
  ])('%s is %s', async (path, title) => {
    expect(await read(path)).toBe(title);
  });

  test.each(['/four', '/loop', '/late', '/bomb', '/endless', '/image', '/untyped', '/error', '/brotli'])(
    '%s has none',
    async (path) => {
      const before = process.memoryUsage().rss;
      expect(await read(path)).toBeUndefined();
      expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
    },
  );

  test.each(['/to-file', '/to-nowhere', '/to-own', '/reset'])('%s can’t be read', async (path) => {
    expect(await read(path)).toMatch(/^Error: /);
  });

  test('is asked for by name, without credentials', async () => {
    asked = [];
    await read('/cookies');
    await read('/cookies');
    expect(asked).toHaveLength(2);
    for (const headers of asked) {
      expect(headers['user-agent']).toMatch(/^Trimlink\//);
      expect(Object.keys(headers).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
    }
  });

  test('has its time, after which what has come counts', async () => {
    expect(await read('/trickle', AbortSignal.timeout(300))).toBe('Trickle');
    expect(await read('/silent', AbortSignal.timeout(100))).toMatch(/^Error: /);
    const start = Date.now();
    expect(await read('/silent')).toMatch(/^Error: /);
    expect(Date.now() - start).toBeLessThan(5_000);
  });

  test('has its time while DNS is asked, too', async () => {
    const silent = new FakeDnsLookup();
    silent.delay = new Promise(() => undefined);
    const signal = AbortSignal.timeout(100);
    const reading = new HttpTitleReader(new AnyDestination(), silent, isAllowed).read('http://page.example/', signal);
    await expect(reading).rejects.toThrow(/timeout/);
  });

  test('without TLS where TLS is asked for, it can’t be read', async () => {
    await expect(reader.read(`https://page.example:${port}/page`, AbortSignal.timeout(5_000))).rejects.toThrow();
  });
});

describe('addresses of our own network', () => {
  test.each(['/to-private', '/to-metadata', '/to-private-name'])(
    'are not called on by a redirect: %s',
    async (path) => {
      expect(await read(path)).toMatch(/not on the public internet/);
    },
  );

  const strict = new HttpTitleReader(new AnyDestination(), dns);

  test.each([
    ...['127.0.0.1', 'page.example', 'both.example', '[::1]', '[::ffff:127.0.0.1]', '[64:ff9b::7f00:1]'],
    ...['[2002:7f00:1::]', 'localhost', 'unknown.example', '0.0.0.0'],
  ])('are not called on: %s', async (host) => {
    paths = [];
    const reading = strict.read(`http://${host}:${port}/page`, AbortSignal.timeout(5_000));
    await expect(reading).rejects.toThrow('not on the public internet');
    expect(paths).toEqual([]);
  });

  test('are not come by between the look at a name and the call', async () => {
    let looks = 0;
    class Rebinding extends FakeDnsLookup {
      override addresses(): Promise<string[]> {
        looks += 1;
        return Promise.resolve(looks === 1 ? ['127.0.0.1'] : ['10.0.0.1']);
      }
    }
    const rebound = new HttpTitleReader(new AnyDestination(), new Rebinding(), isAllowed);
    expect(await rebound.read(`http://rebinding.example:${port}/page`, AbortSignal.timeout(5_000))).toBe('Harbour');
    expect(looks).toBe(1);
  });
});

test('a connection that is accepted and forgotten is given up', async () => {
  const sockets: Socket[] = [];
  const mute = createSocketServer((socket) => sockets.push(socket));
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  const { port: mutePort } = mute.address() as AddressInfo;
  for (const scheme of ['http', 'https']) {
    const reading = reader.read(`${scheme}://page.example:${mutePort}/`, AbortSignal.timeout(200));
    await expect(reading).rejects.toThrow();
  }
  for (const socket of sockets) socket.destroy();
  mute.close();
});
