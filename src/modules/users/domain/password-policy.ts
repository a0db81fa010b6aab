import { ValidationError } from '../../../common/domain/errors.js';
import { commonPasswords } from './common-passwords.js';

const LEAST_CHARACTERS = 8;
const COMMON = commonPasswords(LEAST_CHARACTERS);
/** bcrypt reads no further, so a longer password is refused rather than cut. */
export const MOST_PASSWORD_BYTES = 72;

/** @throws ValidationError on `password`. Never trimmed, normalised or cut (OWASP ASVS 6.2). */
export function requireGoodPassword(password: string): void {
  if (Array.from(password).length < LEAST_CHARACTERS) throw fault(`Use ${LEAST_CHARACTERS} characters or more.`);
  if (Buffer.byteLength(password) > MOST_PASSWORD_BYTES) throw fault(`Use ${MOST_PASSWORD_BYTES} bytes or fewer.`);
  if (COMMON.has(password.toLowerCase())) {
    throw fault('This is one of the commonest passwords. Choose another.');
  }
}

const fault = (message: string): ValidationError => ValidationError.on('password', message);
