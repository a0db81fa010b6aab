import { newId } from '../../../common/domain/id.js';
import { Theme } from '../../../common/domain/theme.js';

export interface UserProfile {
  name?: string;
  email?: string;
  theme?: Theme;
  timezone?: string;
}

/** A person with an e-mail address and a password, which who is only invited has not set yet. */
export class User {
  private constructor(
    readonly id: string,
    readonly name: string,
    readonly email: string,
    readonly passwordHash: string | null,
    readonly theme: Theme,
    readonly timezone: string,
    readonly createdAt: Date,
    readonly updatedAt: Date,
  ) {}

  static register(person: { name: string; email: string; passwordHash: string | null }, now: Date): User {
    return new User(newId(), person.name, person.email, person.passwordHash, 'system', 'UTC', now, now);
  }

  get profile(): Required<UserProfile> {
    const { name, email, theme, timezone } = this;
    return { name, email, theme, timezone };
  }

  withProfile(change: UserProfile, now: Date): User {
    const { name = this.name, email = this.email, theme = this.theme, timezone = this.timezone } = change;
    return new User(this.id, name, email, this.passwordHash, theme, timezone, this.createdAt, now);
  }

  withPassword(passwordHash: string, now: Date): User {
    return new User(this.id, this.name, this.email, passwordHash, this.theme, this.timezone, this.createdAt, now);
  }
}
