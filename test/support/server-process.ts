import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../../src/database/embedded/free-port.js';
import { CompiledProgram } from './compiled-program.js';

export const NOBODY = 65_534;

/** Whether this clone is open to others. */
export const canOthersRead = (): boolean =>
  spawnSync('test', ['-r', import.meta.filename], { uid: NOBODY, gid: NOBODY, cwd: '/' }).status === 0;

export interface Outcome {
  status: number | null;
  output: string;
  errorOutput: string;
}

interface Start {
  environment: Record<string, string>;
  /** To run it as another user. */
  uid?: number;
}

/** Starts the whole program, as a process of its own with an environment of its own, and ends what it has started. */
export class ServerProcesses {
  private readonly started: ServerProcess[] = [];
  private program: Promise<CompiledProgram> | undefined;

  async start({ environment, uid }: Start): Promise<ServerProcess> {
    this.program ??= CompiledProgram.make();
    const { main } = await this.program;
    const port = Number(environment['PORT'] ?? (await freePort()));
    const child = spawn(process.execPath, [main], {
      cwd: '/',
      env: { PATH: process.env['PATH'], PORT: String(port), LOG_LEVEL: 'warn', ...environment },
      ...(uid !== undefined && { uid, gid: uid }),
    });
    const server = new ServerProcess(child, port);
    this.started.push(server);
    return server;
  }

  /** For one that does not start. */
  async outcomeOf(start: Start): Promise<Outcome> {
    return (await this.start(start)).ended();
  }

  async killAll(): Promise<void> {
    await Promise.all(this.started.splice(0).map((server) => server.kill()));
  }

  async remove(): Promise<void> {
    await this.killAll();
    await (await this.program)?.remove();
  }
}

export class ServerProcess {
  readonly url: string;
  output = '';
  errorOutput = '';
  private readonly exit: Promise<unknown>;

  constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {
    this.url = `http://localhost:${port}`;
    child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.errorOutput += chunk.toString()));
    // `close` and not `exit`: only then has all output been read.
    this.exit = once(child, 'close');
  }

  /** Resolves when it has said so. */
  async ready(): Promise<this> {
    while (!this.output.includes('Try next')) {
      const hasEnded = await Promise.race([once(this.child.stdout!, 'data').then(() => false), this.exit]);
      if (hasEnded) throw new Error(`It did not start: ${this.output}${this.errorOutput}`);
    }
    return this;
  }

  get pid(): number {
    return this.child.pid!;
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  async ended(): Promise<Outcome> {
    await this.exit;
    return { status: this.child.exitCode, output: this.output, errorOutput: this.errorOutput };
  }

  /** Sends the signal and measures how long it takes to stop. */
  async stop(name: NodeJS.Signals = 'SIGTERM'): Promise<Outcome & { milliseconds: number }> {
    const begun = performance.now();
    this.signal(name);
    const outcome = await this.ended();
    return { ...outcome, milliseconds: performance.now() - begun };
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.exit;
  }
}
