import { toLocation } from './destination-url.js';
import { QueryParameter } from './query-parameters.js';

/** What stands in QR codes after a link's address and in no other place, so that scans can be told from other visits. */
const MARK = 'qr=1';
/** In all its spellings: `q%72=1` is the mark as well. An encoded `=` is none. */
const SPELLINGS: ReadonlySet<string> = new Set(
  ['q', '%71'].flatMap((q) => ['r', '%72'].flatMap((r) => ['1', '%31'].map((one) => `${q}${r}=${one}`))),
);

/** ASCII only: not every reader knows how other characters are written in a code. */
export const scanUrlOf = (shortUrl: string): string => `${toLocation(shortUrl)}?${MARK}`;

/** `qr=2` is a parameter like any other. */
export const isScanMark = ({ text }: Pick<QueryParameter, 'text'>): boolean => SPELLINGS.has(text);

/** @param query of a visit, without its question mark */
export const isScan = (query: string): boolean => query.split('&').some((text) => isScanMark({ text }));
