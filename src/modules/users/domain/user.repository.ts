import { User } from './user.js';

export abstract class UserRepository {
  /** @throws ValidationError on `email` when another user has it. */
  abstract save(user: User): Promise<void>;
  /** With everything that is theirs alone; what they made for their organization stays. */
  abstract remove(userId: string): Promise<void>;
  abstract findById(id: string): Promise<User | undefined>;
  /** Locked until the end of the transaction, so that no two changes overwrite each other. */
  abstract findForChange(id: string): Promise<User | undefined>;
  /** Upper and lower case of an e-mail address are the same. */
  abstract findByEmail(email: string): Promise<User | undefined>;
}
