import { crc32 } from 'node:zlib';
import { randomBase62, toBase62 } from '../../../common/domain/secret.js';

const PREFIX = 'tl_';
const RANDOM_CHARACTERS = 30;
const CHECKSUM_CHARACTERS = 6;
const SHAPE = new RegExp(`^${PREFIX}[0-9A-Za-z]{${RANDOM_CHARACTERS + CHECKSUM_CHARACTERS}}$`);

/** `tl_`, 30 random base62 characters (178 bits), and a checksum: scanners find it, a typo never reaches the database. */
export function newApiToken(): string {
  const random = randomBase62(RANDOM_CHARACTERS);
  return `${PREFIX}${random}${checksum(random)}`;
}

/** All that is known of a token once it has been shown. */
export const maskedApiToken = (lastFour: string): string => `${PREFIX}…${lastFour}`;

export const looksLikeApiToken = (token: string): boolean => token.startsWith(PREFIX);

export function isWellFormedApiToken(token: string): boolean {
  if (!SHAPE.test(token)) return false;
  const random = token.slice(PREFIX.length, -CHECKSUM_CHARACTERS);
  return token.endsWith(checksum(random));
}

const checksum = (text: string): string => toBase62(crc32(text), CHECKSUM_CHARACTERS);
