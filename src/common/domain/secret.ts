import { createHash, randomInt } from 'node:crypto';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Cryptographically random characters of base62 (5.95 bits each). */
export const randomBase62 = (length: number): string =>
  Array.from({ length }, () => BASE62.charAt(randomInt(BASE62.length))).join('');

/** A non-negative integer in base62, padded on the left to `length`. */
export function toBase62(value: number, length: number): string {
  let digits = '';
  for (let rest = value; digits.length < length; rest = Math.floor(rest / 62)) {
    digits = BASE62.charAt(rest % 62) + digits;
  }
  return digits;
}

/** How random secrets (128 bits and more) are stored and looked up. Passwords are not: see PasswordHasher. */
export const hashOfSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();
