import { ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  getOptionsToken,
  getStorageToken,
  ThrottlerGuard,
  type ThrottlerModuleOptions,
  type ThrottlerRequest,
  type ThrottlerStorage,
} from '@nestjs/throttler';
import type { Request, Response } from 'express';
import { TooManyAttemptsError } from '../../../common/domain/errors.js';
import { rateLimitHeaders } from '../../../common/http/problem.js';
import { planWindowKey } from '../application/plan-usage.js';
import { PlanCatalog } from '../domain/plan-catalog.js';

export const PLAN_WINDOW_SECONDS = 60;

/**
 * Counts an organization's API requests, over all its credentials together, against its plan. Runs right after
 * authentication, since a request counts whatever its answer will be.
 */
@Injectable()
export class PlanThrottlerGuard extends ThrottlerGuard {
  constructor(
    @Inject(getOptionsToken()) options: ThrottlerModuleOptions,
    @Inject(getStorageToken()) storage: ThrottlerStorage,
    reflector: Reflector,
    private readonly plans: PlanCatalog,
  ) {
    super(options, storage, reflector);
  }

  protected override shouldSkip(context: ExecutionContext): Promise<boolean> {
    const { principal } = context.switchToHttp().getRequest<Request>();
    return Promise.resolve(!principal?.credential || this.plans.requestsPerMinute(principal.organization) === null);
  }

  protected override async handleRequest({ context, ttl }: ThrottlerRequest): Promise<boolean> {
    const { principal } = context.switchToHttp().getRequest<Request>();
    const limit = principal && this.plans.requestsPerMinute(principal.organization);
    if (!principal || limit === null || limit === undefined) return true;
    const hit = await this.storageService.increment(planWindowKey(principal.organization.id), ttl, limit, 0, 'plan');
    const resetAt = new Date(Date.now() + hit.timeToExpire * 1000);
    if (hit.isBlocked) throw new TooManyAttemptsError(limit, resetAt);
    const response = context.switchToHttp().getResponse<Response>();
    response.set(rateLimitHeaders(limit, Math.max(0, limit - hit.totalHits), resetAt));
    return true;
  }
}
