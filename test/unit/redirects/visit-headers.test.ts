import { once } from 'node:events';
import { createServer } from 'node:http';
import { AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { visitHeadersOf } from '../../../src/modules/redirects/presentation/visit-headers.js';

const NODE_NAME = {
  host: 'host',
  userAgent: 'user-agent',
  referrer: 'referer',
  language: 'accept-language',
  secPurpose: 'sec-purpose',
  purpose: 'purpose',
  mozillaPurpose: 'x-moz',
  doNotTrack: 'dnt',
  privacyControl: 'sec-gpc',
  requestId: 'x-request-id',
} as const;

const inAnyCase = (name: string): fc.Arbitrary<string> =>
  fc.constantFrom(
    name,
    name.toUpperCase(),
    name.replace(/(?<=^|-)./g, (first) => first.toUpperCase()),
  );
const anyName = fc
  .constantFrom(...Object.values(NODE_NAME), 'accept', 'accept-encoding', 'sec-fetch-site')
  .chain(inAnyCase);

const server = createServer({ requireHostHeader: false }, (request, response) => {
  const expected = Object.entries(NODE_NAME).map(([name, nodeName]) => [name, request.headers[nodeName]]);
  response.end(JSON.stringify([visitHeadersOf(request), Object.fromEntries(expected)]));
});

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => {
  server.close();
});

test('a visit’s headers are what Node makes of them, however often and in whatever case they come', async () => {
  const { port } = server.address() as AddressInfo;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(anyName, fc.constantFrom('', '1', 'a, b', 'x'))), async (sent) => {
      const lines = sent.map(([name, value]) => `${name}: ${value}\r\n`).join('');
      const answer = await text(connect(port, '127.0.0.1').end(`GET / HTTP/1.0\r\n${lines}\r\n`));
      const [ours, nodes] = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as unknown[];
      expect(ours).toEqual(nodes);
    }),
  );
});
