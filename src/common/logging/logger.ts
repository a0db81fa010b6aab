import { LoggerService } from '@nestjs/common';
import { destination, type Logger, pino } from 'pino';
import pinoPretty from 'pino-pretty';

/** Where log lines go in place of standard output. */
export interface LogTarget {
  write(line: string): void;
}

/** JSON lines; readable ones on a terminal. */
export function createLogger(level: string, target?: LogTarget): Logger {
  const timestamp = (): string => `,"time":"${new Date().toISOString()}"`;
  const options = { level, base: null, timestamp, serializers: { err: plainError } };
  if (target) return pino(options, target);
  return process.stdout.isTTY
    ? pino(options, pinoPretty({ colorize: true, sync: true }))
    : pino(options, destination({ dest: 1, sync: true }));
}

/** A failed query carries its parameters, which hold hashes and addresses: they stay out of the log. */
const plainError = ({ name, message, stack, code }: Error & { code?: unknown }): Record<string, unknown> => ({
  name,
  message,
  code,
  stack,
});

/** What Nest itself has to say, in the same log. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, String(message));
  }

  error(message: unknown, stack?: string, context?: string): void {
    this.logger.error({ context, stack }, String(message));
  }
}
