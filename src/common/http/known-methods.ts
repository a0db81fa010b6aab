import type { Application, Request } from 'express';

declare module 'express-serve-static-core' {
  // The router's layers have it; its types leave it out.
  interface ILayer {
    match(path: string): boolean;
  }
}

/** The methods that some route of the application knows for the request's path; a route for all methods counts not. */
export function knownMethods(application: Application, request: Request): string[] {
  const routes = application.router.stack
    .filter((layer) => layer.match(request.path))
    .flatMap(({ route }) => route ?? []);
  const methods = routes.flatMap(({ stack }) => stack.map(({ method }) => method as string | undefined));
  const known = methods.filter((method) => method !== undefined).map((method) => method.toUpperCase());
  if (known.length === 0) return [];
  return [...new Set([...known, ...(known.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])].sort();
}
