import { ScopeSet } from '../../../common/domain/access/scope.js';
import { DomainError } from '../../../common/domain/errors.js';
import { OAuthClient, RedirectUri } from '../../oauth-clients/index.js';
import { CodeChallenge } from './code-challenge.js';
import { missingParameter, OAuthError } from './oauth-error.js';
import { requireOwnResource } from './protected-resource.js';
import { RequestedScope } from './requested-scope.js';

export const AUTHORIZATION_PARAMETERS = [
  'client_id',
  'redirect_uri',
  'response_type',
  'scope',
  'state',
  'code_challenge',
  'code_challenge_method',
  'resource',
  'prompt',
] as const;

/** As they were sent, but for `state`, which stays percent-encoded; empty ones are absent (RFC 6749 §3.1). */
export type AuthorizationParameters = Partial<Record<(typeof AUTHORIZATION_PARAMETERS)[number], string>>;

/** A fault of which the application can't be told, since nobody knows that the address is its own (RFC 6749 §4.1.2.1). */
export class AuthorizationFault extends DomainError {
  readonly kind = 'bad_request';
  constructor(
    readonly code: 'invalid_client' | 'invalid_redirect_uri' | 'invalid_request',
    message: string,
  ) {
    super(message);
  }
}

/** What the application asks the user for. */
export interface Demand {
  scope: RequestedScope;
  scopes: ScopeSet;
  challenge: CodeChallenge | undefined;
}

/** A request whose answer has a place to go to. */
export class AuthorizationRequest {
  private constructor(
    readonly client: OAuthClient,
    readonly redirectUri: string,
    readonly parameters: AuthorizationParameters,
  ) {}

  /** @throws AuthorizationFault */
  static locate(client: OAuthClient | undefined, parameters: AuthorizationParameters): AuthorizationRequest {
    const { client_id: clientId, redirect_uri: redirectUri } = parameters;
    if (clientId === undefined) throw new AuthorizationFault('invalid_client', 'The parameter client_id is missing.');
    if (!client) throw new AuthorizationFault('invalid_client', `Given: ${shortened(clientId)}`);
    if (redirectUri === undefined) {
      throw new AuthorizationFault('invalid_redirect_uri', 'The parameter redirect_uri is missing.');
    }
    if (!client.redirectsTo(redirectUri)) {
      throw new AuthorizationFault('invalid_redirect_uri', `Given: ${shortened(redirectUri)}`);
    }
    return new AuthorizationRequest(client, redirectUri, parameters);
  }

  /** @throws OAuthError, of which the application is told. */
  demand(publicUrl: string): Demand {
    const { response_type: responseType, scope: scopeText, resource } = this.parameters;
    if (responseType === undefined) throw missingParameter('response_type');
    if (responseType !== 'code') throw new OAuthError('unsupported_response_type', 'The response_type must be code.');
    requireOwnResource(resource, publicUrl);
    const scope = RequestedScope.parse(scopeText);
    return { scope, scopes: scope.grantedBy(this.client.scopes), challenge: this.challenge() };
  }

  /**
   * Whatever is remembered: nobody knows who it is that names itself a public application, or listens on a loopback
   * address (RFC 8252 §8.6); or the application wants it so.
   */
  get mustBeAsked(): boolean {
    const wantsIt = this.parameters.prompt?.split(' ').includes('consent') ?? false;
    return wantsIt || !this.client.confidential || RedirectUri.of(this.redirectUri).isLoopback;
  }

  /** Back to the application; `iss` tells it who answers (RFC 9207). The registered query stays (RFC 6749 §3.1.2). */
  answer(issuer: string, answer: Record<string, string>): string {
    const pairs = Object.entries(answer).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    const { state } = this.parameters;
    if (state !== undefined) pairs.push(`state=${state}`);
    pairs.push(`iss=${encodeURIComponent(issuer)}`);
    const separator = !this.redirectUri.includes('?') ? '?' : /[?&]$/.test(this.redirectUri) ? '' : '&';
    return `${this.redirectUri}${separator}${pairs.join('&')}`;
  }

  private challenge(): CodeChallenge | undefined {
    const { code_challenge: challenge, code_challenge_method: method } = this.parameters;
    const parsed = CodeChallenge.parse(challenge, method);
    if (parsed || !this.client.needsPkce) return parsed;
    throw new OAuthError(
      'invalid_request',
      'This application must use PKCE: send code_challenge and code_challenge_method=S256.',
    );
  }
}

const shortened = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}…` : text);
