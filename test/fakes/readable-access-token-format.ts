import { KeyObject } from 'node:crypto';
import { AccessTokenClaims, AccessTokenFormat } from '../../src/modules/oauth/domain/access-token-format.js';

interface Written {
  keyId: string;
  claims: AccessTokenClaims;
}

/** Access tokens that are plain JSON, signed by nobody. */
export class ReadableAccessTokenFormat extends AccessTokenFormat {
  override sign(claims: AccessTokenClaims, { id }: { id: string; privateKey: KeyObject }): Promise<string> {
    return Promise.resolve(JSON.stringify({ keyId: id, claims } satisfies Written));
  }

  override keyIdOf(token: string): string | undefined {
    return token.startsWith('{') ? read(token).keyId : undefined;
  }

  override idOf(
    token: string,
    { issuer, audience, now }: { publicKey: string; issuer: string; audience: string; now: Date },
  ): Promise<string | undefined> {
    const { iss, aud, exp, jti } = read(token).claims;
    const isGood = iss === issuer && aud === audience && exp * 1000 > now.getTime();
    return Promise.resolve(isGood ? jti : undefined);
  }
}

const read = (token: string): Written => JSON.parse(token) as Written;
