import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

const MOST_CHARACTERS = 128;
const SANE = new Set('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-');

/** The client's X-Request-Id where it is a sane token, else one of ours. */
export const requestIdOf = (sent: string | string[] | undefined): string =>
  typeof sent === 'string' && isSane(sent) ? sent : randomUUID();

/** Tells the request's id in the answer. */
export function requestId(request: Request, response: Response, next: NextFunction): void {
  request.requestId = requestIdOf(request.headers['x-request-id']);
  response.setHeader('X-Request-Id', request.requestId);
  next();
}

function isSane(id: string): boolean {
  if (id === '' || id.length > MOST_CHARACTERS) return false;
  for (const character of id) if (!SANE.has(character)) return false;
  return true;
}
