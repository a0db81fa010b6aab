import type { HttpAdapterHost } from '@nestjs/core';
import type { Application, Request, Response } from 'express';
import { RequestFault } from './problem.js';

declare module 'express-serve-static-core' {
  // The router's layers have it; its types leave it out.
  interface ILayer {
    match(path: string): boolean;
  }
}

/** What no route took: an unknown path, a wrong method, or OPTIONS, which is answered. @throws RequestFault 404, 405. */
export function refuseUnknownRoute({ httpAdapter }: HttpAdapterHost, request: Request, response: Response): void {
  const methods = knownMethods(httpAdapter.getInstance<Application>(), request);
  if (methods.length === 0) throw new RequestFault(404);
  if (request.method !== 'OPTIONS') throw new RequestFault(405, { Allow: methods.join(', ') });
  response.status(204).set('Allow', methods.join(', ')).end();
}

/** The methods that some route of the application knows for the request's path; the routes for all that is unknown count not. */
function knownMethods(application: Application, request: Request): string[] {
  const matching = application.router.stack.filter((layer) => layer.match(request.path));
  const routes = matching.flatMap(({ route }) => (route && !isCatchAll(route.path) ? route : []));
  const methods = routes.flatMap(({ stack }) => stack.map(({ method }) => method as string | undefined));
  const known = methods.filter((method) => method !== undefined).map((method) => method.toUpperCase());
  if (known.length === 0) return [];
  return [...new Set([...known, ...(known.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])].sort();
}

const isCatchAll = (path: unknown): boolean => /\*\w+$/.test(String(path));
