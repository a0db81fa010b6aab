import { ValidationError } from '../../../common/domain/errors.js';
import { commonPasswords } from './common-passwords.js';

const LEAST_CHARACTERS = 8;
const COMMON = commonPasswords(LEAST_CHARACTERS);
/** bcrypt reads no further, so a longer password is refused rather than cut. */
export const MOST_PASSWORD_BYTES = 72;

/** The rule in a line, for whoever documents a field that takes a new password. */
export const PASSWORD_RULE = `${LEAST_CHARACTERS} characters to ${MOST_PASSWORD_BYTES} bytes, none of the commonest`;

/** What keeps it from being a password, if anything. Never trimmed, normalised or cut (OWASP ASVS 6.2). */
export function faultOfPassword(password: string): string | undefined {
  if (Array.from(password).length < LEAST_CHARACTERS) return `Use ${LEAST_CHARACTERS} characters or more.`;
  if (Buffer.byteLength(password) > MOST_PASSWORD_BYTES) return `Use ${MOST_PASSWORD_BYTES} bytes or fewer.`;
  if (COMMON.has(password.toLowerCase())) return 'This is one of the commonest passwords. Choose another.';
  return undefined;
}

/** @throws ValidationError on `password`. */
export function requireGoodPassword(password: string): void {
  const fault = faultOfPassword(password);
  if (fault !== undefined) throw ValidationError.on('password', fault);
}
