import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../src/database/embedded/free-port.js';
import { ROOT } from './project-files.js';

/** Caddy from Debian's package with our deploy/Caddyfile, certificates from an authority of its own, on free ports. */
export class DebianCaddy {
  private output = '';

  private constructor(
    private readonly folder: string,
    private readonly process: ChildProcess,
    readonly httpPort: number,
    readonly httpsPort: number,
  ) {
    process.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  static isInstalled(): boolean {
    return spawnSync('caddy', ['version']).status === 0;
  }

  /** Before the server at `upstream`. */
  static async start(upstream: string): Promise<DebianCaddy> {
    const folder = await mkdtemp(join(tmpdir(), 'trimlink-caddy-'));
    const [httpPort, httpsPort] = [await freePort(), await freePort()];
    const options = [
      'admin off',
      'local_certs',
      // This machine is not to trust that authority.
      'skip_install_trust',
      `http_port ${httpPort}`,
      `https_port ${httpsPort}`,
      `storage file_system ${folder}`,
    ];
    const process_ = spawn('caddy', ['run', '--adapter', 'caddyfile', '--config', join(ROOT, 'deploy/Caddyfile')], {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        TRIMLINK: upstream,
        CADDY_GLOBAL_OPTIONS: options.join('\n'),
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const caddy = new DebianCaddy(folder, process_, httpPort, httpsPort);
    await caddy.ready();
    return caddy;
  }

  async stop(): Promise<void> {
    const closed = once(this.process, 'close');
    this.process.kill('SIGKILL');
    await closed;
    await rm(this.folder, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    const ended = once(this.process, 'close').then(() => true);
    while (!this.output.includes('serving initial configuration')) {
      const more = once(this.process.stderr!, 'data').then(() => false);
      if (await Promise.race([more, ended])) throw new Error(`Caddy did not start: ${this.output}`);
    }
  }
}
