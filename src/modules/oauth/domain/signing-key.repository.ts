import { SigningKey } from './signing-key.js';

export abstract class SigningKeyRepository {
  /** One transaction in which no other instance does the same. */
  abstract exclusively<T>(work: () => Promise<T>): Promise<T>;
  abstract current(): Promise<SigningKey | undefined>;
  abstract find(id: string): Promise<SigningKey | undefined>;
  /** The current one and those retired after `since`, newest first. */
  abstract publishedSince(since: Date): Promise<SigningKey[]>;
  abstract add(key: SigningKey): Promise<void>;
  abstract retireCurrent(now: Date): Promise<void>;
  abstract encryptAnew(key: SigningKey, privateKeyEncrypted: Buffer): Promise<void>;
}
