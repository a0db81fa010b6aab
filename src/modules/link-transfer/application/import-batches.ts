import { fieldsOf, plainCells, RowFields } from '../domain/imported-row.js';
import { ImportColumns } from '../domain/import-columns.js';
import { ImportBrokenOff, ImportRow } from '../domain/link-import.js';

export interface ReadRow extends ImportRow {
  fields: RowFields;
}

/** A batch is one transaction: it ends at the first of these bounds. */
const MOST_ROWS = 500;
const MOST_CHARACTERS = 2_000_000;
/** Hashing one takes a good part of a second. */
const MOST_PASSWORDS = 5;

/** Rows in groups that fit into memory and into one transaction. What was good before a file breaks off is among them. */
export async function* inBatches(rows: AsyncIterable<ImportRow>, columns: ImportColumns): AsyncGenerator<ReadRow[]> {
  let batch = new Batch();
  try {
    for await (const { number, cells } of rows) {
      batch.add({ number, cells, fields: fieldsOf(cells, columns) });
      if (!batch.isFull) continue;
      yield batch.rows;
      batch = new Batch();
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
  private readonly passwords = new Set<string>();

  add(row: ReadRow): void {
    this.rows.push(row);
    this.characters += row.cells.reduce((sum, cell) => sum + cell.length, 0);
    if (row.fields.password !== undefined) this.passwords.add(row.fields.password);
  }

  get isFull(): boolean {
    return this.rows.length >= MOST_ROWS || this.characters >= MOST_CHARACTERS || this.passwords.size >= MOST_PASSWORDS;
  }
}
