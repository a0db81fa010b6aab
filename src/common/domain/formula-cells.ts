/** What spreadsheets take for the beginning of a formula (OWASP, CSV Injection), in full width too. */
const FORMULA = String.raw`[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]`;
const LIVE = new RegExp(`^'*${FORMULA}`);
const HARMLESS = new RegExp(`^'+${FORMULA}`);

/**
 * The cell with one more apostrophe in front where it would be a formula, or where it would be taken for one that was made
 * harmless: so that `plainCell` gives back exactly what there was.
 */
export const harmlessCell = (cell: string): string => (LIVE.test(cell) ? `'${cell}` : cell);

export const plainCell = (cell: string): string => (HARMLESS.test(cell) ? cell.slice(1) : cell);
