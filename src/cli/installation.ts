import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import { createLogger, NestLogger } from '../common/logging/logger.js';
import { RootLogger } from '../common/logging/root-logger.js';
import { Configuration } from '../config/configuration.js';
import { readEnvironment } from '../config/environment.js';
import { migrate } from '../database/migrate.js';
import { joinInstallation } from '../installation.js';

/** Standard output is for the command's own answer. */
const notify = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** Works on the database of this installation, of a running server or started for now; `migrated` names what was new. */
export async function withDatabase(
  work: (configuration: Configuration, migrated: string[]) => Promise<void>,
): Promise<void> {
  const installation = await joinInstallation(readEnvironment(process.env), notify);
  const { configuration } = installation;
  try {
    await work(configuration, await migrate(configuration.databaseUrl));
  } finally {
    await installation.close();
  }
}

/** Works with the services of the application, without its HTTP server. */
export function withApplication(work: (app: INestApplicationContext) => Promise<void>): Promise<void> {
  return withDatabase(async (configuration) => {
    const logger = new RootLogger(createLogger('silent'));
    const app = await NestFactory.createApplicationContext(AppModule.forRoot(configuration, logger), {
      logger: new NestLogger(logger.pino),
      abortOnError: false,
    });
    try {
      await work(app);
    } finally {
      await app.close();
    }
  });
}
