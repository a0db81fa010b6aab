import { Command } from 'commander';
import { AuthService } from '../modules/auth/index.js';
import { printLine } from '../process.js';
import { withApplication } from './installation.js';
import { readPassword } from './password-input.js';

export const resetPassword = (program: Command): Command =>
  program
    .command('reset-password')
    .description('give a user a new password, which comes by standard input, and end their sessions')
    .requiredOption('--email <address>', 'e-mail of the user')
    .action(async ({ email }: { email: string }) => {
      const password = await readPassword();
      await withApplication(async (app) => {
        await app.get(AuthService).resetPassword(email, password);
        printLine(`The password of ${email} is changed, and their sessions have ended.`);
      });
    });
