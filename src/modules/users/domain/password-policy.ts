import { ValidationError } from '../../../common/domain/errors.js';
import { commonPasswords } from './common-passwords.js';

const LEAST_CHARACTERS = 8;
const COMMON = commonPasswords(LEAST_CHARACTERS);
/** bcrypt reads no further, so a longer password is refused rather than cut. */
const MOST_BYTES = 72;

/** @throws ValidationError on `field`. Never trimmed, normalised or cut (OWASP ASVS 6.2). */
export function requireGoodPassword(password: string, field = 'password'): void {
  if (Array.from(password).length < LEAST_CHARACTERS) throw ValidationError.on(field, 'Use 8 characters or more.');
  if (Buffer.byteLength(password) > MOST_BYTES) throw ValidationError.on(field, 'Use 72 bytes or fewer.');
  if (COMMON.has(password.toLowerCase())) {
    throw ValidationError.on(field, 'This is one of the commonest passwords. Choose another.');
  }
}
