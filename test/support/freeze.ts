import type { ChildProcess } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';

/**
 * Resolves once every thread of the process stands still, which Linux' `/proc` tells: when the signal is sent, it is
 * only under way, and on a busy machine a thread may still answer somebody meanwhile.
 */
export async function freeze(child: ChildProcess): Promise<void> {
  child.kill('SIGSTOP');
  while (!(await standsStill(`/proc/${child.pid}/task`))) await setImmediate();
}

async function standsStill(threads: string): Promise<boolean> {
  const states = await Promise.all(
    (await readdir(threads)).map((thread) => readFile(`${threads}/${thread}/status`, 'utf8')),
  );
  return states.every((status) => /^State:\tT/m.test(status));
}
