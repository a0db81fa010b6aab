import { FileLayout, ImportRow } from './link-import.js';

/** Makes rows of bytes, one after the other. */
export abstract class TableReader {
  /** The column names; undefined where these first bytes of a file do not hold them all. @throws ImportBrokenOff */
  abstract firstRow(
    bytes: Uint8Array,
    isWhole: boolean,
    layout: Omit<FileLayout, 'firstRow'>,
  ): Promise<readonly string[] | undefined>;
  /** What stands below them, without empty rows. @throws ImportBrokenOff where the file can't be read. */
  abstract rows(parts: AsyncIterable<Uint8Array>, layout: FileLayout): AsyncIterable<ImportRow>;
}
