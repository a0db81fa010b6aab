import { Injectable } from '@nestjs/common';
import { Credential } from '../../../common/domain/access/credential.js';
import { AccessTokenVerifier } from '../../oauth/index.js';
import { looksLikeApiToken, TokensService } from '../../tokens/index.js';
import { CredentialVerifier } from '../domain/credential-verifier.js';

/** API tokens by their prefix; everything else has to be an access token of our own. */
@Injectable()
export class BearerCredentialVerifier extends CredentialVerifier {
  constructor(
    private readonly tokens: TokensService,
    private readonly accessTokens: AccessTokenVerifier,
  ) {
    super();
  }

  override verify(token: string): Promise<Credential | undefined> {
    return looksLikeApiToken(token) ? this.tokens.verify(token) : this.accessTokens.verify(token);
  }
}
