import { explainFailure } from './cli/failure.js';
import { createProgram } from './cli/program.js';

// An exit, unlike a signal's default, takes along an embedded database that was started for the command.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

try {
  await createProgram().parseAsync();
} catch (error) {
  process.stderr.write(`${explainFailure(error)}\n`);
  process.exitCode = 1;
}
