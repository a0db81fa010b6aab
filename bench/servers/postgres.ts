import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js';

/** Of Linux. */
const TICKS_OF_A_SECOND = 100;

/** PostgreSQL alone, as it comes with the product; on request it says for how long it has used its core. */
const dataDir = await mkdtemp(join(tmpdir(), 'trimlink-bench-'));
// As root, PostgreSQL runs as another user, who has to get in.
await chmod(dataDir, 0o755);
const postgres = await EmbeddedPostgres.start({ dataDir, notify: console.error });
process.on('message', () => {
  void secondsUsed().then((seconds) => process.send?.(seconds));
});
process.once('disconnect', () => {
  void stop();
});
if (process.connected) process.send?.({ url: postgres.url });
else await stop();

/** By all that this process has started; NaN where the system does not tell. */
async function secondsUsed(): Promise<number> {
  const names = await readdir('/proc').catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  const processes = stats.map((stat) => ({
    pid: Number.parseInt(stat),
    // What follows the name, which may hold anything: state, parent …
    fields: stat.slice(stat.lastIndexOf(')') + 2).split(' '),
  }));
  const ours = new Set([process.pid]);
  let ticks = pids.length > 0 ? 0 : NaN;
  for (let found = true; found;) {
    found = false;
    for (const { pid, fields } of processes) {
      if (!ours.has(Number(fields[1])) || ours.has(pid)) continue;
      ours.add(pid);
      found = true;
      // Of itself and of those it has seen end: utime, stime, cutime, cstime.
      ticks += fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    }
  }
  return ticks / TICKS_OF_A_SECOND;
}

async function stop(): Promise<void> {
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
  process.exit(0);
}
