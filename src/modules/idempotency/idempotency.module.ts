import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { IdempotentRequests } from './application/idempotent-requests.js';
import { KeptAnswerRepository } from './domain/kept-answer.repository.js';
import { KeptAnswerSchedule } from './infrastructure/kept-answer-schedule.js';
import { TypeormKeptAnswerRepository } from './infrastructure/typeorm-kept-answer.repository.js';
import { AnswerOnce } from './presentation/answer-once.js';
import { IdempotencyInterceptor } from './presentation/idempotency.interceptor.js';

@Module({
  providers: [
    AnswerOnce,
    IdempotentRequests,
    KeptAnswerSchedule,
    { provide: KeptAnswerRepository, useClass: TypeormKeptAnswerRepository },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
  ],
  exports: [AnswerOnce],
})
export class IdempotencyModule {}
