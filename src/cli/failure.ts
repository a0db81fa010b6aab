import { DomainError, NotFoundError, ValidationError } from '../common/domain/errors.js';
import { StartupError } from '../common/domain/startup-error.js';

const OPTION_OF_FIELD: Readonly<Record<string, string>> = {
  name: '--name',
  email: '--email',
  organization_name: '--organization',
  plan: '--plan',
  requests_per_minute: '--requests-per-minute',
  password: 'Password',
};

/** One line for the person at the terminal that names the option to correct; never a stack trace. */
export function explainFailure(error: unknown): string {
  if (error instanceof ValidationError) return Object.entries(error.errors).map(faultOfField).join(' ');
  if (error instanceof NotFoundError) return '--email: No active user has this address.';
  const line = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
  return error instanceof DomainError || error instanceof StartupError ? line : `This did not work: ${line}`;
}

const faultOfField = ([field, messages]: [string, string[]]): string =>
  `${OPTION_OF_FIELD[field] ?? field}: ${messages[0] ?? 'is not valid'}`;
