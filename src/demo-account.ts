import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { ValidationError } from './common/domain/errors.js';
import { randomBase62 } from './common/domain/secret.js';
import { UnitOfWork } from './common/domain/unit-of-work.js';
import { Configuration } from './config/configuration.js';
import { DEMO_LINKS } from './demo-links.js';
import { ShortUrlsService } from './modules/short-urls/index.js';
import { PasswordHasher, UsersService } from './modules/users/index.js';
import { OrganizationsService, WorkspacesService } from './modules/workspaces/index.js';

const PASSWORD_CHARACTERS = 16;
const OWNER = { name: 'Demo', email: 'demo@example.com', organizationName: 'Demo' };

/** An account to look around with. */
export interface DemoAccount {
  email: string;
  /** undefined: it was changed, or the file that kept it is lost. */
  password: string | undefined;
  passwordFile: string;
}

/** Makes the account where there is none. Only on one's own machine: the embedded database, outside production. */
export async function ensureDemoAccount(app: INestApplicationContext): Promise<DemoAccount | undefined> {
  const { usesEmbeddedDatabase, settings } = app.get(Configuration);
  if (!usesEmbeddedDatabase || settings.production) return undefined;
  const passwordFile = join(settings.dataDir, 'demo-account.json');
  const kept = await keptPassword(passwordFile);
  const { email } = OWNER;
  const user = await app.get(UsersService).findByEmail(email);
  if (user) {
    const { passwordHash } = user;
    const isCurrent =
      kept !== undefined && passwordHash !== null && (await app.get(PasswordHasher).matches(kept, passwordHash));
    return { email, password: isCurrent ? kept : undefined, passwordFile };
  }
  const password = kept ?? randomBase62(PASSWORD_CHARACTERS);
  // Before the account, so that no account can be there whose password nobody knows.
  await writeFile(passwordFile, `${JSON.stringify({ email, password }, null, 2)}\n`, { mode: 0o600 });
  await app.get(UnitOfWork).run(() => makeAccount(app, password));
  return { email, password, passwordFile };
}

async function keptPassword(file: string): Promise<string | undefined> {
  try {
    const { password } = JSON.parse(await readFile(file, 'utf8')) as { password?: unknown };
    return typeof password === 'string' ? password : undefined;
  } catch {
    return undefined;
  }
}

async function makeAccount(app: INestApplicationContext, password: string): Promise<void> {
  const { owner, organization } = await app.get(OrganizationsService).register({ ...OWNER, password }, null);
  const membership = await app.get(WorkspacesService).membershipOf(owner.id);
  if (!membership) throw new Error('The demo account has no membership');
  const actor = { userId: owner.id, organizationId: organization.id, address: null };
  const shortUrls = app.get(ShortUrlsService);
  const { defaultDomain } = app.get(Configuration);
  for (const link of DEMO_LINKS) {
    if (await shortUrls.findByAddress({ domain: defaultDomain, slug: link.slug })) continue;
    await shortUrls.create(actor, membership.access.reach('all'), link).catch(unlessRefused);
  }
}

/** A host application may have stricter rules for links than ours: its demo account has fewer of them. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof ValidationError)) throw error;
}
