import { DataSource } from 'typeorm';
import { StartupError } from '../common/domain/startup-error.js';
import { dataSourceOptions } from './data-source-options.js';

/** Any number that all instances agree on; it names the lock under which one of them migrates. */
const MIGRATION_LOCK = 7_215_061_004;
const LEAST_VERSION = 15;

/**
 * Brings the schema up to date. Of several instances that start at once one migrates and the others wait for it.
 * @throws StartupError when the server is out of reach or too old.
 */
export async function migrate(url: string): Promise<string[]> {
  const dataSource = new DataSource(dataSourceOptions(url));
  await dataSource.initialize().catch((error: unknown) => {
    throw new StartupError(`The database cannot be reached: ${(error as Error).message}. Check DATABASE_URL.`);
  });
  const lock = dataSource.createQueryRunner();
  try {
    await requireVersion(dataSource);
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const done = await dataSource.runMigrations();
    return done.map(({ name }) => name);
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await lock.release();
    await dataSource.destroy();
  }
}

async function requireVersion(dataSource: DataSource): Promise<void> {
  const rows: { server_version_num: string }[] = await dataSource.query('SHOW server_version_num');
  const major = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
  if (major < LEAST_VERSION)
    throw new StartupError(`PostgreSQL ${LEAST_VERSION} or newer is needed; this is ${major}.`);
}
