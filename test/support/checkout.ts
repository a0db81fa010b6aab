import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { read, ROOT } from './project-files.js';

interface Surroundings {
  environment?: Record<string, string>;
  /** By standard input. */
  input?: string;
}

/** A folder with files of the project in which commands are run as a person would run them. */
export class Checkout {
  private constructor(readonly folder: string) {}

  static async empty(): Promise<Checkout> {
    const folder = await mkdtemp(join(tmpdir(), 'trimlink-checkout-'));
    // As root, PostgreSQL runs as another user, who has to get in.
    await chmod(folder, 0o755);
    return new Checkout(folder);
  }

  /** What Docker is sent to build from. */
  static async dockerContext(): Promise<Checkout> {
    const checkout = await Checkout.empty();
    const ignored = read('.dockerignore').split('\n');
    const names = (await readdir(ROOT)).filter((name) => !ignored.includes(name));
    await checkout.take(ROOT, names);
    return checkout;
  }

  async take(folder: string, names: readonly string[]): Promise<void> {
    for (const name of names) await cp(join(folder, name), join(this.folder, name), { recursive: true });
  }

  /** In a process group of its own, which `interrupt` ends as Ctrl-C does. */
  spawn(command: string, args: readonly string[], environment: Record<string, string> = {}): ChildProcess {
    const env = { ...ownEnvironment(), npm_config_prefer_offline: 'true', ...environment };
    return spawn(command, args, { cwd: this.folder, env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  }

  /** The standard output of a shell that has run `script`. @throws with all that it said when it failed */
  async run(script: string, { environment, input = '' }: Surroundings = {}): Promise<string> {
    const shell = this.spawn('sh', ['-euc', script], environment);
    shell.stdin?.end(input);
    const [output, errors] = await Promise.all([text(shell.stdout!), text(shell.stderr!), once(shell, 'close')]);
    if (shell.exitCode !== 0) throw new Error(`${script}\nended with ${shell.exitCode}:\n${output}\n${errors}`);
    return output;
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** As Ctrl-C does, also with what the process has started. */
export async function interrupt(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  process.kill(-child.pid!, 'SIGINT');
  await once(child, 'close');
}

/** Without what Jest, npm and this project's tests have put into it. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const ours = /^(NODE_ENV|NODE_OPTIONS|TEST_DATABASE_URL|JEST_.*|npm_(?!config_).*|INIT_CWD)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}
