import { Module, Provider } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PasswordLinksService } from './application/password-links.service.js';
import { UsersService } from './application/users.service.js';
import { PasswordHasher } from './domain/password-hasher.js';
import { PasswordLinkRepository } from './domain/password-link.repository.js';
import { UserRepository } from './domain/user.repository.js';
import { BcryptPasswordHasher } from './infrastructure/bcrypt-password-hasher.js';
import { PasswordLinkSchema } from './infrastructure/password-link.schema.js';
import { TypeormPasswordLinkRepository } from './infrastructure/typeorm-password-link.repository.js';
import { TypeormUserRepository } from './infrastructure/typeorm-user.repository.js';
import { UserSchema } from './infrastructure/user.schema.js';
import { PasswordPrompt } from './presentation/password-prompt.js';
import { UsersController } from './presentation/users.controller.js';

/** What a host application may replace. */
export const usersPorts: Provider[] = [{ provide: PasswordHasher, useClass: BcryptPasswordHasher }];

@Module({
  imports: [TypeOrmModule.forFeature([UserSchema, PasswordLinkSchema])],
  controllers: [UsersController],
  providers: [
    UsersService,
    PasswordLinksService,
    PasswordPrompt,
    { provide: UserRepository, useClass: TypeormUserRepository },
    { provide: PasswordLinkRepository, useClass: TypeormPasswordLinkRepository },
  ],
  exports: [UsersService, PasswordLinksService, PasswordPrompt],
})
export class UsersModule {}
