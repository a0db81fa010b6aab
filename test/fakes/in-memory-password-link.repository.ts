import { PasswordLink } from '../../src/modules/users/index.js';
import { PasswordLinkRepository } from '../../src/modules/users/domain/password-link.repository.js';

export class InMemoryPasswordLinkRepository extends PasswordLinkRepository {
  private readonly links = new Map<string, PasswordLink>();

  override put(link: PasswordLink): Promise<void> {
    this.links.set(link.userId, link);
    return Promise.resolve();
  }

  override findByHash(tokenHash: Buffer): Promise<PasswordLink | undefined> {
    return Promise.resolve([...this.links.values()].find((link) => link.tokenHash.equals(tokenHash)));
  }

  override take(link: PasswordLink): Promise<boolean> {
    const isOpen = this.links.get(link.userId)?.tokenHash.equals(link.tokenHash) ?? false;
    return Promise.resolve(isOpen && this.links.delete(link.userId));
  }

  override removeOf(userId: string): Promise<void> {
    this.links.delete(userId);
    return Promise.resolve();
  }
}
