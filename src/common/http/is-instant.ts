import { buildMessage, isISO8601, ValidateBy } from 'class-validator';

const WITH_OFFSET = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

const isInstant = (value: unknown): value is string =>
  typeof value === 'string' &&
  WITH_OFFSET.test(value) &&
  isISO8601(value, { strict: true }) &&
  !Number.isNaN(Date.parse(value));

/** A point in time, ISO 8601 with its offset: without one, every reader would mean another. */
export const IsInstant = () =>
  ValidateBy({
    name: 'isInstant',
    validator: {
      validate: isInstant,
      defaultMessage: buildMessage(
        (each) => `${each}$property must be a time with an offset, such as 2027-01-31T09:00:00Z`,
      ),
    },
  });
