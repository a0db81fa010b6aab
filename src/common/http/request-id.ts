import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

const SANE = /^[\w.-]{1,128}$/;

/** The client's X-Request-Id where it is a sane token, else one of ours. */
export const requestIdOf = (sent: string | string[] | undefined): string =>
  typeof sent === 'string' && SANE.test(sent) ? sent : randomUUID();

/** Tells the request's id in the answer. */
export function requestId(request: Request, response: Response, next: NextFunction): void {
  request.requestId = requestIdOf(request.headers['x-request-id']);
  response.setHeader('X-Request-Id', request.requestId);
  next();
}
