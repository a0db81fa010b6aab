import { Injectable } from '@nestjs/common';
import { WindowCounter } from '../../../common/throttling/window-counter.js';
import { PlanCatalog } from '../domain/plan-catalog.js';

export interface Usage {
  /** Requests a minute; null: unlimited, and then nothing is counted. */
  limit: number | null;
  used: number;
  remaining: number | null;
  resetAt: Date | null;
}

/** What an organization has used of its plan in the minute that is running. */
@Injectable()
export class PlanUsage {
  constructor(
    private readonly plans: PlanCatalog,
    private readonly counter: WindowCounter,
  ) {}

  async of(organization: { id: string; plan: string; requestsPerMinute: number | null }): Promise<Usage> {
    const limit = this.plans.requestsPerMinute(organization);
    if (limit === null) return { limit, used: 0, remaining: null, resetAt: null };
    const window = await this.counter.read(planWindowKey(organization.id));
    const used = window?.count ?? 0;
    return { limit, used, remaining: Math.max(0, limit - used), resetAt: window?.resetAt ?? null };
  }
}

/** Under which the plan's guard counts. */
export const planWindowKey = (organizationId: string): string => `plan:${organizationId}`;
