import { Injectable } from '@nestjs/common';
import { Clock } from '../../../common/domain/clock.js';
import { isId } from '../../../common/domain/id.js';
import { ATTEMPT_RULES } from '../../../common/throttling/attempt-rules.js';
import { Attempt, AttemptThrottle, clientOfAddress } from '../../../common/throttling/attempt-throttle.js';
import { OAuthClient, OAuthClientsService } from '../../oauth-clients/index.js';
import { missingParameter, OAuthError } from '../domain/oauth-error.js';

export interface ClientCredentials {
  clientId: string | undefined;
  clientSecret: string | undefined;
}

/** RFC 6749 §2.3 and §3.2.1: confidential applications prove themselves by a secret, public ones name themselves. */
@Injectable()
export class ClientAuthentication {
  constructor(
    private readonly clients: OAuthClientsService,
    private readonly throttle: AttemptThrottle,
    private readonly clock: Clock,
  ) {}

  /** @throws OAuthError `invalid_client`, TooManyAttemptsError. Nothing is used up by a failure. */
  async authenticate({ clientId, clientSecret }: ClientCredentials, address: string): Promise<OAuthClient> {
    if (clientId === undefined) throw missingParameter('client_id');
    const attempts = attemptsOf(clientId, address);
    // Counting an attempt first, as with passwords, would refuse an application that exchanges many codes at once.
    if ((await this.throttle.remaining(attempts)) <= 0) await this.throttle.begin(attempts);
    const client = await this.clients.findByClientId(clientId);
    if (client && this.isProven(client, clientSecret)) return client;
    await this.throttle.begin(attempts);
    throw new OAuthError(
      'invalid_client',
      'Invalid Client: client_id or client_secret is not right.',
      'Compare both with those shown at registration, without spaces around them. A public application sends no secret.',
    );
  }

  private isProven(client: OAuthClient, secret: string | undefined): boolean {
    if (!client.confidential) return secret === undefined;
    return secret !== undefined && client.acceptsSecret(secret, this.clock.now());
  }
}

/** Only failures count. What is no id at all counts as one application, so that made-up names don't fill the memory. */
function attemptsOf(clientId: string, address: string): Attempt[] {
  const from = clientOfAddress(address);
  return [
    { rule: ATTEMPT_RULES.clientPerClientAndAddress, subject: `${isId(clientId) ? clientId : 'unknown'} ${from}` },
    { rule: ATTEMPT_RULES.clientPerAddress, subject: from },
  ];
}
