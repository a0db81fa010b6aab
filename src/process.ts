import { NestExpressApplication } from '@nestjs/platform-express';
import { StartupError } from './common/domain/startup-error.js';

export const printLine = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** One line for the person at the terminal, whatever went wrong; never a stack trace. */
export function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const line = message.split('\n', 1)[0] ?? '';
  return error instanceof StartupError ? line : `Trimlink could not start: ${line}`;
}

export function explainListenError(error: unknown, port: number): Error {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return new StartupError(`Port ${port} is taken. Stop what uses it, or set PORT.`);
  if (code === 'EACCES')
    return new StartupError(`Port ${port} needs rights that you do not have. Set PORT to one above 1023.`);
  return error as Error;
}

/** SIGINT and SIGTERM answer what is in flight and end the database; the second one does not wait. */
export function stopOnSignals(app: NestExpressApplication): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`Trimlink did not stop cleanly: ${(error as Error).message}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
