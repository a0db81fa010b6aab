import { once } from 'node:events';
import { get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import express, { type NextFunction, type Request, type Response } from 'express';
import { sendDownload } from '../../../src/common/http/send-download.js';

let server: Server;
let failures: unknown[];

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function visit(parts: () => AsyncGenerator<string>): Promise<IncomingMessage> {
  failures = [];
  const app = express();
  app.get('/', (_request, response, next) => {
    sendDownload(response, 'a.csv', 'text/csv', parts()).catch(next);
  });
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    failures.push(error);
    if (!response.headersSent) response.status(500).end('failed');
  });
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const [answer] = await once(get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' }), 'response');
  return answer as IncomingMessage;
}

async function textOf(answer: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of answer) text += String(chunk);
  return text;
}

test('all parts go out, as an attachment', async () => {
  const answer = await visit(async function* () {
    yield 'one,';
    yield await Promise.resolve('two');
  });
  expect(answer.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename=a.csv',
  });
  expect(await textOf(answer)).toBe('one,two');
  expect(failures).toEqual([]);
});

test('a failure before the first part is answered', async () => {
  const answer = await visit(async function* () {
    await Promise.reject(new Error('early'));
  });
  expect([answer.statusCode, await textOf(answer)]).toEqual([500, 'failed']);
});

test('a later failure cuts the connection, so that a piece is not taken for the whole', async () => {
  const answer = await visit(async function* () {
    yield 'one,';
    await Promise.reject(new Error('late'));
  });
  await expect(textOf(answer)).rejects.toThrow('aborted');
  expect(failures).toEqual([new Error('late')]);
});

test('nothing more is read for a client that has gone, and that is no failure', async () => {
  let isOver: (() => void) | undefined;
  const over = new Promise<void>((resolve) => (isOver = resolve));
  const answer = await visit(async function* () {
    try {
      for (;;) yield await Promise.resolve('x'.repeat(100_000));
    } finally {
      isOver?.();
    }
  });
  answer.destroy();
  await over;
  expect(failures).toEqual([]);
});
