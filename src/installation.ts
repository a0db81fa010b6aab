import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Configuration } from './config/configuration.js';
import { Settings } from './config/environment.js';
import { EmbeddedPostgres, runningServerUrl } from './database/embedded/embedded-postgres.js';
import { asStartupError, errorCode } from './database/embedded/startup-failure.js';

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
  // A command counts nothing that others should know of.
  return openInstallation({ ...settings, databaseUrl: url, redisUrl: undefined }, notify);
}

async function appSecretsOf({ appSecrets, dataDir }: Settings): Promise<[string, ...string[]]> {
  const [first, ...others] = appSecrets ?? [];
  if (first !== undefined) return [first, ...others];
  try {
    await mkdir(dataDir, { recursive: true });
    return [await keptSecret(join(dataDir, 'app-secret'))];
  } catch (error) {
    throw asStartupError(error, resolve(dataDir));
  }
}

/** Made where there is none. It gets its name only once it is complete: another instance may be about to read it. */
async function keptSecret(file: string): Promise<string> {
  if (!existsSync(file)) {
    const unfinished = `${file}.${randomUUID()}`;
    try {
      await writeFile(unfinished, randomBytes(32).toString('hex'), { mode: 0o600, flush: true });
      await link(unfinished, file).catch(unlessMadeByAnother);
    } finally {
      await rm(unfinished, { force: true });
    }
  }
  return (await readFile(file, 'utf8')).trim();
}

function unlessMadeByAnother(error: unknown): void {
  if (errorCode(error) !== 'EEXIST') throw error;
}
