import { PasswordHasher } from '../../src/modules/users/index.js';

/** Costs nothing, and hides nothing. */
export class PlainPasswordHasher extends PasswordHasher {
  override hash(password: string): Promise<string> {
    return Promise.resolve(`hash of ${password}`);
  }

  override matches(password: string, hash: string): Promise<boolean> {
    return Promise.resolve(hash === `hash of ${password}`);
  }
}
