import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { addressOf } from '../../../common/http/address.js';
import { renewSession } from '../../../common/http/session.js';
import { UsersService } from '../application/users.service.js';
import { User } from '../domain/user.js';

/** The account password typed again before something that must not happen to an unattended screen. */
@Injectable()
export class PasswordPrompt {
  constructor(private readonly users: UsersService) {}

  /** A right password gives the session a new id. @throws ValidationError on `field`, TooManyAttemptsError. */
  async confirm(request: Request, password: string, field = 'password'): Promise<User> {
    const { userId } = request.session;
    if (!userId) throw new Error('A password is confirmed in a session only');
    const user = await this.users.confirmPassword(userId, password, addressOf(request), field);
    await renewSession(request);
    return user;
  }
}
