import { DataSource } from 'typeorm';
import { StartupError } from '../common/domain/startup-error.js';
import { dataSourceOptions } from './data-source-options.js';

/** Any number that all instances agree on; it names the lock under which one of them migrates. */
const MIGRATION_LOCK = 7_215_061_004;
const LEAST_VERSION = 15;

/** By the system's or PostgreSQL's code, in our own words: theirs quote the address, the user or the name. */
const OBSTACLES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at its address',
  ENOTFOUND: 'its host has no address',
  EAI_AGAIN: 'its host has no address',
  '28P01': 'the user or the password is not right',
  '28000': 'the server does not let this user in',
  '3D000': 'there is no database of this name',
  '0A000': 'its server lacks the extension pg_trgm, which some systems have in a package postgresql-contrib',
  '42501': 'this user has no right to do so',
  '53100': 'its disk is full',
  '53300': 'the server has too many connections',
  '57P03': 'the server is not ready',
};

/**
 * Brings the schema up to date. Of several instances that start at once one migrates and the others wait for it.
 * @throws StartupError when the server is out of reach or too old.
 */
export async function migrate(url: string): Promise<string[]> {
  const dataSource = await connect(url);
  const lock = dataSource.createQueryRunner();
  try {
    await requireVersion(dataSource);
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const done = await dataSource.runMigrations();
    return done.map(({ name }) => name);
  } catch (error) {
    const reason = OBSTACLES[codeOf(error) ?? ''];
    throw reason === undefined ? error : new StartupError(`The database cannot be brought up to date: ${reason}.`);
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await lock.release();
    await dataSource.destroy();
  }
}

async function connect(url: string): Promise<DataSource> {
  try {
    return await new DataSource(dataSourceOptions(url)).initialize();
  } catch (error) {
    const code = codeOf(error);
    const reason = OBSTACLES[code ?? ''] ?? `there was no connection (${code ?? 'no answer'})`;
    throw new StartupError(`The database of DATABASE_URL cannot be used: ${reason}.`);
  }
}

async function requireVersion(dataSource: DataSource): Promise<void> {
  const rows: { server_version_num: string }[] = await dataSource.query('SHOW server_version_num');
  const major = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
  if (major < LEAST_VERSION)
    throw new StartupError(`PostgreSQL ${LEAST_VERSION} or newer is needed; this is ${major}.`);
}

/** Where a host has several addresses, each of them has failed. */
function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return (error as { code?: string }).code;
}
