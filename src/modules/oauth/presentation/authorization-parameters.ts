import type { Request } from 'express';
import { appPaths } from '../../../common/ui/app-paths.js';
import {
  AUTHORIZATION_PARAMETERS,
  AuthorizationFault,
  AuthorizationParameters,
} from '../domain/authorization-request.js';

/** RFC 6749 §3.1: empty is absent, unknown is ignored, repeated is a fault. @throws AuthorizationFault */
export function authorizationParameters(request: Request): AuthorizationParameters {
  const query = request.originalUrl.split('?').slice(1).join('?');
  const sent = new URLSearchParams(query);
  const repeated = [...sent.keys()].find((name) => sent.getAll(name).length > 1);
  if (repeated !== undefined) throw new AuthorizationFault('invalid_request', `Given more than once: ${repeated}`);
  const known = AUTHORIZATION_PARAMETERS.map(
    (name) => [name, name === 'state' ? rawState(query) : sent.get(name)] as const,
  );
  return Object.fromEntries(known.filter(([, value]) => value));
}

/** The same request as an address, to come back to after signing in. */
export function authorizationPath({ state, ...parameters }: AuthorizationParameters): string {
  const query = new URLSearchParams(parameters).toString();
  return `${appPaths.authorize}?${query}${state === undefined ? '' : `&state=${state}`}`;
}

/** It goes back byte for byte, even where it is no UTF-8, so it is never decoded: only written as a URI needs it. */
function rawState(query: string): string | undefined {
  const pair = query.split('&').find((it) => new URLSearchParams(it).has('state'));
  return pair
    ?.slice(pair.indexOf('=') + 1)
    .replaceAll('+', '%20')
    .replace(/%(?![0-9a-f]{2})/gi, '%25')
    .replace(/[^A-Za-z0-9\-._~%]/g, (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
