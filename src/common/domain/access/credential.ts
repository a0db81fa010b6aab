import { ScopeSet } from './scope.js';

/** A verified bearer credential: what stands in `Authorization: Bearer`. */
export interface Credential {
  type: 'api_token' | 'access_token';
  id: string;
  userId: string;
  scopes: ScopeSet;
  /** The workspace that it is bound to for good; null = all that its user reaches. */
  workspaceId: string | null;
  /** From then on it is nobody's. */
  expiresAt: Date;
  /** The application that an access token was issued to, and the grant that it hangs on. */
  clientId?: string;
  grantId?: string;
}
