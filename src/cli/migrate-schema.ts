import { Command } from 'commander';
import { printLine } from '../process.js';
import { withDatabase } from './installation.js';

export const migrateSchema = (program: Command): Command =>
  program
    .command('migrate')
    .description('bring the database schema up to date; the server and the other commands do it by themselves')
    .action(() =>
      withDatabase((_configuration, migrated) => {
        printLine(migrated.length === 0 ? 'The schema is up to date.' : `Done: ${migrated.join(', ')}.`);
        return Promise.resolve();
      }),
    );
