import { buildMessage, isISO8601, ValidateBy, type ValidationArguments } from 'class-validator';

const WITH_OFFSET = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

const isInstant = (value: unknown): value is string =>
  typeof value === 'string' &&
  WITH_OFFSET.test(value) &&
  isISO8601(value, { strict: true }) &&
  !Number.isNaN(Date.parse(value));

/** In a query, a plus that is not escaped is a blank. */
const hintFor = (args?: ValidationArguments): string =>
  isInstant(String(args?.value).replace(/ (?=\d\d:\d\d$)/, '+')) ? ' (in an address, write + as %2B)' : '';

/** A point in time, ISO 8601 with its offset: without one, every reader would mean another. */
export const IsInstant = () =>
  ValidateBy({
    name: 'isInstant',
    validator: {
      validate: isInstant,
      defaultMessage: buildMessage(
        (each, args) => `${each}$property must be a time with an offset, such as 2027-01-31T09:00:00Z${hintFor(args)}`,
      ),
    },
  });
