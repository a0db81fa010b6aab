export { IdempotencyModule } from './idempotency.module.js';
export { AnswerOnce } from './presentation/answer-once.js';
