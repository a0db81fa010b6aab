import { StartupError } from '../../common/domain/startup-error.js';
import { readPostmaster, removePostmasterFile } from './postmaster-file.js';
import { postgresProcessesIn } from './process-table.js';
import { errorCode } from './startup-failure.js';
import { waitUntil } from './wait-until.js';

const PATIENCE_MS = 60_000;

/**
 * Ends what a killed instance left behind: its server, which goes on without it, and a postmaster.pid whose number
 * may belong to another process by now. Only for the holder of the lock: any server found then is nobody's.
 */
export async function clearLeftoverServer(cluster: string): Promise<void> {
  const processes = await postgresProcessesIn(cluster);
  const postmaster = (await readPostmaster(cluster))?.pid;
  if (postmaster !== undefined && processes.includes(postmaster)) {
    signal(postmaster, 'SIGINT');
  } else {
    // Children that lost their postmaster: the next start recovers from the log, whatever they were at.
    for (const pid of processes) signal(pid, 'SIGQUIT');
  }
  const isGone = await waitUntil(async () => (await postgresProcessesIn(cluster)).length === 0, PATIENCE_MS);
  if (!isGone) throw new StartupError(`The PostgreSQL server left over in ${cluster} does not stop.`);
  await removePostmasterFile(cluster);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    const hasEndedBefore = errorCode(error) === 'ESRCH';
    if (!hasEndedBefore) throw error;
  }
}
