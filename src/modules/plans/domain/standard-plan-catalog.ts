import { Plan, PlanCatalog } from './plan-catalog.js';

export const STARTING_PLAN = 'free';

const PLANS: readonly Plan[] = [
  { name: STARTING_PLAN, title: 'Free', requestsPerMinute: 10, clickRetentionDays: 30 },
  { name: 'pro', title: 'Pro', requestsPerMinute: 30, clickRetentionDays: 365 },
  { name: 'bulk', title: 'Bulk', requestsPerMinute: 100, clickRetentionDays: 365 },
  { name: 'enterprise', title: 'Enterprise', requestsPerMinute: null, clickRetentionDays: 730 },
];

export class StandardPlanCatalog extends PlanCatalog {
  override all(): readonly Plan[] {
    return PLANS;
  }
}
