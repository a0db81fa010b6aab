import 'reflect-metadata';
import type { Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule, Extensions } from './app.module.js';
import { answerClientErrors } from './common/http/client-errors.js';
import { drain } from './common/http/drain.js';
import { createLogger, NestLogger } from './common/logging/logger.js';
import { RootLogger } from './common/logging/root-logger.js';
import { readEnvironment } from './config/environment.js';
import { migrate } from './database/migrate.js';
import { Installation, openInstallation } from './installation.js';
import { mountMiddleware } from './middleware.js';
import { mountDocumentation } from './modules/operations/index.js';

export interface AppOptions {
  /** Modules of one's own and replacements of ports. */
  extensions?: Extensions;
  /** In place of the process's environment. */
  environment?: Readonly<Record<string, string | undefined>>;
  /** One-line messages for the person who starts it. */
  notify?: (line: string) => void;
}

/**
 * The whole application, ready to listen or to be given to supertest.
 * @example
 * const app = await createApp({ environment: { DATABASE_URL: url } });
 * await request(app.getHttpServer()).get('/health/ready').expect(200);
 * await app.close();
 * @throws StartupError
 */
export async function createApp(options: AppOptions = {}): Promise<NestExpressApplication> {
  const settings = readEnvironment(options.environment ?? process.env);
  const logger = createLogger(settings.logLevel);
  const notify = options.notify ?? ((line: string) => logger.info(line));
  const installation = await openInstallation(settings, notify);
  try {
    await migrate(installation.configuration.databaseUrl);
    return await boot(installation, new RootLogger(logger), options.extensions);
  } catch (error) {
    await installation.close();
    throw error;
  }
}

async function boot(
  installation: Installation,
  logger: RootLogger,
  extensions?: Extensions,
): Promise<NestExpressApplication> {
  const module = AppModule.forRoot(installation.configuration, logger, extensions);
  const app = await NestFactory.create<NestExpressApplication>(module, {
    // Bodies are read after authentication, by RequestContentInterceptor.
    bodyParser: false,
    logger: new NestLogger(logger.pino),
    abortOnError: false,
  });
  mountMiddleware(app);
  mountDocumentation(app);
  const server = app.getHttpServer() as Server;
  answerClientErrors(server);
  closeInOrder(app, server, installation);
  await app.init();
  return app;
}

/** Requests in flight are answered first, the embedded database ends last. */
function closeInOrder(app: NestExpressApplication, server: Server, installation: Installation): void {
  const closeNest = app.close.bind(app);
  app.close = async () => {
    const drained = drain(server);
    await closeNest();
    drained();
    await installation.close();
  };
}
