import { Command, InvalidArgumentError } from 'commander';
import { integer } from '../config/parse.js';
import { PRODUCT } from '../config/product.js';
import type { OwnerOptions } from './create-owner.js';
import type { PlanOptions } from './set-plan.js';

const MOST_REQUESTS_PER_MINUTE = 1_000_000;

/** The operator's commands. Each loads the application only when it runs, so that help and mistakes are quick. */
export function createProgram(): Command {
  const program = new Command('npm run cli --')
    .description('Commands for who runs this installation. They work beside a running server too.')
    .version(PRODUCT.version)
    .showHelpAfterError();

  program
    .command('migrate')
    .description('bring the database schema up to date; the server and the other commands do it by themselves')
    .action(async () => (await import('./migrate-schema.js')).migrateSchema());

  program
    .command('create-owner')
    .description('make an organization with its owner; the password comes by standard input')
    .requiredOption('--email <address>', 'e-mail of the owner')
    .requiredOption('--name <name>', 'name of the owner')
    .requiredOption('--organization <name>', 'name of the organization')
    .action(async (options: OwnerOptions) => (await import('./create-owner.js')).createOwner(options));

  program
    .command('reset-password')
    .description('give a user a new password, which comes by standard input, and end their sessions')
    .requiredOption('--email <address>', 'e-mail of the user')
    .action(async ({ email }: { email: string }) => (await import('./reset-password.js')).resetPassword(email));

  program
    .command('set-plan')
    .description("put a user's organization on a plan; it holds from the next request on")
    .requiredOption('--email <address>', 'e-mail of one of its members')
    .requiredOption('--plan <plan>', 'name of the plan')
    .option('--requests-per-minute <number>', 'limit of this organization alone, on an unlimited plan', requests, null)
    .action(async (options: PlanOptions) => (await import('./set-plan.js')).setPlan(options));

  program
    .command('rotate-signing-key')
    .description('sign access tokens with a new key from now on; tokens signed before stay valid')
    .action(async () => (await import('./rotate-signing-key.js')).rotateSigningKey());

  return program;
}

function requests(text: string): number {
  try {
    return integer(text, 1, MOST_REQUESTS_PER_MINUTE);
  } catch (error) {
    throw new InvalidArgumentError(`It ${(error as Error).message}.`);
  }
}
