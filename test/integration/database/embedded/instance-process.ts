import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

interface Message {
  url?: string;
  error?: string;
  message?: string;
  notice?: string;
}

/** A Node process of its own that runs an embedded server, to be killed. */
export class InstanceProcess {
  readonly notices: string[] = [];
  errorOutput = '';
  private readonly child: ChildProcess;
  private readonly outcome: Promise<Message>;

  constructor(dataDir: string, uid?: number) {
    const script = join(import.meta.dirname, 'server-fixture.ts');
    const user = uid === undefined ? [] : [String(uid)];
    const args = ['--import', '@swc-node/register/esm-register', script, dataDir, ...user];
    const child = spawn(process.execPath, args, { detached: true });
    this.child = child;
    child.stderr.on('data', (chunk: Buffer) => (this.errorOutput += chunk.toString()));
    this.outcome = this.readOutcome(child);
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** The address it serves at. */
  async url(): Promise<string> {
    const { url, message } = await this.outcome;
    if (url === undefined) throw new Error(`It did not start: ${message ?? this.errorOutput}`);
    return url;
  }

  /** Why it did not start. */
  async refusal(): Promise<Message> {
    return this.outcome;
  }

  async stop(): Promise<void> {
    this.child.stdin?.end();
    await this.ended();
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended();
  }

  /** What Ctrl-C at a terminal does: the signal goes to the whole process group. */
  async interrupt(): Promise<void> {
    process.kill(-this.pid, 'SIGINT');
    await this.ended();
  }

  async fail(): Promise<void> {
    this.child.stdin?.write('fail');
    await this.ended();
  }

  private async ended(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
  }

  private async readOutcome(child: ChildProcess): Promise<Message> {
    for await (const line of createInterface({ input: child.stdout! })) {
      const message = JSON.parse(line) as Message;
      if (message.notice === undefined) return message;
      this.notices.push(message.notice);
    }
    return { message: this.errorOutput };
  }
}
