import { Injectable } from '@nestjs/common';
import { ValidationError } from '../../../common/domain/errors.js';
import { violatedConstraint } from '../../../database/constraint.js';
import { Database } from '../../../database/database.js';
import { User } from '../domain/user.js';
import { UserRepository } from '../domain/user.repository.js';

@Injectable()
export class TypeormUserRepository extends UserRepository {
  constructor(private readonly database: Database) {
    super();
  }

  override async save(user: User): Promise<void> {
    await this.database.manager.save(User, user).catch((error: unknown) => {
      if (violatedConstraint(error) === 'users_email') throw ValidationError.on('email', 'This e-mail is taken.');
      throw error;
    });
  }

  override async remove(userId: string): Promise<void> {
    await this.database.manager.delete(User, { id: userId });
  }

  override async findById(id: string): Promise<User | undefined> {
    return (await this.database.manager.findOneBy(User, { id })) ?? undefined;
  }

  override async findForChange(id: string): Promise<User | undefined> {
    const lock = { mode: 'pessimistic_write' } as const;
    return (await this.database.manager.findOne(User, { where: { id }, lock })) ?? undefined;
  }

  override async findByEmail(email: string): Promise<User | undefined> {
    const query = this.database.manager
      .createQueryBuilder(User, 'user')
      .where('lower(user.email) = lower(:email)', { email });
    return (await query.getOne()) ?? undefined;
  }
}
