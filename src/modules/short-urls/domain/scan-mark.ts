import { toLocation } from './destination-url.js';
import { QueryParameter } from './query-parameters.js';

/** What stands in QR codes after a link's address and in no other place, so that scans can be told from other visits. */
const MARK = 'qr=1';
/** With each character encoded but the `=`, which is none then. */
const LONGEST_MARK = '%71%72=%31'.length;

/** ASCII only: not every reader knows how other characters are written in a code. */
export const scanUrlOf = (shortUrl: string): string => `${toLocation(shortUrl)}?${MARK}`;

/** `q%72=1` is the mark as well; `qr=2` is a parameter like any other. */
export const isScanMark = ({ text }: Pick<QueryParameter, 'text'>): boolean =>
  text.length <= LONGEST_MARK && String(new URLSearchParams(`&${text}`)) === MARK;

/** @param query of a visit, without its question mark */
export const isScan = (query: string): boolean => query.split('&').some((text) => isScanMark({ text }));
