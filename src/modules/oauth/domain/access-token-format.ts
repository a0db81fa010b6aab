import { KeyObject } from 'node:crypto';

/** RFC 9068 §2.2, with `scopes` as a list and `workspace_id` beside. */
export interface AccessTokenClaims {
  iss: string;
  aud: string;
  sub: string;
  jti: string;
  iat: number;
  nbf: number;
  exp: number;
  client_id: string;
  scope: string;
  scopes: readonly string[];
  workspace_id: string | null;
}

/** How access tokens are written. */
export abstract class AccessTokenFormat {
  abstract sign(claims: AccessTokenClaims, key: { id: string; privateKey: KeyObject }): Promise<string>;

  /** The key that `token` says it was signed with; undefined when it can be no access token of ours. */
  abstract keyIdOf(token: string): string | undefined;

  /** The token's `jti`; undefined unless that key has signed it, for this audience, and it is in time. */
  abstract idOf(
    token: string,
    expected: { publicKey: string; issuer: string; audience: string; now: Date },
  ): Promise<string | undefined>;
}
