import { Command } from 'commander';
import { validateBody } from '../common/http/request-validation.pipe.js';
import { appPaths } from '../common/ui/app-paths.js';
import { Configuration } from '../config/configuration.js';
import { RegisterDto } from '../modules/auth/index.js';
import { OrganizationsService } from '../modules/workspaces/index.js';
import { printLine } from '../process.js';
import { withApplication } from './installation.js';
import { readPassword } from './password-input.js';

interface Options {
  email: string;
  name: string;
  organization: string;
}

export const createOwner = (program: Command): Command =>
  program
    .command('create-owner')
    .description('make an organization with its owner; the password comes by standard input')
    .requiredOption('--email <address>', 'e-mail of the owner')
    .requiredOption('--name <name>', 'name of the owner')
    .requiredOption('--organization <name>', 'name of the organization')
    .action(async ({ organization, ...person }: Options) => {
      const { organization_name: organizationName, ...owner } = await validateBody(RegisterDto, {
        ...person,
        organization_name: organization,
        password: await readPassword(),
      });
      await withApplication(async (app) => {
        await app.get(OrganizationsService).register({ ...owner, organizationName }, null);
        const { publicUrl } = app.get(Configuration);
        printLine(`${organizationName} is made. ${owner.email} signs in at ${publicUrl}${appPaths.login}`);
      });
    });
