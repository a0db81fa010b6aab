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
  const foreign = origin !== undefined && !isOwnOrigin(origin, request.headers.host, configuration);
  if (foreign || site === 'cross-site' || site === 'same-site') {
    throw new ForbiddenError('This request comes from another site.', 'cross_site_request');
  }
}

/** PUBLIC_URL's; on one's own machine also the loopback name and port under which this very request came. */
function isOwnOrigin(origin: string, requestHost: string | undefined, configuration: Configuration): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host } = new URL(origin);
  const isOwnHost = host === configuration.publicHost || (host === requestHost && configuration.isPublicHost(host));
  return isOwnHost && protocol === new URL(configuration.publicUrl).protocol;
}
