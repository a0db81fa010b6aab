import { ValidateBy } from 'class-validator';
import { isLinkPassword, MOST_LINK_PASSWORD_BYTES } from '../domain/link-password.js';

export const IsLinkPassword = () =>
  ValidateBy({
    name: 'isLinkPassword',
    validator: {
      validate: isLinkPassword,
      defaultMessage: () => `$property must be text of 1 to ${MOST_LINK_PASSWORD_BYTES} bytes`,
    },
  });
