import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../src/database/embedded/free-port.js';
import { freeze } from './freeze.js';

/** Not on everybody's path. */
const NAMED = '/usr/sbin/named';

/** A DNS server of its own, BIND from Debian's package, which answers on loopback for the zone `example` alone. */
export class DebianBind {
  private serial = 1;
  private process: ChildProcess | undefined;
  private ended: Promise<boolean> = Promise.resolve(true);
  private output = '';

  private constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {}

  static isInstalled(): boolean {
    return existsSync(NAMED);
  }

  /** `records` as lines of a zone file, below `example.` */
  static async start(records: readonly string[]): Promise<DebianBind> {
    const bind = new DebianBind(await mkdtemp(join(tmpdir(), 'trimlink-bind-')), await freePort());
    await bind.writeZone(records);
    await bind.run();
    return bind;
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** Resolves once it answers with them. */
  async change(records: readonly string[]): Promise<void> {
    this.serial += 1;
    await this.writeZone(records);
    this.process?.kill('SIGHUP');
    await this.said(`zone example/IN: loaded serial ${this.serial}`);
  }

  /** It is there but answers nothing. */
  async hang(): Promise<void> {
    if (this.process) await freeze(this.process);
  }

  wakeUp(): void {
    this.process?.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    this.process?.kill('SIGKILL');
    await this.ended;
    await rm(this.folder, { recursive: true, force: true });
  }

  private async run(): Promise<void> {
    const configuration = `
      options {
        directory "${this.folder}";
        pid-file none;
        session-keyfile "${this.folder}/session.key";
        listen-on port ${this.port} { 127.0.0.1; };
        listen-on-v6 { none; };
        recursion no;
        notify no;
      };
      controls { };
      zone "example" { type primary; file "${this.folder}/example.zone"; };`;
    await writeFile(join(this.folder, 'named.conf'), configuration);
    this.process = spawn(NAMED, ['-g', '-n', '1', '-c', join(this.folder, 'named.conf')], {
      cwd: this.folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.ended = once(this.process, 'close').then(() => true);
    this.process.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    await this.said('all zones loaded');
  }

  private async said(text: string): Promise<void> {
    while (!this.output.includes(text)) {
      const more = once(this.process!.stderr!, 'data').then(() => false);
      if (await Promise.race([more, this.ended])) throw new Error(`BIND did not say "${text}": ${this.output}`);
    }
  }

  private async writeZone(records: readonly string[]): Promise<void> {
    const frame = [
      '$TTL 0',
      `@ IN SOA ns.example. hostmaster.example. ${this.serial} 3600 600 86400 0`,
      '@ IN NS ns.example.',
      'ns IN A 127.0.0.1',
    ];
    await writeFile(join(this.folder, 'example.zone'), `${[...frame, ...records].join('\n')}\n`);
  }
}
