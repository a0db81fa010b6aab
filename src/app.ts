import 'reflect-metadata';
import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { NestApplication, NestFactory } from '@nestjs/core';
import { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule, Extensions } from './app.module.js';
import { answerClientErrors } from './common/http/client-errors.js';
import { Drain } from './common/http/drain.js';
import { createLogger, LogTarget, NestLogger } from './common/logging/logger.js';
import { RootLogger } from './common/logging/root-logger.js';
import { readEnvironment } from './config/environment.js';
import { migrate } from './database/migrate.js';
import { Installation, openInstallation } from './installation.js';
import { mountMiddleware } from './middleware.js';
import { mountDocumentation } from './modules/operations/index.js';

/** After the last connection has been ended, which a request that hangs does not notice. */
const PATIENCE_MILLISECONDS = 3_400;

export interface AppOptions {
  /** Modules of one's own and replacements of ports. */
  extensions?: Extensions;
  /** In place of the process's environment. */
  environment?: Readonly<Record<string, string | undefined>>;
  /** Takes the log's lines (JSON) in place of standard output. */
  log?: LogTarget;
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
  const logger = createLogger(settings.logLevel, options.log);
  const notify = options.notify ?? logger.info.bind(logger);
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
  const server = app.getHttpServer();
  answerClientErrors(server);
  closeInOrder(app, server, installation);
  await app.init().catch(async (error: unknown) => {
    await app.close();
    throw error;
  });
  return app;
}

/**
 * Requests in flight are answered first, the embedded database ends last: within the time even when work does not end.
 * Defined, not assigned: an assignment gets lost in the proxy around every application of NestFactory.
 */
function closeInOrder(app: NestExpressApplication, server: Server, installation: Installation): void {
  const drain = new Drain(server);
  const close = async (nest: NestApplication): Promise<void> => {
    drain.begin();
    const patience = delay(PATIENCE_MILLISECONDS, undefined, { ref: false });
    try {
      await Promise.race([NestApplication.prototype.close.call(nest), patience]);
    } finally {
      drain.end();
      await installation.close();
    }
  };
  let closed: Promise<void> | undefined;
  Object.defineProperty(app, 'close', {
    configurable: true,
    value(this: NestApplication) {
      return (closed ??= close(this));
    },
  });
}
