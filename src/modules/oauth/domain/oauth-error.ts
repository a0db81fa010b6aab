import { DomainError } from '../../../common/domain/errors.js';

/** RFC 6749 §4.1.2.1 and §5.2, RFC 8707 §2. */
export type OAuthErrorCode =
  | 'access_denied'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_request'
  | 'invalid_scope'
  | 'invalid_target'
  | 'unsupported_grant_type'
  | 'unsupported_response_type';

/** A fault that an application is told of: by a redirect from the authorization page, or in the token endpoint's answer. */
export class OAuthError extends DomainError {
  readonly kind: 'bad_request' | 'unauthenticated';

  constructor(
    readonly code: OAuthErrorCode,
    message: string,
    /** What to try, for whoever builds the application. */
    readonly hint?: string,
  ) {
    super(message);
    this.kind = code === 'invalid_client' ? 'unauthenticated' : 'bad_request';
  }
}

export const missingParameter = (name: string): OAuthError =>
  new OAuthError('invalid_request', `The parameter ${name} is missing.`);
