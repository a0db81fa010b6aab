import type { Request } from 'express';
import { Configuration } from '../../config/configuration.js';
import { ForbiddenError } from '../domain/errors.js';

/**
 * Refuses writes that another site sends with our cookies. Browsers say where they come from; a client that says
 * nothing is no browser. @throws ForbiddenError
 */
export function requireSameOrigin(request: Request, configuration: Configuration): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return;
  const { origin, 'sec-fetch-site': site } = request.headers;
  const foreign = origin !== undefined && !isOwnOrigin(origin, configuration);
  if (foreign || site === 'cross-site' || site === 'same-site') {
    throw new ForbiddenError('This request comes from another site.', 'cross_site_request');
  }
}

/** By any of its loopback names too, but not on another port, where another program answers. */
function isOwnOrigin(origin: string, configuration: Configuration): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host, port } = new URL(origin);
  const own = new URL(configuration.publicUrl);
  return protocol === own.protocol && port === own.port && configuration.isPublicHost(host);
}
