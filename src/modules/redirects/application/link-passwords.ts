import { Injectable } from '@nestjs/common';
import { TooManyAttemptsError } from '../../../common/domain/errors.js';
import { ATTEMPT_RULES } from '../../../common/throttling/attempt-rules.js';
import { Attempt, AttemptThrottle, clientOfAddress } from '../../../common/throttling/attempt-throttle.js';
import { isLinkPassword, ServedLink } from '../../short-urls/index.js';
import { PasswordHasher } from '../../users/index.js';

export type FailedCheck = { answer: 'wrong'; triesLeft: number } | { answer: 'too_many'; retryAt: Date };

/** The passwords that visitors of protected links type. */
@Injectable()
export class LinkPasswords {
  constructor(
    private readonly passwords: PasswordHasher,
    private readonly throttle: AttemptThrottle,
  ) {}

  /** undefined: it is the right one. */
  async check(
    { id }: Pick<ServedLink, 'id'>,
    passwordHash: string,
    password: string,
    address: string,
  ): Promise<FailedCheck | undefined> {
    const attempts = attemptsOf(id, address);
    const matches = async (): Promise<true | undefined> =>
      (isLinkPassword(password) && (await this.passwords.matches(password, passwordHash))) || undefined;
    try {
      if (await this.throttle.try(attempts, matches)) return undefined;
    } catch (error) {
      if (error instanceof TooManyAttemptsError) return { answer: 'too_many', retryAt: error.resetAt };
      throw error;
    }
    return { answer: 'wrong', triesLeft: await this.throttle.remaining(attempts) };
  }
}

const attemptsOf = (linkId: string, address: string): Attempt[] => [
  { rule: ATTEMPT_RULES.linkPasswordPerLinkAndAddress, subject: `${linkId} ${clientOfAddress(address)}` },
  { rule: ATTEMPT_RULES.linkPasswordPerLink, subject: linkId },
];
