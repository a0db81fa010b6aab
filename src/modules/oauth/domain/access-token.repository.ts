import { Credential } from '../../../common/domain/access/credential.js';
import { Grant } from './grant.js';

/** What a token opens now, and since when. */
export interface LiveAccessToken {
  credential: Credential;
  issuedAt: Date;
}

export abstract class AccessTokenRepository {
  /** undefined when it, its grant, its application or its workspace is over. */
  abstract findLive(id: string, now: Date): Promise<LiveAccessToken | undefined>;
  /** Ends this one alone. @returns the grant that it hangs on; undefined: it was over before. */
  abstract revoke(id: string, now: Date): Promise<Grant | undefined>;
}
