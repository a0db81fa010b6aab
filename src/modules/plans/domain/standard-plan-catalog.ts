import { Plan, PlanCatalog } from './plan-catalog.js';

export const STARTING_PLAN = 'free';

const PLANS: readonly Plan[] = [
  { name: STARTING_PLAN, title: 'Free', requestsPerMinute: 10 },
  { name: 'pro', title: 'Pro', requestsPerMinute: 30 },
  { name: 'bulk', title: 'Bulk', requestsPerMinute: 100 },
  { name: 'enterprise', title: 'Enterprise', requestsPerMinute: null },
];

export class StandardPlanCatalog extends PlanCatalog {
  override all(): readonly Plan[] {
    return PLANS;
  }
}
