import type { NestExpressApplication } from '@nestjs/platform-express';
import { StartupError } from './common/domain/startup-error.js';
import { NestLogger } from './common/logging/logger.js';
import { RootLogger } from './common/logging/root-logger.js';
import { Configuration } from './config/configuration.js';

/** The last one comes when the terminal is closed. */
const STOP_SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
/** npm passes on what the terminal has sent to it and to us: one Ctrl-C comes as two signals. */
const SAME_SIGNAL_MILLISECONDS = 300;
/** A start that is not over by then is not waited for: the database ends as this process does. */
const LAST_MILLISECONDS = 4_000;

export const printLine = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** One line for the person at the terminal, whatever went wrong; never a stack trace. */
export function explain(error: unknown): string {
  const line = firstLine(error);
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
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new StartupError('HOST is not an address of this machine.');
  return error as Error;
}

/**
 * A signal to stop lets what is in flight be answered and ends the database, also while the application is starting; the
 * second one does not wait. The returned signal says that a stop is under way.
 */
export function stopOnSignals(starting: Promise<NestExpressApplication>): AbortSignal {
  const stopping = new AbortController();
  let mayHurry = false;
  const stop = (): void => {
    if (mayHurry) process.exit(1);
    if (stopping.signal.aborted) return;
    stopping.abort();
    setTimeout(() => (mayHurry = true), SAME_SIGNAL_MILLISECONDS);
    setTimeout(giveUp, LAST_MILLISECONDS, 'it took too long');
    starting
      .then((app) => app.close())
      .then(
        () => process.exit(0),
        (error: unknown) => giveUp(firstLine(error)),
      );
  };
  for (const signal of STOP_SIGNALS) process.on(signal, stop);
  return stopping.signal;
}

function giveUp(reason: string): never {
  process.stderr.write(`Trimlink did not stop cleanly: ${reason}\n`);
  process.exit(1);
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
