import { ValidationError } from '../../src/common/domain/errors.js';
import { User } from '../../src/modules/users/index.js';
import { UserRepository } from '../../src/modules/users/domain/user.repository.js';

export class InMemoryUserRepository extends UserRepository {
  private readonly users = new Map<string, User>();

  override async save(user: User): Promise<void> {
    const other = await this.findByEmail(user.email);
    if (other && other.id !== user.id) throw ValidationError.on('email', 'Taken.');
    this.users.set(user.id, user);
  }

  override findById(id: string): Promise<User | undefined> {
    return Promise.resolve(this.users.get(id));
  }

  override findForChange(id: string): Promise<User | undefined> {
    return this.findById(id);
  }

  override remove(userId: string): Promise<void> {
    this.users.delete(userId);
    return Promise.resolve();
  }

  override findByEmail(email: string): Promise<User | undefined> {
    const wanted = email.toLowerCase();
    return Promise.resolve([...this.users.values()].find((user) => user.email.toLowerCase() === wanted));
  }
}
