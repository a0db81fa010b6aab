import { Command } from 'commander';
import { PRODUCT } from '../config/product.js';
import { createOwner } from './create-owner.js';
import { migrateSchema } from './migrate-schema.js';
import { resetPassword } from './reset-password.js';
import { rotateSigningKey } from './rotate-signing-key.js';
import { setPlan } from './set-plan.js';

/** The operator's commands. */
export function createProgram(): Command {
  const program = new Command('npm run cli --')
    .description('Commands for who runs this installation. They work beside a running server too.')
    .version(PRODUCT.version)
    .showHelpAfterError()
    .configureHelp({ showGlobalOptions: false });
  [migrateSchema, createOwner, resetPassword, setPlan, rotateSigningKey].forEach((add) => {
    add(program);
  });
  return program;
}
