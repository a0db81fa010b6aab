/** Messages by field; dots for nesting (`routing_rules.0.value`). */
export type FieldErrors = Record<string, string[]>;

/** What can go wrong in the product. `code` is stable and public; the HTTP layer gives each kind its status. */
export abstract class DomainError extends Error {
  abstract readonly kind:
    | 'bad_request'
    | 'unauthenticated'
    | 'forbidden'
    | 'not_found'
    | 'conflict'
    | 'validation'
    | 'too_many_attempts'
    | 'unavailable';
  abstract readonly code: string;
}

export class BadRequestError extends DomainError {
  readonly kind = 'bad_request';
  constructor(
    message: string,
    readonly code = 'bad_request',
  ) {
    super(message);
  }
}

export class UnauthenticatedError extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code = 'unauthenticated';
  constructor() {
    super('Unauthenticated.');
  }
}

/** A right that one lacks in a place that one can see; the message names what is missing. */
export class ForbiddenError extends DomainError {
  readonly kind = 'forbidden';
  constructor(
    message: string,
    readonly code = 'forbidden',
  ) {
    super(message);
  }
}

export class NotFoundError extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'not_found';
  constructor() {
    super('Not found.');
  }
}

export class ConflictError extends DomainError {
  readonly kind = 'conflict';
  constructor(
    message: string,
    readonly code = 'conflict',
  ) {
    super(message);
  }
}

export class ValidationError extends DomainError {
  readonly kind = 'validation';
  readonly code = 'validation_failed';
  constructor(readonly errors: FieldErrors) {
    super(summaryOf(errors));
  }

  static on(field: string, message: string): ValidationError {
    return new ValidationError({ [field]: [message] });
  }
}

export class TooManyAttemptsError extends DomainError {
  readonly kind = 'too_many_attempts';
  readonly code = 'too_many_attempts';
  constructor(
    readonly limit: number,
    readonly resetAt: Date,
  ) {
    super('Too Many Attempts.');
  }
}

/** What there is no room for just now. */
export class UnavailableError extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'service_unavailable';
  constructor() {
    super('The service is busy. Try again in a few seconds.');
  }
}

function summaryOf(errors: FieldErrors): string {
  const [first = 'The given data is not valid.', ...more] = Object.values(errors).flat();
  if (more.length === 0) return first;
  return `${first} (and ${more.length} more ${more.length === 1 ? 'error' : 'errors'})`;
}
