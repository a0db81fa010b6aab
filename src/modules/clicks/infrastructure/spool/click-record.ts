import { Click } from '../../domain/click.js';

const ID_BYTES = 36;
const FIXED_BYTES = 1 + ID_BYTES + 6;
const TEXTS = ['ip', 'userAgent', 'referrer', 'language', 'query'] as const satisfies (keyof Click)[];
/** In bytes; what is longer says nothing more about a visit. */
const MOST_BYTES: Record<(typeof TEXTS)[number], number> = {
  ip: 64,
  userAgent: 1024,
  referrer: 2048,
  language: 256,
  query: 2048,
};
/** By their bits; records of earlier versions know only the first of them. */
const FLAGS = ['isAdmitted', 'isHead', 'isPrefetch', 'isScan', 'wantsPrivacy'] as const satisfies (keyof Click)[];

export const MOST_RECORD_BYTES = FIXED_BYTES + Object.values(MOST_BYTES).reduce((sum, bytes) => sum + 2 + bytes, 0);

/**
 * Writes a click at `offset`, where MOST_RECORD_BYTES are free; gives back where it ends. Texts are written in Latin-1, in
 * which Node reads headers.
 */
export function writeRecord(click: Click, buffer: Buffer, offset: number): number {
  let flags = 0;
  for (const [bit, name] of FLAGS.entries()) if (click[name]) flags |= 1 << bit;
  let end = buffer.writeUInt8(flags, offset);
  end += buffer.write(click.shortUrlId, end, ID_BYTES, 'latin1');
  end = buffer.writeUIntLE(click.at, end, 6);
  for (const name of TEXTS) {
    const length = buffer.write(click[name], end + 2, MOST_BYTES[name], 'latin1');
    end = buffer.writeUInt16LE(length, end) + length;
  }
  return end;
}

/** Of what `writeRecord` wrote one after the other. */
export function readRecords(buffer: Buffer): Click[] {
  const clicks: Click[] = [];
  let offset = 0;
  while (offset < buffer.length) {
    const [click, end] = readRecord(buffer, offset);
    clicks.push(click);
    offset = end;
  }
  return clicks;
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
    isAdmitted: isSet('isAdmitted'),
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
