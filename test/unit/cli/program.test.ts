import { expect, test } from '@jest/globals';
import type { Command } from 'commander';
import { createProgram } from '../../../src/cli/program.js';

/** What it writes to standard error instead of running. */
async function complaintOf(...args: string[]): Promise<string> {
  let written = '';
  const program = createProgram();
  const tame = (command: Command): Command =>
    command.exitOverride().configureOutput({ writeErr: (text) => (written += text) });
  tame(program).commands.forEach(tame);
  await expect(program.parseAsync(args, { from: 'user' })).rejects.toThrow();
  return written;
}

const OWNER = ['create-owner', '--email', 'kim@example.com', '--name', 'Kim'];
const PLAN = ['set-plan', '--email', 'kim@example.com', '--plan', 'enterprise'];

test.each([
  [OWNER, "required option '--organization <name>' not specified"],
  [['reset-password'], "required option '--email <address>' not specified"],
  [['set-plan', '--email', 'kim@example.com'], "required option '--plan <plan>' not specified"],
  [[...OWNER, '--organization', 'Kim & Co', '--password', 'secret'], "unknown option '--password'"],
  [['migrate', 'now'], 'too many arguments'],
  [[...PLAN, '--requests-per-minute', '-1'], "'--requests-per-minute <number>' argument '-1' is invalid."],
  [[...PLAN, '--requests-per-minute', '1e3'], 'It must be a whole number from 1 to 1000000.'],
  [['explode'], "unknown command 'explode'"],
])('%j is refused before anything runs, with the help', async (args, fault) => {
  const complaint = await complaintOf(...args);
  expect(complaint).toContain(fault);
  expect(complaint).toContain('Usage: npm run cli --');
});
