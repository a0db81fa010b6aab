import { execFileSync, fork, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const SERVER_CORE = '0';
const LOAD_CORE = '1';

const canPin = spawnSync('taskset', ['-c', `${SERVER_CORE},${LOAD_CORE}`, 'true']).status === 0;

/** Moves a process, with all its threads, to one core; what it starts later stays there, too. */
function pin(core: string, pid: number | undefined): void {
  if (canPin) execFileSync('taskset', ['-a', '-c', '-p', core, String(pid)], { stdio: 'ignore' });
}

/** This process asks, from a core of its own. */
export function pinLoad(): void {
  if (!canPin) console.log('taskset is missing or there is one core only: servers and load share what there is.\n');
  pin(LOAD_CORE, process.pid);
}

/** A server in a process of its own, on the servers' core. It ends when this process does. */
export class PinnedServer<Ready> {
  private constructor(
    private readonly child: ChildProcess,
    readonly ready: Ready,
  ) {}

  static async start<Ready>(name: string): Promise<PinnedServer<Ready>> {
    const child = fork(join(import.meta.dirname, `servers/${name}.ts`), {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    pin(SERVER_CORE, child.pid);
    const [ready] = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => Promise.reject(new Error(`${name} did not start`))),
    ])) as [Ready];
    return new PinnedServer(child, ready);
  }

  /** For what it does on request. */
  async order<Answer>(order: string | number): Promise<Answer> {
    this.child.send(order);
    const [answer] = (await once(this.child, 'message')) as [Answer];
    return answer;
  }

  async stop(): Promise<void> {
    const exited = once(this.child, 'exit');
    this.child.disconnect();
    await exited;
  }
}
