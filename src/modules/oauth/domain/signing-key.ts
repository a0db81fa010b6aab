import { newId } from '../../../common/domain/id.js';

/** Signs access tokens while it is the current one; afterwards it only verifies those that it has signed. */
export class SigningKey {
  private constructor(
    /** The `kid` of the tokens' headers. */
    readonly id: string,
    /** null once retired, so that it can never sign again. */
    readonly privateKeyEncrypted: Buffer | null,
    /** PEM. */
    readonly publicKey: string,
    readonly createdAt: Date,
    readonly retiredAt: Date | null,
  ) {}

  static create(pair: { privateKeyEncrypted: Buffer; publicKey: string }, now: Date): SigningKey {
    return new SigningKey(newId(), pair.privateKeyEncrypted, pair.publicKey, now, null);
  }
}
