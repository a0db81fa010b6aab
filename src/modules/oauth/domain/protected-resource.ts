import { OAuthError } from './oauth-error.js';

/** What an access token opens, as its `aud` names it. */
export const apiResource = (publicUrl: string): string => `${publicUrl}/api/1.0`;

/** RFC 8707 §2. @throws OAuthError `invalid_target` */
export function requireOwnResource(resource: string | undefined, publicUrl: string): void {
  if (resource === undefined || resource === publicUrl || resource === apiResource(publicUrl)) return;
  throw new OAuthError('invalid_target', `The resource must be ${apiResource(publicUrl)}.`);
}
