import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { CompiledProgram } from './compiled-program.js';

export interface CommandOutcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The command line, as processes with an environment of their own. */
export class CommandLine {
  private constructor(
    private readonly program: CompiledProgram,
    private readonly environment: Record<string, string>,
  ) {}

  static async make(environment: Record<string, string>): Promise<CommandLine> {
    return new CommandLine(await CompiledProgram.make(), environment);
  }

  /** Sends `input` and waits for the end. */
  async run(args: readonly string[], input = '', more: Record<string, string> = {}): Promise<CommandOutcome> {
    const child = spawn(process.execPath, [this.program.cli, ...args], {
      cwd: '/',
      env: { PATH: process.env['PATH'], ...this.environment, ...more },
    });
    child.stdin.end(input);
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    return { code: child.exitCode, stdout, stderr };
  }

  remove(): Promise<void> {
    return this.program.remove();
  }
}
