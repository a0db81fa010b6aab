export { IdempotencyKeyInUseError } from './domain/idempotency-key-in-use.error.js';
export { MOST_KEY_CHARACTERS } from './domain/idempotency-key.js';
export { KEPT_HOURS } from './domain/kept-answer.js';
export { IdempotencyModule } from './idempotency.module.js';
export { AnswerOnce } from './presentation/answer-once.js';
