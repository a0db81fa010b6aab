import { Credential } from '../../../common/domain/access/credential.js';

export abstract class AccessTokenRepository {
  /** What the token opens now; undefined when it, its grant, its application or its workspace is over. */
  abstract findLive(id: string, now: Date): Promise<Credential | undefined>;
}
