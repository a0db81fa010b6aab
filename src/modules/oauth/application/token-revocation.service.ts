import { Injectable } from '@nestjs/common';
import { CommittedChanges } from '../../../common/domain/committed-changes.js';
import { hashOfSecret } from '../../../common/domain/secret.js';
import { UnitOfWork } from '../../../common/domain/unit-of-work.js';
import { OAuthClient } from '../../oauth-clients/index.js';
import { GrantRepository } from '../domain/grant.repository.js';
import { missingParameter } from '../domain/oauth-error.js';
import { AccessTokenVerifier } from './access-token-verifier.js';
import { ClientAuthentication, ClientCredentials } from './client-authentication.js';
import { GrantRevocation } from './grant-revocation.js';

/** The revocation endpoint (RFC 7009). */
@Injectable()
export class TokenRevocationService {
  constructor(
    private readonly clients: ClientAuthentication,
    private readonly grants: GrantRepository,
    private readonly verifier: AccessTokenVerifier,
    private readonly revocation: GrantRevocation,
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: CommittedChanges,
  ) {}

  /**
   * A refresh token ends its grant, an access token only itself. What is unknown, over or another application's is
   * answered alike and without effect (§2.2).
   * @throws OAuthError, TooManyAttemptsError
   */
  async revoke(credentials: ClientCredentials, token: string | undefined, address: string): Promise<void> {
    const client = await this.clients.authenticate(credentials, address);
    if (token === undefined) throw missingParameter('token');
    await this.unitOfWork.run(async () => {
      if (!(await this.endGrant(client, token, address))) await this.endAccessToken(client, token, address);
    });
    await this.changes.settled();
  }

  private async endGrant(client: OAuthClient, token: string, address: string): Promise<boolean> {
    const [, grant] = (await this.grants.findByRefreshToken(hashOfSecret(token))) ?? [];
    if (grant?.clientId === client.id) await this.revocation.byApplication(grant, address);
    return grant !== undefined;
  }

  private async endAccessToken(client: OAuthClient, token: string, address: string): Promise<void> {
    const credential = await this.verifier.verify(token);
    if (credential?.clientId === client.id) await this.revocation.ofAccessToken(credential.id, address);
  }
}
