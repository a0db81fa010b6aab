import type { Request } from 'express';

/**
 * Credential, method and path, as the draft wants keys kept apart. An access token is known by its grant: who refreshes
 * it asks again as the same one. A session is known by the name that outlives the renewals of its id, together with the
 * workspace that it looks at, since the same request means another thing in another one.
 */
export function scopeOf(request: Request): string[] {
  const { principal, session, method, params } = request;
  const { path } = request.route as { path: string };
  if (!principal) throw new Error('An idempotent route needs a credential');
  const { credential, workspaceChoice } = principal;
  const sender = credential
    ? [credential.type, credential.grantId ?? credential.id]
    : ['session', session.publicId ?? '', workspaceChoice ?? ''];
  return [...sender, method, path, ...Object.values(params).flat()];
}
