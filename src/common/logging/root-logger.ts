import type { Logger } from 'pino';

/** The installation's log, injectable. */
export class RootLogger {
  constructor(readonly pino: Logger) {}
}
