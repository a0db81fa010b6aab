import { Injectable } from '@nestjs/common';
import bcrypt from 'bcrypt';
import { PasswordHasher } from '../domain/password-hasher.js';

const COST = 12;
/** bcrypt reads no further, so that a longer password would pass for its beginning. */
const MOST_BYTES = 72;

@Injectable()
export class BcryptPasswordHasher extends PasswordHasher {
  override hash(password: string): Promise<string> {
    return bcrypt.hash(password, COST);
  }

  override async matches(password: string, hash: string): Promise<boolean> {
    const matches = await bcrypt.compare(password, hash);
    return matches && Buffer.byteLength(password) <= MOST_BYTES;
  }
}
