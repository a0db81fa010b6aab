import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs one of the project's programs from its sources, with an environment that holds nothing else of ours. */
export function launch(program: string, args: readonly string[], environment: Record<string, string>): ChildProcess {
  const { PATH = '', HOME = '' } = process.env;
  return spawn(process.execPath, ['--import', '@swc-node/register/esm-register', program, ...args], {
    env: { PATH, HOME, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** Gives `input` to the command line and waits for its end. */
export async function command(
  args: readonly string[],
  environment: Record<string, string>,
  input = '',
): Promise<Outcome> {
  const child = launch('src/cli.ts', args, environment);
  child.stdin?.end(input);
  const [stdout, stderr] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, 'close')]);
  return { code: child.exitCode, stdout, stderr };
}
