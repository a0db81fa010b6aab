import { PasswordHasher } from '../../src/modules/users/index.js';

/** Costs nothing, so that a test can guess hundreds of times, and counts what was compared. */
export class FakePasswordHasher extends PasswordHasher {
  /** The hashes that passwords were compared with. */
  readonly compared: string[] = [];

  override hash(password: string): Promise<string> {
    return Promise.resolve(`hash of ${password}`);
  }

  override matches(password: string, hash: string): Promise<boolean> {
    this.compared.push(hash);
    return Promise.resolve(hash === `hash of ${password}`);
  }
}

/** For applications under test in which passwords are typed often and their cost is beside the point. */
export const withPasswordHasher = (hasher = new FakePasswordHasher()) => ({
  providers: [{ provide: PasswordHasher, useValue: hasher }],
});
