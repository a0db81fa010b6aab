import { ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { Request } from 'express';
import { addressOf } from '../../../common/http/address.js';
import { Credential } from '../../../common/domain/access/credential.js';
import { UnauthenticatedError } from '../../../common/domain/errors.js';
import { Principal } from '../../../common/http/principal.js';
import { ROUTE, RouteAccess } from '../../../common/http/route.decorators.js';
import { requireSameOrigin } from '../../../common/http/same-origin.js';
import { Configuration } from '../../../config/configuration.js';
import { CredentialUsage } from '../../tokens/index.js';
import { VerifiedCredential } from '../application/verified-credentials.js';
import { SignedInSessions } from './signed-in-sessions.js';

/** Finds out who asks: a bearer credential in the header, else the session. Everything that is not public needs one. */
@Injectable()
export class AuthenticationGuard extends AuthGuard('bearer') {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SignedInSessions,
    private readonly usage: CredentialUsage,
    private readonly configuration: Configuration,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const access =
      this.reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE.access, [
        context.getHandler(),
        context.getClass(),
      ]) ?? 'credential';
    if (request.headers.authorization !== undefined && access !== 'public') {
      await this.authenticateBearer(context, request);
      return true;
    }
    if (knowsSessions(request)) await this.authenticateSession(request);
    if (!request.principal && (access === 'credential' || access === 'session')) throw new UnauthenticatedError();
    return true;
  }

  override handleRequest<T>(error: unknown, verified: T | false): T {
    if (error) throw error as Error;
    if (!verified) throw new UnauthenticatedError();
    return verified;
  }

  private async authenticateSession(request: Request): Promise<void> {
    requireSameOrigin(request, this.configuration);
    request.principal = await this.sessions.principalOf(request);
  }

  private async authenticateBearer(context: ExecutionContext, request: Request): Promise<void> {
    await super.canActivate(context);
    const verified = request.user as VerifiedCredential;
    const { credential } = verified;
    request.principal = principalOf(verified);
    const address = addressOf(request);
    for (const subjectId of usedBy(credential)) this.usage.record(subjectId, address);
  }
}

/** An access token counts for its application, and for the user's connection with it. */
const usedBy = ({ id, clientId, grantId }: Credential): string[] =>
  clientId === undefined || grantId === undefined ? [id] : [clientId, grantId];

/** Sessions are mounted on the pages and the API only; an OAuth endpoint authenticates its client itself. */
const knowsSessions = (request: Request): boolean => 'session' in request;

const principalOf = ({ credential, membership }: VerifiedCredential): Principal => {
  const workspaceChoice = credential.workspaceId ?? 'all';
  const { user, organization, access } = membership;
  return { user, organization, access, credential, workspaceChoice, reach: access.reach(workspaceChoice) };
};
