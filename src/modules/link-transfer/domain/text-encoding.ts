export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** By their byte order mark, which decoders take away. */
const MARKS: [Encoding, readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];
/** Of text in UTF-16 that is mostly ASCII, every other byte is null. */
const LEAST_NULLS = 0.3;
const LONGEST_CHARACTER = 4;

/**
 * Finds out how a file's text is encoded while its bytes come by: by its mark, else by null bytes, else by its first
 * character that is not ASCII, which is valid UTF-8 or Windows-1252.
 */
export class EncodingDetector {
  private encoding: Encoding | undefined;
  private isBeginning = true;
  /** The first bytes from the first one that is not ASCII. */
  private open: number[] = [];

  push(bytes: Uint8Array): void {
    if (this.encoding !== undefined) return;
    if (this.isBeginning) this.encoding = markedEncoding(bytes) ?? encodingByNulls(bytes);
    this.isBeginning = false;
    const start = this.open.length > 0 ? 0 : bytes.findIndex((byte) => byte >= 0x80);
    if (this.encoding !== undefined || start < 0) return;
    this.open.push(...bytes.subarray(start, start + LONGEST_CHARACTER - this.open.length));
    if (this.open.length === LONGEST_CHARACTER) this.encoding = encodingByCharacter(this.open);
  }

  /** To be asked after the last bytes. */
  get result(): Encoding {
    return this.encoding ?? (this.open.length === 0 ? 'utf-8' : encodingByCharacter(this.open));
  }
}

const markedEncoding = (bytes: Uint8Array): Encoding | undefined =>
  MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))?.[0];

function encodingByNulls(bytes: Uint8Array): Encoding | undefined {
  const nulls = [0, 0];
  bytes.forEach((byte, index) => {
    if (byte === 0) nulls[index % 2] = (nulls[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = nulls;
  const many = (bytes.length / 2) * LEAST_NULLS;
  if (odd > many && even < odd / 10) return 'utf-16le';
  if (even > many && odd < even / 10) return 'utf-16be';
  return undefined;
}

function encodingByCharacter(bytes: readonly number[]): Encoding {
  const [lead = 0] = bytes;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  return isUtf8(bytes.slice(0, length)) ? 'utf-8' : 'windows-1252';
}

function isUtf8(bytes: readonly number[]): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
    return true;
  } catch {
    return false;
  }
}

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const GZIP = [0x1f, 0x8b];
const MOST_CONTROLS = 0.01;

/** Why these first bytes of a file are no text, if they are not. */
export function binaryFault(bytes: Uint8Array, encoding: Encoding): string | undefined {
  if ([ZIP, GZIP].some((magic) => magic.every((byte, index) => bytes[index] === byte)))
    return 'file is a workbook or an archive. Save the table as CSV (UTF-8).';
  const text = new TextDecoder(encoding).decode(bytes, { stream: true });
  const controls = text.match(/[\0-\x08\x0e-\x1f]/g)?.length ?? 0;
  return controls > text.length * MOST_CONTROLS ? 'file is not text. Save the table as CSV (UTF-8).' : undefined;
}
