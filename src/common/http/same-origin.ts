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

const isOwnOrigin = (origin: string, configuration: Configuration): boolean =>
  URL.canParse(origin) &&
  new URL(origin).protocol === new URL(configuration.publicUrl).protocol &&
  configuration.isPublicHost(new URL(origin).host);
