import { ScopeSet } from '../../../common/domain/access/scope.js';
import { Grant } from './grant.js';

/** What a user has once allowed an application. It is remembered, so that the same need not be asked again. */
export class Approval {
  private constructor(
    readonly userId: string,
    readonly clientId: string,
    /** null: all workspaces that the user reaches. */
    readonly workspaceId: string | null,
    readonly scopes: ScopeSet,
    readonly createdAt: Date,
  ) {}

  static of({ userId, clientId, workspaceId, scopes, createdAt }: Grant): Approval {
    return new Approval(userId, clientId, workspaceId, scopes, createdAt);
  }

  /** Scopes don't follow into another workspace: nobody has approved them there. */
  extendedBy(grant: Grant): Approval {
    if (grant.workspaceId !== this.workspaceId) return Approval.of(grant);
    const scopes = ScopeSet.of([...this.scopes.values, ...grant.scopes.values]);
    return new Approval(this.userId, this.clientId, this.workspaceId, scopes, this.createdAt);
  }

  covers(scopes: ScopeSet): boolean {
    return this.scopes.covers(scopes);
  }
}
