export { PlanCatalog, type Plan } from './domain/plan-catalog.js';
export { STARTING_PLAN } from './domain/standard-plan-catalog.js';
export { PlansModule, plansPorts } from './plans.module.js';
export { PlanThrottlerGuard } from './presentation/plan-throttler.guard.js';
