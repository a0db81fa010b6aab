import { Injectable } from '@nestjs/common';
import bcrypt from 'bcrypt';
import { PasswordHasher } from '../domain/password-hasher.js';

const COST = 12;

@Injectable()
export class BcryptPasswordHasher extends PasswordHasher {
  override hash(password: string): Promise<string> {
    return bcrypt.hash(password, COST);
  }

  override matches(password: string, hash: string): Promise<boolean> {
    return bcrypt.compare(password, hash);
  }
}
