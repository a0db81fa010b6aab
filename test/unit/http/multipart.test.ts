import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import type { Request } from 'express';
import { readMultipart } from '../../../src/common/http/multipart.js';

const KIB = 1024;
const END = '--x--\r\n';
const part = (disposition: string, content: string): string =>
  `--x\r\nContent-Disposition: form-data${disposition}\r\n\r\n${content}\r\n`;
const field = (name: string, content: string): string => part(`; name="${name}"`, content);
const file = (name: string): string => part(`; name="file"; filename="${name}"`, 'url');

/** A body that comes in chunks, of which nobody knows how many there will be. */
function bodyOf(text: string): Request {
  const headers = { 'content-type': 'multipart/form-data; boundary=x', 'transfer-encoding': 'chunked' };
  const chunks = Array.from({ length: Math.ceil(text.length / KIB) }, (_, n) =>
    Buffer.from(text.slice(n * KIB, (n + 1) * KIB), 'latin1'),
  );
  return Object.assign(Readable.from(chunks), { headers, complete: true }) as unknown as Request;
}

async function read(text: string) {
  const names: (string | null)[] = [];
  const fields = await readMultipart(bodyOf(text), { fileBytes: 10 * KIB }, async ({ name, content }) => {
    names.push(name);
    for await (const _ of content);
  });
  return { fields, names };
}

describe('multipart/form-data', () => {
  test('brings files, with a name or without, and fields', async () => {
    const nameless =
      '--x\r\nContent-Disposition: form-data; name="b"\r\nContent-Type: application/octet-stream\r\n\r\n1\r\n';
    const unchosen = part('; name="c"; filename=""', '');
    expect(await read(field('a', '1') + file('links.csv') + nameless + unchosen + END)).toEqual({
      fields: { a: '1' },
      names: ['links.csv', null, null],
    });
  });

  test.each([
    ['more in all than it may hold', `${'x'.repeat(1100 * KIB)}\r\n${field('a', '')}${END}`],
    ['one file that is too large', part('; name="file"; filename="a"', 'x'.repeat(11 * KIB)) + END],
    [
      'fields that are too large together',
      field('a', 'x'.repeat(600 * KIB)) + field('b', 'x'.repeat(424 * KIB + 1)) + END,
    ],
  ])('is 413 for %s', async (_what, text) => {
    await expect(read(text)).rejects.toMatchObject({ status: 413, headers: { Connection: 'close' } });
  });

  test.each([
    ['of more than 255 characters', 'x'.repeat(256)],
    ['with null bytes', 'a\0b'],
  ])('is 422 for a file with a name %s', async (_what, name) => {
    await expect(read(file(name) + END)).rejects.toMatchObject({ errors: { file: [expect.stringMatching(/name/)] } });
  });

  test.each([
    ['a field without a name', part('', 'x') + END],
    ['a file without one', part('; filename="a"', 'x') + END],
    ['many parts', Array.from({ length: 51 }, (_, n) => field(`a${n}`, '')).join('') + END],
    ['a body that ends early', field('a', '1')],
  ])('is 400 for %s', async (_what, text) => {
    await expect(read(text)).rejects.toMatchObject({ kind: 'bad_request' });
  });
});
