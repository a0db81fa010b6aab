import { User } from './user.js';

export abstract class UserRepository {
  /** @throws ValidationError on `email` when another user has it. */
  abstract save(user: User): Promise<void>;
  abstract findById(id: string): Promise<User | undefined>;
  /** Upper and lower case of an e-mail address are the same. */
  abstract findByEmail(email: string): Promise<User | undefined>;
}
