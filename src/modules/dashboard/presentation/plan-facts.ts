import { PrincipalOrganization } from '../../../common/http/principal.js';
import { PlanCatalog } from '../../plans/index.js';
import { PlanFacts } from './views/api-keys.view.js';

export const planFacts = (plans: PlanCatalog, organization: PrincipalOrganization): PlanFacts => ({
  name: plans.find(organization.plan)?.title ?? organization.plan,
  requestsPerMinute: plans.requestsPerMinute(organization),
});
