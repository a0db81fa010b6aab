import { Injectable } from '@nestjs/common';
import bcrypt from 'bcrypt';
import { PasswordHasher } from '../domain/password-hasher.js';
import { MOST_PASSWORD_BYTES } from '../domain/password-policy.js';

const COST = 12;

@Injectable()
export class BcryptPasswordHasher extends PasswordHasher {
  override hash(password: string): Promise<string> {
    return bcrypt.hash(password, COST);
  }

  /** The library compares no more than the first 72 bytes, so that more of them never match; in the same time. */
  override async matches(password: string, hash: string): Promise<boolean> {
    const isSame = await bcrypt.compare(password, hash);
    return isSame && Buffer.byteLength(password) <= MOST_PASSWORD_BYTES;
  }
}
