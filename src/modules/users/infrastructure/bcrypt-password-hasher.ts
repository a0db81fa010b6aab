import { Injectable } from '@nestjs/common';
import bcrypt from 'bcrypt';
import pLimit from 'p-limit';
import { PasswordHasher } from '../domain/password-hasher.js';
import { MOST_PASSWORD_BYTES } from '../domain/password-policy.js';

const COST = 12;
/** Node does them in its four threads, which new connections to the database need as well. */
const MOST_AT_ONCE = 2;

@Injectable()
export class BcryptPasswordHasher extends PasswordHasher {
  private readonly turn = pLimit(MOST_AT_ONCE);

  override hash(password: string): Promise<string> {
    return this.turn(() => bcrypt.hash(password, COST));
  }

  /** The library compares no more than the first 72 bytes, so that more of them never match; in the same time. */
  override async matches(password: string, hash: string): Promise<boolean> {
    const isSame = await this.turn(() => bcrypt.compare(password, hash));
    return isSame && Buffer.byteLength(password) <= MOST_PASSWORD_BYTES;
  }
}
