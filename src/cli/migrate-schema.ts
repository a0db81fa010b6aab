import { printLine } from '../process.js';
import { withDatabase } from './installation.js';

export const migrateSchema = (): Promise<void> =>
  withDatabase((_configuration, migrated) => {
    printLine(migrated.length === 0 ? 'The schema is up to date.' : `Done: ${migrated.join(', ')}.`);
    return Promise.resolve();
  });
