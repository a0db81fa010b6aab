import type { NextFunction, Request, Response } from 'express';

const OPEN = /^\/(api\/1\.0|api\/oauth|\.well-known)(\/|$)/;

/** The API is open to pages of any origin, without cookies; the dashboard is not. */
export function cors(request: Request, response: Response, next: NextFunction): void {
  if (!OPEN.test(request.path)) {
    next();
    return;
  }
  response.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers':
      'Location, Retry-After, X-Request-Id, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset',
  });
  if (request.method !== 'OPTIONS' || request.get('access-control-request-method') === undefined) {
    next();
    return;
  }
  response.set({
    'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key, X-Request-Id',
    'Access-Control-Max-Age': '86400',
  });
  response.status(204).end();
}
