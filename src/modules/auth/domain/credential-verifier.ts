import { Credential } from '../../../common/domain/access/credential.js';

/** Who stands behind a bearer credential. A port, so that a host application can accept credentials of its own. */
export abstract class CredentialVerifier {
  /** undefined: unknown, expired or revoked. Never throws for malformed input. */
  abstract verify(token: string): Promise<Credential | undefined>;
}
