import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { SELF_CHECK_ID } from './self-check.js';

/**
 * One line for each answered request. The path only: queries carry codes, headers carry credentials, and bodies carry
 * passwords, so none of them is logged at any level.
 */
export const requestLog =
  (logger: Logger) =>
  (request: Request, response: Response, next: NextFunction): void => {
    const started = process.hrtime.bigint();
    const { path, method } = request;
    response.once('close', () => {
      const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
      // The heartbeat's own visits, every minute, would bury those of people.
      const level = request.requestId === SELF_CHECK_ID ? 'debug' : 'info';
      logger[level](
        {
          request_id: request.requestId,
          method,
          path,
          status: response.statusCode,
          ms: Math.round(milliseconds * 10) / 10,
          user_id: request.principal?.user.id,
          credential_id: request.principal?.credential?.id,
        },
        'request',
      );
    });
    next();
  };
