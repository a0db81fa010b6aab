import { once } from 'node:events';
import { createServer, get, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import type { Response } from 'express';
import { EventStreams } from '../../../src/common/http/event-streams.js';

test('a stream for somebody who has gone already ends at once', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = get({ port: (server.address() as AddressInfo).port }).on('error', () => undefined);
  const [request, response] = (await once(server, 'request')) as [unknown, ServerResponse];
  client.destroy();
  await once(response, 'close');
  Object.assign(response, { req: request, set: () => undefined });
  let isStopped: boolean | undefined;
  async function* events(stop: AbortSignal): AsyncGenerator<string> {
    await Promise.resolve();
    isStopped = stop.aborted;
    yield* [];
  }
  await new EventStreams().send(response as Response, 'organization', events);
  expect(isStopped).toBe(true);
  server.close();
});
