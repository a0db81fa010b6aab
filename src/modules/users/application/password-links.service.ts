import { Injectable } from '@nestjs/common';
import { Clock } from '../../../common/domain/clock.js';
import { hashOfSecret } from '../../../common/domain/secret.js';
import { PasswordLink, PasswordLinkPurpose } from '../domain/password-link.js';
import { PasswordLinkRepository } from '../domain/password-link.repository.js';

/** Links with which people set their password: who was invited, and who has lost theirs. */
@Injectable()
export class PasswordLinksService {
  constructor(
    private readonly links: PasswordLinkRepository,
    private readonly clock: Clock,
  ) {}

  /** Gives the token, once; the user's earlier link ends. */
  async issue(userId: string, purpose: PasswordLinkPurpose): Promise<string> {
    const [link, token] = PasswordLink.issue(userId, purpose, this.clock.now());
    await this.links.put(link);
    return token;
  }

  /** Looking changes nothing. undefined: unknown, used or expired. */
  async find(token: string): Promise<PasswordLink | undefined> {
    const link = await this.links.findByHash(hashOfSecret(token));
    return link?.isOpen(this.clock.now()) ? link : undefined;
  }
}
