import { ConflictError } from '../../../common/domain/errors.js';

export class IdempotencyKeyInUseError extends ConflictError {
  constructor() {
    super('The first request with this Idempotency-Key is still running. Ask again later.', 'idempotency_key_in_use');
  }
}
