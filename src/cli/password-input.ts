import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { StartupError } from '../common/domain/startup-error.js';

/** Passwords are never arguments: other users of the machine see those, and shells keep them. */
export function readPassword(input: NodeJS.ReadStream = process.stdin): Promise<string> {
  return input.isTTY ? promptTwice(input) : firstLine(input);
}

/** As it was sent, but for the end of its line: a password may begin or end with spaces. */
export async function firstLine(input: AsyncIterable<Buffer | string>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) {
    chunks.push(Buffer.from(chunk));
    if (chunk.includes('\n')) break;
  }
  const [line = ''] = Buffer.concat(chunks).toString().split(/\r?\n/, 1);
  if (line === '') throw new StartupError('Send the password by standard input: its first line.');
  return line;
}

async function promptTwice(input: ReadStream): Promise<string> {
  const password = await prompt(input, 'Password: ');
  if ((await prompt(input, 'Once more: ')) !== password) throw new StartupError('The two passwords differ.');
  return password;
}

/** Readline edits the line as usual, but what it would echo goes nowhere. */
async function prompt(input: ReadStream, question: string): Promise<string> {
  const nowhere = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const lines = createInterface({ input, output: nowhere, terminal: true });
  process.stderr.write(question);
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.once('line', resolve);
      lines.once('close', () => {
        reject(new StartupError('Cancelled.'));
      });
    });
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
