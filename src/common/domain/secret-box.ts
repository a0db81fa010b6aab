import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { derivedKeys } from './secret.js';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM under APP_SECRET, for one purpose: the first secret encrypts, all decrypt. */
export class SecretBox {
  private readonly keys: readonly Buffer[];

  constructor(appSecrets: readonly string[], purpose: string) {
    this.keys = derivedKeys(appSecrets, purpose);
  }

  seal(plain: Uint8Array): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.keys[0] as Buffer, iv);
    const encrypted = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), encrypted]);
  }

  /** undefined when none of the secrets opens it. `isStale`: one that is on its way out did. */
  open(sealed: Buffer): { plain: Buffer; isStale: boolean } | undefined {
    for (const [index, key] of this.keys.entries()) {
      const plain = decrypt(sealed, key);
      if (plain) return { plain, isStale: index > 0 };
    }
    return undefined;
  }
}

function decrypt(sealed: Buffer, key: Buffer): Buffer | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}
