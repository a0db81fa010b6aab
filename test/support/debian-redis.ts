import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../../src/database/embedded/free-port.js';
import { freeze } from './freeze.js';

/** A Redis of its own, from Debian's package, for the time of a test. It keeps nothing on disk. */
export class DebianRedis {
  private process: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly options: readonly string[],
  ) {}

  static isInstalled(): boolean {
    return spawnSync('redis-server', ['--version']).status === 0;
  }

  /** For one that is not there yet: it has an address but does not run. */
  static async settle(...options: string[]): Promise<DebianRedis> {
    return new DebianRedis(await freePort(), options);
  }

  static async start(...options: string[]): Promise<DebianRedis> {
    const redis = await DebianRedis.settle(...options);
    await redis.run();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Resolves once it answers. */
  async run(): Promise<void> {
    const place = ['--bind', '127.0.0.1', '--port', String(this.port), '--save', '', '--appendonly', 'no'];
    const process = spawn('redis-server', [...place, ...this.options], {
      cwd: '/',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.process = process;
    let output = '';
    process.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    while (!output.includes('Ready to accept connections')) {
      const ended = await Promise.race([
        once(process.stdout, 'data').then(() => false),
        once(process, 'close').then(() => true),
      ]);
      if (ended) throw new Error(`Redis did not start: ${output}`);
    }
  }

  /** It stays there but answers nothing any more, as one that is overwhelmed. */
  async hang(): Promise<void> {
    if (this.process) await freeze(this.process);
  }

  wakeUp(): void {
    this.process?.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    const { process } = this;
    this.process = undefined;
    if (!process) return;
    const closed = once(process, 'close');
    process.kill('SIGKILL');
    await closed;
  }
}
