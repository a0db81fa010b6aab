import { Injectable } from '@nestjs/common';
import { differences } from '../../../common/domain/changes.js';
import { Clock } from '../../../common/domain/clock.js';
import { NotFoundError, ValidationError } from '../../../common/domain/errors.js';
import { Attempt, AttemptThrottle, clientOfAddress } from '../../../common/throttling/attempt-throttle.js';
import { ATTEMPT_RULES } from '../../../common/throttling/attempt-rules.js';
import { PasswordHasher } from '../domain/password-hasher.js';
import { requireGoodPassword } from '../domain/password-policy.js';
import { PasswordLink } from '../domain/password-link.js';
import { PasswordLinkRepository } from '../domain/password-link.repository.js';
import { User, UserProfile } from '../domain/user.js';
import { UserRepository } from '../domain/user.repository.js';

/** Compared against where no account exists, so that both answers take one bcrypt's time (OWASP ASVS 6.3.8). */
const NOBODY = '$2b$12$oZ5k5wSueRxb0TkwJoF47uMokqvca0n.l6SUfeuIFvUxb4LQTtvqy';

@Injectable()
export class UsersService {
  constructor(
    private readonly users: UserRepository,
    private readonly links: PasswordLinkRepository,
    private readonly hasher: PasswordHasher,
    private readonly throttle: AttemptThrottle,
    private readonly clock: Clock,
  ) {}

  /**
   * A user who is not stored yet; without a password, one who is to be invited. To be called outside of a transaction,
   * like `hashOf`: bcrypt takes its time, and a transaction holds a connection meanwhile.
   * @throws ValidationError on `password`.
   */
  async prepare({ name, email, password }: { name: string; email: string; password?: string }): Promise<User> {
    const passwordHash = password === undefined ? null : await this.hashOf(password);
    return User.register({ name, email, passwordHash }, this.clock.now());
  }

  /** @throws ValidationError on `email` where the address is taken. */
  async add(user: User): Promise<void> {
    await this.users.save(user);
  }

  /** What they made for their organization stays. */
  remove(userId: string): Promise<void> {
    return this.users.remove(userId);
  }

  findByEmail(email: string): Promise<User | undefined> {
    return this.users.findByEmail(email);
  }

  /** @throws ValidationError on `email` for a wrong pair, TooManyAttemptsError. */
  async authenticate(email: string, password: string, address: string): Promise<User> {
    const attempts = passwordAttempts(email.toLowerCase(), address);
    const user = await this.throttle.try(attempts, async () => {
      const found = await this.users.findByEmail(email);
      const matches = await this.hasher.matches(password, found?.passwordHash ?? NOBODY);
      return matches ? found : undefined;
    });
    if (user) return user;
    throw wrongPair();
  }

  /** The password typed again. @throws ValidationError on `field`, TooManyAttemptsError. */
  async confirmPassword(userId: string, password: string, address: string, field = 'password'): Promise<User> {
    const user = await this.require(userId);
    const attempts = passwordAttempts(user.email.toLowerCase(), address);
    const confirmed = await this.throttle.try(attempts, async () =>
      (await this.hasher.matches(password, user.passwordHash ?? NOBODY)) ? user : undefined,
    );
    if (confirmed) return confirmed;
    const left = await this.throttle.remaining(attempts);
    throw ValidationError.on(field, `That is not your password. ${left} ${left === 1 ? 'try' : 'tries'} left.`);
  }

  /** Inside of a transaction, like every change of a user that is stored. Gives what differs, as `[before, after]`. */
  async updateProfile(userId: string, change: UserProfile): Promise<Record<string, unknown>> {
    const before = await this.requireForChange(userId);
    const after = before.withProfile(change, this.clock.now());
    await this.users.save(after);
    return differences(before.profile, after.profile);
  }

  /** @throws ValidationError on `password`. */
  async hashOf(password: string): Promise<string> {
    requireGoodPassword(password);
    return this.hasher.hash(password);
  }

  /** Ends the link with which the user could have set another. */
  async setPassword(userId: string, passwordHash: string): Promise<void> {
    const user = await this.requireForChange(userId);
    await this.users.save(user.withPassword(passwordHash, this.clock.now()));
    await this.links.removeOf(userId);
  }

  /** Uses the link up. false: it was used or has ended meanwhile. */
  async setPasswordBy(link: PasswordLink, passwordHash: string): Promise<boolean> {
    const user = await this.users.findForChange(link.userId);
    if (!user || !(await this.links.take(link))) return false;
    await this.users.save(user.withPassword(passwordHash, this.clock.now()));
    return true;
  }

  private async requireForChange(userId: string): Promise<User> {
    const user = await this.users.findForChange(userId);
    if (!user) throw new NotFoundError();
    return user;
  }

  private async require(userId: string): Promise<User> {
    const user = await this.users.findById(userId);
    if (!user) throw new NotFoundError();
    return user;
  }
}

/** One answer whether the account exists, is suspended, or neither. */
export const wrongPair = (): ValidationError =>
  ValidationError.on('email', "E-mail and password don't match. Check both and try again.");

function passwordAttempts(account: string, address: string): Attempt[] {
  const client = clientOfAddress(address);
  return [
    { rule: ATTEMPT_RULES.passwordPerAccountAndAddress, subject: `${account} ${client}` },
    { rule: ATTEMPT_RULES.passwordPerAddress, subject: client },
    { rule: ATTEMPT_RULES.passwordPerAccount, subject: account },
  ];
}
