import { Grant } from '../../src/modules/oauth/domain/grant.js';
import { AccessTokenRepository, LiveAccessToken } from '../../src/modules/oauth/domain/access-token.repository.js';

/** Where no access token is looked up or ended by itself. */
export class NoLiveAccessTokens extends AccessTokenRepository {
  override findLive(_id: string, _now: Date): Promise<LiveAccessToken | undefined> {
    return Promise.resolve(undefined);
  }

  override revoke(): Promise<Grant | undefined> {
    return Promise.resolve(undefined);
  }
}
