import { timingSafeEqual } from 'node:crypto';
import { newId } from '../../../common/domain/id.js';
import { hashOfSecret, randomBase62 } from '../../../common/domain/secret.js';

/** Only letters, digits and `_`: clients that form-encode Basic credentials and those that don't send the same. */
const PREFIX = 'tls_';
const RANDOM_CHARACTERS = 40;

/** How long the secrets before a new one go on working, so that it can be brought to where it is used. */
export const USUAL_OVERLAP_HOURS = 24;
export const LONGEST_OVERLAP_HOURS = 168;

/** One of an application's secrets. Several may work at the same time while one replaces another. */
export class ClientSecret {
  private constructor(
    readonly id: string,
    readonly secretHash: Buffer,
    readonly createdAt: Date,
    /** null: until it is deleted. */
    readonly expiresAt: Date | null,
  ) {}

  /** The secret itself is in the second place, only here. */
  static issue(now: Date): [ClientSecret, string] {
    const secret = PREFIX + randomBase62(RANDOM_CHARACTERS);
    return [new ClientSecret(newId(), hashOfSecret(secret), now, null), secret];
  }

  /** The same one, working no longer than until `end`. */
  endingBy(end: Date): ClientSecret {
    if (this.expiresAt !== null && this.expiresAt <= end) return this;
    return new ClientSecret(this.id, this.secretHash, this.createdAt, end);
  }

  isAlive(now: Date): boolean {
    return this.expiresAt === null || this.expiresAt > now;
  }

  accepts(secret: string, now: Date): boolean {
    return this.isAlive(now) && timingSafeEqual(this.secretHash, hashOfSecret(secret));
  }
}
