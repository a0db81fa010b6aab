import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

const SANE = /^[\w.-]{1,128}$/;

/** Takes over the client's X-Request-Id where it is a sane token, makes one otherwise, and tells it in the answer. */
export function requestId(request: Request, response: Response, next: NextFunction): void {
  const sent = request.get('x-request-id');
  request.requestId = sent !== undefined && SANE.test(sent) ? sent : randomUUID();
  response.setHeader('X-Request-Id', request.requestId);
  next();
}
