import { ValidateBy } from 'class-validator';
import { parseColour } from '../domain/colour.js';

/** @param also what else may stand there */
export const IsColour = (also?: string) =>
  ValidateBy({
    name: 'isColour',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && (value === also || parseColour(value) !== undefined),
      defaultMessage: () => `$property must be a colour such as #1a2b3c${also === undefined ? '' : `, or ${also}`}`,
    },
  });
