import { toLocation } from './destination-url.js';
import { parametersOf, QueryParameter } from './query-parameters.js';

/** What stands in QR codes after a link's address and in no other place, so that scans can be told from other visits. */
const MARK = 'qr=1';

/** ASCII only: not every reader knows how other characters are written in a code. */
export const scanUrlOf = (shortUrl: string): string => `${toLocation(shortUrl)}?${MARK}`;

/** `q%72=1` is the mark as well; `qr=2` is a parameter like any other. */
export const isScanMark = ({ text }: QueryParameter): boolean => String(new URLSearchParams(`&${text}`)) === MARK;

/** @param query of a visit, without its question mark */
export const isScan = (query: string | null): boolean => parametersOf(query ?? '').some(isScanMark);
