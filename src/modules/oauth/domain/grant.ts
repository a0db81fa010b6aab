import { ScopeSet } from '../../../common/domain/access/scope.js';

/** Counted from the approval; no refreshing moves it. */
const GRANT_DAYS = 730;
const MILLISECONDS_A_DAY = 86_400_000;

export interface NewGrant {
  /** Chosen when the page is shown, so that answering it twice makes one grant. */
  id: string;
  clientId: string;
  userId: string;
  /** The user's organization. */
  organizationId: string;
  workspaceId: string | null;
  scopes: ScopeSet;
}

/**
 * One pass of one user through the authorization page, shown or skipped. Its code and tokens hang on it, never exceed it
 * and die with it.
 */
export class Grant {
  private constructor(
    readonly id: string,
    readonly clientId: string,
    readonly organizationId: string,
    readonly userId: string,
    /** null: all workspaces that the user reaches. */
    readonly workspaceId: string | null,
    readonly scopes: ScopeSet,
    readonly createdAt: Date,
    readonly expiresAt: Date,
    readonly revokedAt: Date | null,
  ) {}

  static approve(grant: NewGrant, now: Date): Grant {
    const { id, clientId, organizationId, userId, workspaceId, scopes } = grant;
    const expiresAt = grantExpiry(now);
    return new Grant(id, clientId, organizationId, userId, workspaceId, scopes, now, expiresAt, null);
  }

  isLive(now: Date): boolean {
    return this.revokedAt === null && this.expiresAt > now;
  }
}

/** Until when an approval given now holds. */
export const grantExpiry = (now: Date): Date => new Date(now.getTime() + GRANT_DAYS * MILLISECONDS_A_DAY);
