import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { firstLine } from '../../../src/cli/password-input.js';

const sent = (...chunks: (string | Buffer)[]) => firstLine(Readable.from(chunks, { objectMode: false }));

describe('a password by standard input', () => {
  test.each([
    ['only one line', ['secret words'], 'secret words'],
    ['a line end', ['secret words\n'], 'secret words'],
    ['a line end of Windows', ['secret words\r\n'], 'secret words'],
    ['more lines', ['secret words\nsomething else\n'], 'secret words'],
    ['outer spaces, which belong to it', ['  secret \n'], '  secret '],
    ['several chunks', ['sec', 'ret\nx'], 'secret'],
    ['a character cut in two', [Buffer.from([0x70, 0xc3]), Buffer.from([0xa4, 0x0a])], 'pä'],
  ])('has %s', async (_, chunks, password) => {
    expect(await sent(...chunks)).toBe(password);
  });

  test('is missed when the first line is empty', async () => {
    await expect(sent('')).rejects.toThrow('standard input');
    await expect(sent('\nsecret\n')).rejects.toThrow('standard input');
  });

  test('does not wait for the end of the input', async () => {
    const input = new Readable({ read: () => undefined });
    input.push('secret words\n');
    expect(await firstLine(input)).toBe('secret words');
  });
});
