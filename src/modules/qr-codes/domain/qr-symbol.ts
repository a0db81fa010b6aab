import { encodeQR } from 'qr';
import { QrLevel } from './qr-design.js';

const CORRECTION = { L: 'low', M: 'medium', Q: 'quartile', H: 'high' } as const;

/** The least that the library draws. */
const LIBRARY_MARGIN = 1;

const withoutMargin = <T>(row: readonly T[]): T[] => row.slice(LIBRARY_MARGIN, -LIBRARY_MARGIN);

/** A code's modules, row by row, without a margin; true is dark. undefined: the text is too long for that level. */
export function encodeSymbol(text: string, level: QrLevel): readonly boolean[][] | undefined {
  try {
    const rows = encodeQR(text, 'raw', { ecc: CORRECTION[level], border: LIBRARY_MARGIN });
    return withoutMargin(rows).map(withoutMargin);
  } catch (error) {
    if (error instanceof Error && error.message === 'Capacity overflow') return undefined;
    throw error;
  }
}
