import { Injectable } from '@nestjs/common';
import { Credential } from '../../../common/domain/access/credential.js';
import { Clock } from '../../../common/domain/clock.js';
import { isId } from '../../../common/domain/id.js';
import { Configuration } from '../../../config/configuration.js';
import { AccessTokenFormat } from '../domain/access-token-format.js';
import { AccessTokenRepository, LiveAccessToken } from '../domain/access-token.repository.js';
import { apiResource } from '../domain/protected-resource.js';
import { SigningKeys } from './signing-keys.js';

/** Who stands behind an OAuth access token. */
@Injectable()
export class AccessTokenVerifier {
  constructor(
    private readonly format: AccessTokenFormat,
    private readonly keys: SigningKeys,
    private readonly tokens: AccessTokenRepository,
    private readonly configuration: Configuration,
    private readonly clock: Clock,
  ) {}

  /** undefined: no token of ours, expired or revoked. Never throws for malformed input. */
  async verify(token: string): Promise<Credential | undefined> {
    return (await this.find(token))?.credential;
  }

  async find(token: string): Promise<LiveAccessToken | undefined> {
    const keyId = this.format.keyIdOf(token);
    const publicKey = isId(keyId) ? await this.keys.publicKeyOf(keyId) : undefined;
    if (publicKey === undefined) return undefined;
    const { publicUrl } = this.configuration;
    const now = this.clock.now();
    const id = await this.format.idOf(token, { publicKey, issuer: publicUrl, audience: apiResource(publicUrl), now });
    return isId(id) ? this.tokens.findLive(id, now) : undefined;
  }
}
