import type { NestExpressApplication } from '@nestjs/platform-express';
import { StartupError } from './common/domain/startup-error.js';
import { NestLogger } from './common/logging/logger.js';
import { RootLogger } from './common/logging/root-logger.js';
import { Configuration } from './config/configuration.js';

export const printLine = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** One line for the person at the terminal, whatever went wrong; never a stack trace. */
export function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const line = message.split('\n', 1)[0] ?? '';
  return error instanceof StartupError ? line : `Trimlink could not start: ${line}`;
}

/** @throws StartupError that says what to do about a port that cannot be had. */
export async function listen(app: NestExpressApplication): Promise<void> {
  const { port, host } = app.get(Configuration).settings;
  // Nest would log, too, what is explained here.
  app.useLogger(false);
  try {
    await (host === undefined ? app.listen(port) : app.listen(port, host));
  } catch (error) {
    throw explainListenError(error, port);
  } finally {
    app.useLogger(new NestLogger(app.get(RootLogger).pino));
  }
}

function explainListenError(error: unknown, port: number): Error {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return new StartupError(`Port ${port} is taken. Stop what uses it, or set PORT.`);
  if (code === 'EACCES')
    return new StartupError(`Port ${port} needs rights that you do not have. Set PORT to one above 1023.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new StartupError('HOST is not an address of this machine.');
  return error as Error;
}

/**
 * SIGINT and SIGTERM answer what is in flight and end the database, also while the application is starting; the second
 * one does not wait. The returned signal says that a stop is under way.
 */
export function stopOnSignals(starting: Promise<NestExpressApplication>): AbortSignal {
  const stopping = new AbortController();
  const stop = (): void => {
    if (stopping.signal.aborted) process.exit(1);
    stopping.abort();
    starting
      .then((app) => app.close())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`Trimlink did not stop cleanly: ${(error as Error).message}\n`);
          process.exit(1);
        },
      );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return stopping.signal;
}
