import { validateBody } from '../common/http/request-validation.pipe.js';
import { appPaths } from '../common/ui/app-paths.js';
import { Configuration } from '../config/configuration.js';
import { RegisterDto } from '../modules/auth/index.js';
import { OrganizationsService } from '../modules/workspaces/index.js';
import { printLine } from '../process.js';
import { withApplication } from './installation.js';
import { readPassword } from './password-input.js';

export interface OwnerOptions {
  email: string;
  name: string;
  organization: string;
}

export async function createOwner({ organization, ...person }: OwnerOptions): Promise<void> {
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
}
