import { PasswordLink } from './password-link.js';

export abstract class PasswordLinkRepository {
  /** In place of the user's earlier one, if there is one. */
  abstract put(link: PasswordLink): Promise<void>;
  abstract findByHash(tokenHash: Buffer): Promise<PasswordLink | undefined>;
  /** Ends it. Of several at once one is told true. */
  abstract take(link: PasswordLink): Promise<boolean>;
  abstract removeOf(userId: string): Promise<void>;
}
