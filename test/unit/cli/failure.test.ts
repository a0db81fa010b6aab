import { expect, test } from '@jest/globals';
import { explainFailure } from '../../../src/cli/failure.js';
import { ConflictError, NotFoundError, ValidationError } from '../../../src/common/domain/errors.js';
import { StartupError } from '../../../src/common/domain/startup-error.js';

test.each([
  [ValidationError.on('plan', 'There is no plan gold.'), '--plan: There is no plan gold.'],
  [
    new ValidationError({ organization_name: ['Enter a name.', 'Too long.'], email: ['Taken.'] }),
    '--organization: Enter a name. --email: Taken.',
  ],
  [ValidationError.on('password', 'Use 8 characters or more.'), 'Password: Use 8 characters or more.'],
  [new NotFoundError(), '--email: No active user has this address.'],
  [new ConflictError('Somebody else did it.'), 'Somebody else did it.'],
  [new StartupError('DATABASE_URL is wrong.'), 'DATABASE_URL is wrong.'],
  [new Error('the first line\nthe second'), 'This did not work: the first line'],
])('%s becomes one line', (error, line) => {
  expect(explainFailure(error)).toBe(line);
});
