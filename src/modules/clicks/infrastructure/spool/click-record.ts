import { Click } from '../../domain/click.js';

const ID_BYTES = 36;
const FIXED_BYTES = 1 + ID_BYTES + 6;
/** In bytes; what is longer says nothing more about a visit. */
const MOST_BYTES = {
  ip: 64,
  userAgent: 1024,
  referrer: 2048,
  language: 256,
  query: 2048,
} as const satisfies Partial<Record<keyof Click, number>>;
/** By their bits; records of earlier versions know only the first of them. */
const FLAGS = ['skipsMaxClicks', 'isHead', 'isPrefetch', 'isScan', 'wantsPrivacy'] as const satisfies (keyof Click)[];

export const MOST_RECORD_BYTES = FIXED_BYTES + Object.values(MOST_BYTES).reduce((sum, bytes) => sum + 2 + bytes, 0);

/**
 * Writes a click at `offset`, where MOST_RECORD_BYTES are free; gives back where it ends. Texts are written in Latin-1, in
 * which Node reads headers.
 */
export function writeRecord(click: Click, buffer: Buffer, offset: number): number {
  // Field by field: for each visit, a loop over their names takes as long as all of the writing.
  let end = buffer.writeUInt8(flagsOf(click), offset);
  end += buffer.write(click.shortUrlId, end, ID_BYTES, 'latin1');
  end = buffer.writeUIntLE(click.at, end, 6);
  end = writeText(click.ip, MOST_BYTES.ip, buffer, end);
  end = writeText(click.userAgent, MOST_BYTES.userAgent, buffer, end);
  end = writeText(click.referrer, MOST_BYTES.referrer, buffer, end);
  end = writeText(click.language, MOST_BYTES.language, buffer, end);
  return writeText(click.query, MOST_BYTES.query, buffer, end);
}

/** A bit each, in the order of FLAGS. */
const flagsOf = ({ skipsMaxClicks, isHead, isPrefetch, isScan, wantsPrivacy }: Click): number =>
  Number(skipsMaxClicks) |
  (Number(isHead) << 1) |
  (Number(isPrefetch) << 2) |
  (Number(isScan) << 3) |
  (Number(wantsPrivacy) << 4);

function writeText(text: string, mostBytes: number, buffer: Buffer, offset: number): number {
  const length = text === '' ? 0 : buffer.write(text, offset + 2, mostBytes, 'latin1');
  return buffer.writeUInt16LE(length, offset) + length;
}

/** Of what `writeRecord` wrote one after the other. */
export function* readRecords(buffer: Buffer): Generator<Click> {
  for (let offset = 0; offset < buffer.length;) {
    const [click, end] = readRecord(buffer, offset);
    yield click;
    offset = end;
  }
}

function readRecord(buffer: Buffer, offset: number): [Click, number] {
  const flags = buffer.readUInt8(offset);
  const isSet = (name: (typeof FLAGS)[number]): boolean => (flags & (1 << FLAGS.indexOf(name))) !== 0;
  let end = offset + 1;
  const take = (bytes: number): string => buffer.toString('latin1', end, (end += bytes));
  const shortUrlId = take(ID_BYTES);
  const at = buffer.readUIntLE(end, 6);
  end += 6;
  const takeText = (): string => {
    const length = buffer.readUInt16LE(end);
    end += 2;
    return take(length);
  };
  const click = {
    shortUrlId,
    at,
    skipsMaxClicks: isSet('skipsMaxClicks'),
    isHead: isSet('isHead'),
    isPrefetch: isSet('isPrefetch'),
    isScan: isSet('isScan'),
    wantsPrivacy: isSet('wantsPrivacy'),
    ip: takeText(),
    userAgent: takeText(),
    referrer: takeText(),
    language: takeText(),
    query: takeText(),
  };
  return [click, end];
}
