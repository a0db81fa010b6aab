import { DomainError } from '../../../common/domain/errors.js';

/** No field of the body is at fault, but what the key was sent with before. */
export class IdempotencyKeyReusedError extends DomainError {
  readonly kind = 'validation';
  readonly code = 'idempotency_key_reused';
  constructor() {
    super('This Idempotency-Key was sent before with another body or query. Use a new key for a new request.');
  }
}
