import { Command, InvalidArgumentError } from 'commander';
import { integer } from '../config/parse.js';
import { PlanCatalog } from '../modules/plans/index.js';
import { OrganizationsService } from '../modules/workspaces/index.js';
import { printLine } from '../process.js';
import { withApplication } from './installation.js';

const MOST_REQUESTS_PER_MINUTE = 1_000_000;

interface Options {
  email: string;
  plan: string;
  requestsPerMinute: number | null;
}

export const setPlan = (program: Command): Command =>
  program
    .command('set-plan')
    .description("put a user's organization on a plan; it holds from the next request on")
    .requiredOption('--email <address>', 'e-mail of one of its members')
    .requiredOption('--plan <plan>', 'name of the plan')
    .option('--requests-per-minute <number>', 'limit of this organization alone, on an unlimited plan', requests, null)
    .action(({ email, plan, requestsPerMinute }: Options) =>
      withApplication(async (app) => {
        const organization = await app.get(OrganizationsService).setPlan(email, plan, requestsPerMinute);
        const limit = app.get(PlanCatalog).requestsPerMinute(organization);
        const allowed = limit === null ? 'any number of requests' : `${limit} requests a minute`;
        printLine(`${organization.name} is on the plan ${organization.plan}: ${allowed}.`);
      }),
    );

function requests(text: string): number {
  try {
    return integer(text, 1, MOST_REQUESTS_PER_MINUTE);
  } catch (error) {
    throw new InvalidArgumentError(`It ${(error as Error).message}.`);
  }
}
