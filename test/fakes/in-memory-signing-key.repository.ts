import { SigningKey } from '../../src/modules/oauth/domain/signing-key.js';
import { SigningKeyRepository } from '../../src/modules/oauth/domain/signing-key.repository.js';
import { changedCopy } from './changed-copy.js';

export class InMemorySigningKeyRepository extends SigningKeyRepository {
  /** Oldest first. */
  keys: SigningKey[] = [];
  /** How often a key was looked for by its id. */
  lookUps = 0;
  private busy: Promise<unknown> = Promise.resolve();

  override exclusively<T>(work: () => Promise<T>): Promise<T> {
    const done = this.busy.then(work);
    this.busy = done.catch(() => undefined);
    return done;
  }

  override current(): Promise<SigningKey | undefined> {
    return Promise.resolve(this.keys.find(({ retiredAt }) => retiredAt === null));
  }

  override find(id: string): Promise<SigningKey | undefined> {
    this.lookUps += 1;
    return Promise.resolve(this.keys.find((key) => key.id === id));
  }

  override publishedSince(since: Date): Promise<SigningKey[]> {
    return Promise.resolve(this.keys.filter(({ retiredAt }) => retiredAt === null || retiredAt > since).reverse());
  }

  override add(key: SigningKey): Promise<void> {
    this.keys.push(key);
    return Promise.resolve();
  }

  override retireCurrent(now: Date): Promise<void> {
    this.keys = this.keys.map((key) =>
      key.retiredAt === null ? changedCopy(key, { retiredAt: now, privateKeyEncrypted: null }) : key,
    );
    return Promise.resolve();
  }

  override encryptAnew(key: SigningKey, privateKeyEncrypted: Buffer): Promise<void> {
    this.keys = this.keys.map((it) => (it.id === key.id ? changedCopy(it, { privateKeyEncrypted }) : it));
    return Promise.resolve();
  }
}
