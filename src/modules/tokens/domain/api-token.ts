import { Credential } from '../../../common/domain/access/credential.js';
import { GrantedScope, ScopeSet } from '../../../common/domain/access/scope.js';
import { newId } from '../../../common/domain/id.js';
import { hashOfSecret } from '../../../common/domain/secret.js';
import { newApiToken } from './api-token-format.js';

export interface ApiTokenRequest {
  organizationId: string;
  userId: string;
  /** null = all that the user reaches. */
  workspaceId: string | null;
  name: string;
  scopes: ScopeSet;
  expiresAt: Date;
}

/** A personal bearer credential for one's own scripts, bound for good to where it was made. */
export class ApiToken {
  private constructor(
    readonly id: string,
    readonly organizationId: string,
    readonly userId: string,
    readonly workspaceId: string | null,
    readonly name: string,
    readonly tokenHash: Buffer,
    readonly lastFour: string,
    readonly scopes: readonly GrantedScope[],
    readonly createdAt: Date,
    readonly expiresAt: Date,
  ) {}

  /** The token itself is in the second place; only its hash is kept. */
  static issue(request: ApiTokenRequest, now: Date): [ApiToken, string] {
    const token = newApiToken();
    const { organizationId, userId, workspaceId, name, scopes, expiresAt } = request;
    return [
      new ApiToken(
        newId(),
        organizationId,
        userId,
        workspaceId,
        name,
        hashOfSecret(token),
        token.slice(-4),
        scopes.values,
        now,
        expiresAt,
      ),
      token,
    ];
  }

  isActive(now: Date): boolean {
    return this.expiresAt > now;
  }

  toCredential(): Credential {
    return {
      type: 'api_token',
      id: this.id,
      userId: this.userId,
      scopes: ScopeSet.of(this.scopes),
      workspaceId: this.workspaceId,
      expiresAt: this.expiresAt,
    };
  }
}
