import { OAuthClient } from '../../oauth-clients/index.js';
import { Approval } from './approval.js';

export abstract class ApprovalRepository {
  /**
   * Until the transaction ends nobody else lets this application in for this user, or shuts it out, and nobody deletes
   * it.
   */
  abstract hold(userId: string, clientId: string): Promise<Approval | undefined>;

  /** Nothing is remembered where the application sends people elsewhere by now than `client` says. */
  abstract remember(approval: Approval, client: OAuthClient): Promise<void>;

  abstract forget(approval: Approval): Promise<void>;
}
