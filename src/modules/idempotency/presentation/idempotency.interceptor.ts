import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { Observable, of } from 'rxjs';
import { type IdempotentBy, ROUTE } from '../../../common/http/route.decorators.js';
import { AnswerOnce } from './answer-once.js';

/** Runs after the guards and the reading of the body: whoever may not ask is told nothing again either. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly once: AnswerOnce,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const by = this.reflector.get<IdempotentBy | undefined>(ROUTE.idempotent, context.getHandler());
    if (by !== 'body') return next.handle();
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    const before = await this.once.begin(request, response, request.body);
    return before === undefined ? next.handle() : of(before);
  }
}
