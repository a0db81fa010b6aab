import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NUMBER_BYTES = 6;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** The length of what follows, and the block's number, from which its nonce is made. */
export const HEADER_BYTES = 4 + NUMBER_BYTES;

/**
 * Seals what one process spools, because it tells who visited what from where. The key is the spool's own and a block's
 * number is never used twice with it; the tag also shows a block that was not written to its end.
 */
export class BlockCipher {
  private readonly key: Uint8Array;

  constructor(secret: string, spoolId: string) {
    this.key = new Uint8Array(hkdfSync('sha256', secret, spoolId, 'click spool', 32));
  }

  seal(plain: Uint8Array, number: number): Buffer {
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt32LE(plain.length + TAG_BYTES);
    header.writeUIntLE(number, 4, NUMBER_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.key, nonceOf(number));
    return Buffer.concat([header, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }

  /** undefined: not sealed with this key, or not whole. */
  open(block: Buffer): Buffer | undefined {
    if (block.length < HEADER_BYTES + TAG_BYTES) return undefined;
    const decipher = createDecipheriv(ALGORITHM, this.key, nonceOf(block.readUIntLE(4, NUMBER_BYTES)));
    decipher.setAuthTag(block.subarray(-TAG_BYTES));
    const plain = decipher.update(block.subarray(HEADER_BYTES, -TAG_BYTES));
    try {
      return Buffer.concat([plain, decipher.final()]);
    } catch {
      return undefined;
    }
  }
}

/** With its header. undefined: the header itself is not there yet. */
export const blockBytesAt = (buffer: Buffer, offset: number): number | undefined =>
  buffer.length - offset < HEADER_BYTES ? undefined : HEADER_BYTES + buffer.readUInt32LE(offset);

function nonceOf(number: number): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUIntLE(number, 0, NUMBER_BYTES);
  return nonce;
}
