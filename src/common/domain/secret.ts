import { createHash, hkdfSync, randomInt } from 'node:crypto';

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

/** A key of 256 bits out of each secret, for one purpose and of no use for another (RFC 5869). */
export const derivedKeys = (secrets: readonly string[], purpose: string): Buffer[] =>
  secrets.map((secret) => Buffer.from(hkdfSync('sha256', secret, '', purpose, 32)));

/** How random secrets (128 bits and more) are stored and looked up. Passwords are not: see PasswordHasher. */
export const hashOfSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();
