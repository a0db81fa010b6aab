import { hashOfSecret, randomBase62 } from '../../../common/domain/secret.js';

/** An invitation lets somebody in for the first time; a reset lets them in who have lost their password. */
export type PasswordLinkPurpose = 'invitation' | 'reset';

const HOUR = 60 * 60 * 1000;
const LIFETIMES: Record<PasswordLinkPurpose, number> = { invitation: 7 * 24 * HOUR, reset: 24 * HOUR };
const TOKEN_CHARACTERS = 32;

/** The one link at a time with which a person sets their password without knowing another. Single use. */
export class PasswordLink {
  private constructor(
    readonly userId: string,
    readonly tokenHash: Buffer,
    readonly purpose: PasswordLinkPurpose,
    readonly createdAt: Date,
    readonly expiresAt: Date,
  ) {}

  /** With the token, which nobody can show again. */
  static issue(userId: string, purpose: PasswordLinkPurpose, now: Date): [PasswordLink, token: string] {
    const token = randomBase62(TOKEN_CHARACTERS);
    const expiresAt = new Date(now.getTime() + LIFETIMES[purpose]);
    return [new PasswordLink(userId, hashOfSecret(token), purpose, now, expiresAt), token];
  }

  isOpen(now: Date): boolean {
    return now < this.expiresAt;
  }
}
