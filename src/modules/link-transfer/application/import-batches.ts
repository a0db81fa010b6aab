import { fieldsOf, plainCells, RowFields } from '../domain/imported-row.js';
import { ImportColumns } from '../domain/import-columns.js';
import { ImportBrokenOff, ImportRow } from '../domain/link-import.js';

export interface ReadRow extends ImportRow {
  fields: RowFields;
}

/** A batch is one transaction: it ends at the first of these bounds, or before the second password. */
const MOST_ROWS = 500;
const MOST_CHARACTERS = 2_000_000;

/** Rows in groups that fit into memory and into one transaction. What could be read before a file breaks off is among them. */
export async function* inBatches(rows: AsyncIterable<ImportRow>, columns: ImportColumns): AsyncGenerator<ReadRow[]> {
  let batch = new Batch();
  try {
    for await (const { number, cells } of rows) {
      const row = { number, cells, fields: fieldsOf(cells, columns) };
      if (!batch.takes(row)) {
        yield batch.rows;
        batch = new Batch();
      }
      batch.add(row);
    }
  } catch (error) {
    if (error instanceof ImportBrokenOff && batch.rows.length > 0) yield batch.rows;
    throw error;
  }
  if (batch.rows.length > 0) yield batch.rows;
}

/** Rows as they stand in a file, from the one after `position` on, as they mean it. */
export async function* ownRows(
  rows: AsyncIterable<ImportRow>,
  columns: ImportColumns,
  position: number,
): AsyncGenerator<ImportRow> {
  for await (const { number, cells } of rows) {
    if (number > position) yield { number, cells: plainCells(cells, columns) };
  }
}

class Batch {
  readonly rows: ReadRow[] = [];
  private characters = 0;
  private password: string | undefined;

  add(row: ReadRow): void {
    this.rows.push(row);
    this.characters += row.cells.reduce((sum, cell) => sum + cell.length, 0);
    this.password ??= row.fields.password;
  }

  /** Hashing a password takes a good part of a second, for which whoever wants a link of the transaction waits. */
  takes({ fields: { password = this.password } }: ReadRow): boolean {
    const hasRoom = this.rows.length < MOST_ROWS && this.characters < MOST_CHARACTERS;
    return hasRoom && (this.password === undefined || this.password === password);
  }
}
