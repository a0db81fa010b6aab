import { Module, Provider } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { UsersService } from './application/users.service.js';
import { PasswordHasher } from './domain/password-hasher.js';
import { UserRepository } from './domain/user.repository.js';
import { BcryptPasswordHasher } from './infrastructure/bcrypt-password-hasher.js';
import { TypeormUserRepository } from './infrastructure/typeorm-user.repository.js';
import { UserSchema } from './infrastructure/user.schema.js';
import { PasswordPrompt } from './presentation/password-prompt.js';
import { UsersController } from './presentation/users.controller.js';

/** What a host application may replace. */
export const usersPorts: Provider[] = [{ provide: PasswordHasher, useClass: BcryptPasswordHasher }];

@Module({
  imports: [TypeOrmModule.forFeature([UserSchema])],
  controllers: [UsersController],
  providers: [UsersService, PasswordPrompt, { provide: UserRepository, useClass: TypeormUserRepository }],
  exports: [UsersService, PasswordPrompt],
})
export class UsersModule {}
