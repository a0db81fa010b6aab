import { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { StartupError } from '../../common/domain/startup-error.js';
import { DataPlace } from './data-place.js';
import { freePort } from './free-port.js';
import { PostgresBinaries } from './postgres-binaries.js';
import { portWasTaken, reasonIn } from './postgres-log.js';
import { readPostmaster } from './postmaster-file.js';
import { waitUntil } from './wait-until.js';

const ATTEMPTS = 5;

/** Sized for a small machine. The log says what went wrong, never with whose data: no statements, no details. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

/** A running server on a port of 127.0.0.1 that was free. */
export class PostgresServer {
  private isStopping = false;

  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {
    // It neither keeps Node alive nor outlives it, unless Node is killed.
    child.unref();
    process.once('exit', this.interrupt);
  }

  static async start(place: DataPlace, binaries: PostgresBinaries, choosePort = freePort): Promise<PostgresServer> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const port = await choosePort();
      const settings = Object.entries({ ...SETTINGS, port }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
      const child = await place.user.launch(binaries.postgres, ['-D', place.cluster, ...settings], place.log);
      // From its first moment on it is one that ends with Node.
      const server = new PostgresServer(child, port);
      await waitUntil(async () => hasEnded(child) || (await isServing(place.cluster, child.pid)));
      if (!hasEnded(child)) return server;
      await server.stop();
      if (!(await portWasTaken(place.log))) break;
    }
    throw new StartupError(`PostgreSQL did not start: ${await reasonIn(place.log)} (${place.log}).`);
  }

  onUnexpectedEnd(listener: () => void): void {
    this.child.once('exit', () => {
      if (!this.isStopping) listener();
    });
  }

  /** Fast shutdown: open transactions are rolled back, and what was committed is on the disk when it is down. */
  async stop(): Promise<void> {
    this.isStopping = true;
    process.off('exit', this.interrupt);
    if (hasEnded(this.child)) return;
    const ended = once(this.child, 'exit');
    this.child.ref();
    this.interrupt();
    await ended;
  }

  private readonly interrupt = (): void => {
    this.child.kill('SIGINT');
  };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function isServing(cluster: string, pid: number | undefined): Promise<boolean> {
  const postmaster = await readPostmaster(cluster);
  return postmaster?.pid === pid && postmaster?.isReady === true;
}
