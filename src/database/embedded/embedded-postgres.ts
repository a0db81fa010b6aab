import { mkdir, realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { clusterIn, recall } from './data-memory.js';
import { DataPlace } from './data-place.js';
import { createDatabaseIfMissing, databaseUrl } from './embedded-database.js';
import { InstanceLock } from './instance-lock.js';
import { clearLeftoverServer } from './leftover-server.js';
import { PostgresBinaries } from './postgres-binaries.js';
import { createClusterIfMissing } from './postgres-cluster.js';
import { PostgresServer } from './postgres-server.js';
import { readPostmaster } from './postmaster-file.js';
import { postgresProcessesIn } from './process-table.js';
import { asStartupError } from './startup-failure.js';

export interface EmbeddedPostgresOptions {
  dataDir: string;
  /** Takes one-line messages for the person at the terminal. */
  notify: (line: string) => void;
}

/** What has to be given back when the server stops or its start fails, the latest first. */
type Undo = (() => Promise<void>)[];

/** The PostgreSQL server that comes with the product, for an installation that names no server of its own. */
export class EmbeddedPostgres {
  private stopped: Promise<void> | undefined;

  private constructor(
    readonly url: string,
    private readonly undo: Undo,
  ) {}

  /**
   * Starts the server that belongs to a DATA_DIR; the first time it makes the database.
   * @throws StartupError with one line that says what is in the way
   */
  static async start({ dataDir, notify }: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const undo: Undo = [];
    try {
      await mkdir(dataDir, { recursive: true });
      return new EmbeddedPostgres(await startServer(await realpath(dataDir), notify, undo), undo);
    } catch (error) {
      await giveBack(undo);
      throw asStartupError(error, resolve(dataDir));
    }
  }

  /** Resolves when the server is down and another instance may start. */
  stop(): Promise<void> {
    this.stopped ??= giveBack(this.undo);
    return this.stopped;
  }
}

/** For a command beside a running server: the address of the database that serves DATA_DIR now, if one does. */
export async function runningServerUrl(dataDir: string): Promise<string | undefined> {
  try {
    const folder = await realpath(dataDir).catch(() => dataDir);
    const memory = await recall(folder);
    if (!memory) return undefined;
    const cluster = clusterIn(memory.home);
    const postmaster = await readPostmaster(cluster);
    if (!postmaster?.isReady || !(await postgresProcessesIn(cluster)).includes(postmaster.pid)) return undefined;
    return databaseUrl(memory.password, postmaster.port);
  } catch (error) {
    throw asStartupError(error, resolve(dataDir));
  }
}

async function startServer(dataDir: string, notify: (line: string) => void, undo: Undo): Promise<string> {
  await lock(dataDir, dataDir, undo);
  const place = await DataPlace.settle(dataDir);
  if (place.home !== dataDir) {
    // A copy of DATA_DIR would point to the same database.
    await lock(place.home, dataDir, undo);
    notify(`The user that runs PostgreSQL may not enter ${dataDir}: the database is kept in ${place.home}.`);
  }
  const binaries = await PostgresBinaries.prepare(place.home, place.user);
  await clearLeftoverServer(place.cluster);
  await createClusterIfMissing(place, binaries);
  const server = await PostgresServer.start(place, binaries);
  undo.push(() => server.stop());
  server.onUnexpectedEnd(() => {
    notify(`PostgreSQL has ended unexpectedly; see ${place.log}.`);
  });
  await createDatabaseIfMissing(place.password, server.port);
  return databaseUrl(place.password, server.port);
}

async function lock(folder: string, dataDir: string, undo: Undo): Promise<void> {
  const held = await InstanceLock.acquire(folder, dataDir);
  undo.push(() => held.release());
}

async function giveBack(undo: Undo): Promise<void> {
  for (const step of undo.toReversed()) await step();
}
