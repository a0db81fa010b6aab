import { createParamDecorator, ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Request } from 'express';
import { Permission } from '../domain/access/permission.js';
import { Scope } from '../domain/access/scope.js';
import { Actor } from '../domain/access/actor.js';
import { Reach } from '../domain/access/reach.js';
import { actorOf, Principal } from './principal.js';

/** Metadata keys of the decorators below; the guards read them. */
export const ROUTE = {
  access: 'trimlink:access',
  scopes: 'trimlink:scopes',
  permission: 'trimlink:permission',
  idempotent: 'trimlink:idempotent',
} as const;

/**
 * - `credential` (the default): a session or a bearer credential
 * - `session`: a signed-in session; a good bearer credential gets 403 `session_required`
 * - `public`: anybody; who is signed in is still known to the handler, unless an `Authorization` header takes its place
 * - `any`: anybody, but a bearer credential that is shown has to be a good one, and counts
 */
export type RouteAccess = 'credential' | 'session' | 'public' | 'any';

export const Public = () => SetMetadata(ROUTE.access, 'public' satisfies RouteAccess);
export const AnyCredentialOrNone = () => SetMetadata(ROUTE.access, 'any' satisfies RouteAccess);
export const SessionOnly = () => SetMetadata(ROUTE.access, 'session' satisfies RouteAccess);

/** The scopes that a bearer credential needs. Sessions have no scopes. */
export const RequireScopes = (...scopes: Scope[]) => SetMetadata(ROUTE.scopes, scopes);

/** The permission that the user needs: over the organization, or in at least one workspace in reach. */
export const RequirePermission = (permission: Permission) => SetMetadata(ROUTE.permission, permission);

/** `body`: by the body that was read before the handler; `handler`: the handler reads it, and asks `AnswerOnce` itself. */
export type IdempotentBy = 'body' | 'handler';

/**
 * A repeated `Idempotency-Key` gets the first answer again. For routes that need a credential and answer with JSON, sent
 * by Nest; never for one that answers with a secret, since answers are stored.
 */
export const Idempotent = (by: IdempotentBy = 'body') => SetMetadata(ROUTE.idempotent, by);

const requestOf = (context: ExecutionContext): Request => context.switchToHttp().getRequest<Request>();

export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = requestOf(context);
  if (!principal) throw new Error('CurrentPrincipal needs a route that is not public');
  return principal;
});

export const CurrentReach = createParamDecorator((_: unknown, context: ExecutionContext): Reach => {
  const { principal } = requestOf(context);
  if (!principal) throw new Error('CurrentReach needs a route that is not public');
  return principal.reach;
});

export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor =>
  actorOf(requestOf(context)),
);
