import type { Request } from 'express';
import { addressOf } from './address.js';
import { Actor } from '../domain/access/actor.js';
import { Credential } from '../domain/access/credential.js';
import { MemberAccess } from '../domain/access/member-access.js';
import { Reach, WorkspaceChoice } from '../domain/access/reach.js';
import { Theme } from '../domain/theme.js';

export interface PrincipalUser {
  id: string;
  name: string;
  email: string;
  theme: Theme;
  timezone: string;
}

export interface PrincipalOrganization {
  id: string;
  name: string;
  plan: string;
  /** Provisioned for this organization alone; null: what the plan says. */
  requestsPerMinute: number | null;
}

/** Who asks: a signed-in session, or a bearer credential, with what its user may do at this moment. */
export interface Principal {
  user: PrincipalUser;
  organization: PrincipalOrganization;
  access: MemberAccess;
  /** Absent for a session. */
  credential?: Credential;
  /** What the session looks at, or the credential is bound to. */
  workspaceChoice: WorkspaceChoice;
  /** The workspaces of that choice which the user reaches now, and what they may do in each. */
  reach: Reach;
}

declare module 'express-serve-static-core' {
  // Express asks for declaration merging, which only an interface can do.
  interface Request {
    principal?: Principal;
    requestId: string;
  }
}

/** For the audit log. */
export function actorOf(request: Request): Actor {
  const { principal } = request;
  if (!principal) throw new Error('actorOf needs an authenticated request');
  return {
    userId: principal.user.id,
    organizationId: principal.organization.id,
    address: addressOf(request),
    credential: principal.credential && { type: principal.credential.type, id: principal.credential.id },
  };
}
