import type { Application, Request } from 'express';

declare module 'express-serve-static-core' {
  // The router's layers have it; its types leave it out.
  interface ILayer {
    match(path: string): boolean;
  }
}

/** The methods that some route of the application knows for the request's path; the routes for all that is unknown count not. */
export function knownMethods(application: Application, request: Request): string[] {
  const matching = application.router.stack.filter((layer) => layer.match(request.path));
  const routes = matching.flatMap(({ route }) => (route && !isCatchAll(route.path) ? route : []));
  const methods = routes.flatMap(({ stack }) => stack.map(({ method }) => method as string | undefined));
  const known = methods.filter((method) => method !== undefined).map((method) => method.toUpperCase());
  if (known.length === 0) return [];
  return [...new Set([...known, ...(known.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])].sort();
}

const isCatchAll = (path: unknown): boolean => /\*\w+$/.test(String(path));
