import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from './common/domain/startup-error.js';
import { Configuration } from './config/configuration.js';
import { Settings } from './config/environment.js';
import { EmbeddedPostgres, runningServerUrl } from './database/embedded/embedded-postgres.js';

/** The settings made whole: a database that answers and the secrets that encrypt. */
export interface Installation {
  configuration: Configuration;
  close(): Promise<void>;
}

/** Starts the embedded database where no other is named. @throws StartupError */
export async function openInstallation(settings: Settings, notify: (line: string) => void): Promise<Installation> {
  const appSecrets = await appSecretsOf(settings);
  if (settings.databaseUrl !== undefined) {
    const configuration = new Configuration(settings, appSecrets, settings.databaseUrl);
    return { configuration, close: () => Promise.resolve() };
  }
  const postgres = await EmbeddedPostgres.start({ dataDir: settings.dataDir, notify });
  return {
    configuration: new Configuration(settings, appSecrets, postgres.url),
    close: () => postgres.stop(),
  };
}

/** For a command that may find a server running: uses that server's database, else starts it for the command's time. */
export async function joinInstallation(settings: Settings, notify: (line: string) => void): Promise<Installation> {
  const url = settings.databaseUrl ?? (await runningServerUrl(settings.dataDir));
  return openInstallation({ ...settings, databaseUrl: url }, notify);
}

async function appSecretsOf({ appSecrets, dataDir }: Settings): Promise<[string, ...string[]]> {
  const [first, ...others] = appSecrets ?? [];
  if (first !== undefined) return [first, ...others];
  const file = join(dataDir, 'app-secret');
  try {
    await mkdir(dataDir, { recursive: true });
    await writeFile(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST') throw new StartupError(`DATA_DIR cannot be written: ${message}`);
  }
  return [(await readFile(file, 'utf8')).trim()];
}
