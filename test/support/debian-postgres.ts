import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataPlace } from '../../src/database/embedded/data-place.js';
import { databaseUrl } from '../../src/database/embedded/embedded-database.js';
import { PostgresServer } from '../../src/database/embedded/postgres-server.js';

/** A server of the oldest version that we support, from Debian's package, for the time of a test. */
export class DebianPostgres {
  private static readonly PROGRAMS = '/usr/lib/postgresql/15/bin';

  private constructor(
    private readonly server: PostgresServer,
    private readonly password: string,
  ) {}

  static isInstalled(): boolean {
    return existsSync(DebianPostgres.PROGRAMS);
  }

  static async start(folder: string): Promise<DebianPostgres> {
    const place = await DataPlace.settle(folder);
    const passwordFile = join(folder, 'password');
    await writeFile(passwordFile, place.password);
    const options = ['--username=trimlink', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'];
    place.user.takeOver(folder);
    const initdb = join(DebianPostgres.PROGRAMS, 'initdb');
    await once(await place.user.launch(initdb, ['-D', place.cluster, '--no-locale', ...options], place.log), 'exit');
    const postgres = join(DebianPostgres.PROGRAMS, 'postgres');
    return new DebianPostgres(await PostgresServer.start(place, { initdb, postgres }), place.password);
  }

  /** The superuser's address. */
  url(database: string): string {
    return databaseUrl(this.password, this.server.port, database);
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}
