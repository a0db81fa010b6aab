import { KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { AccessTokenClaims, AccessTokenFormat } from '../domain/access-token-format.js';

const ALGORITHM = 'RS256' as const;
/** RFC 9068 §2.1, so that no other kind of JWT passes for one. */
const TYPE = 'at+jwt';

@Injectable()
export class JwtAccessTokenFormat extends AccessTokenFormat {
  constructor(private readonly jwt: JwtService) {
    super();
  }

  override sign(claims: AccessTokenClaims, { id, privateKey }: { id: string; privateKey: KeyObject }): Promise<string> {
    const header = { alg: ALGORITHM, typ: TYPE, kid: id };
    return this.jwt.signAsync({ ...claims }, { privateKey, algorithm: ALGORITHM, header });
  }

  override keyIdOf(token: string): string | undefined {
    const header = this.headerOf(token);
    // A critical extension has to be understood (RFC 7515 §4.1.11), and none is.
    if (header?.['alg'] !== ALGORITHM || header['typ'] !== TYPE || 'crit' in header) return undefined;
    return typeof header['kid'] === 'string' ? header['kid'] : undefined;
  }

  override async idOf(
    token: string,
    { publicKey, issuer, audience, now }: { publicKey: string; issuer: string; audience: string; now: Date },
  ): Promise<string | undefined> {
    const clockTimestamp = Math.floor(now.getTime() / 1000);
    const expected = { publicKey, algorithms: [ALGORITHM], issuer, audience, clockTimestamp };
    const claims = await this.jwt.verifyAsync<Record<string, unknown>>(token, expected).catch(() => undefined);
    // The library takes a token without an end for one that never ends.
    if (typeof claims?.['exp'] !== 'number' || typeof claims['jti'] !== 'string') return undefined;
    return claims['jti'];
  }

  private headerOf(token: string): Record<string, unknown> | undefined {
    try {
      return { ...this.jwt.decode(token, { complete: true }).header };
    } catch {
      // Whatever its type says, the library gives null for what is no JWT.
      return undefined;
    }
  }
}
