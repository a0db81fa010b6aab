import { Command } from 'commander';
import { SigningKeys } from '../modules/oauth/index.js';
import { printLine } from '../process.js';
import { withApplication } from './installation.js';

export const rotateSigningKey = (program: Command): Command =>
  program
    .command('rotate-signing-key')
    .description('sign access tokens with a new key from now on; tokens signed before stay valid')
    .action(() =>
      withApplication(async (app) => {
        await app.get(SigningKeys).rotate();
        printLine('A new key signs from now on. Tokens signed before stay valid.');
      }),
    );
