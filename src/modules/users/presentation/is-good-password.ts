import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { faultOfPassword, PASSWORD_RULE } from '../domain/password-policy.js';

const faultOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? faultOfPassword(value) : '$property must be a string';

/** A new password, judged with the body's other fields, so that all their faults come at once. */
export const IsGoodPassword = () =>
  applyDecorators(
    ApiProperty({ format: 'password', description: PASSWORD_RULE }),
    ValidateBy({
      name: 'isGoodPassword',
      validator: {
        validate: (value: unknown) => faultOf(value) === undefined,
        defaultMessage: (asked) => faultOf(asked?.value) ?? '',
      },
    }),
  );
