import { timingSafeEqual } from 'node:crypto';
import { newId } from '../../../common/domain/id.js';
import { hashOfSecret, randomBase62 } from '../../../common/domain/secret.js';

/** Only letters, digits and `_`: clients that form-encode Basic credentials and those that don't send the same. */
const PREFIX = 'tls_';
const RANDOM_CHARACTERS = 40;

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

  accepts(secret: string, now: Date): boolean {
    const isAlive = this.expiresAt === null || this.expiresAt > now;
    return isAlive && timingSafeEqual(this.secretHash, hashOfSecret(secret));
  }
}
