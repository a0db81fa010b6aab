import { PlanCatalog } from '../modules/plans/index.js';
import { OrganizationsService } from '../modules/workspaces/index.js';
import { printLine } from '../process.js';
import { withApplication } from './installation.js';

export interface PlanOptions {
  email: string;
  plan: string;
  requestsPerMinute: number | null;
}

export const setPlan = ({ email, plan, requestsPerMinute }: PlanOptions): Promise<void> =>
  withApplication(async (app) => {
    const organization = await app.get(OrganizationsService).setPlan(email, plan, requestsPerMinute);
    const limit = app.get(PlanCatalog).requestsPerMinute(organization);
    const allowed = limit === null ? 'any number of requests' : `${limit} requests a minute`;
    printLine(`${organization.name} is on the plan ${organization.plan}: ${allowed}.`);
  });
