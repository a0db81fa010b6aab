import { stringify } from 'csv-stringify/sync';
import { harmlessCell } from '../domain/formula-cells.js';

/** One after the other, as they come or all there already. */
export type Batches<T> = AsyncIterable<readonly T[]> | Iterable<readonly T[]>;

/** RFC 4180, with cells that no spreadsheet takes for a formula. Nothing goes out before the first batch is there. */
export async function* asCsv<T>(
  columns: readonly string[],
  batches: Batches<T>,
  rowOf: (item: T) => readonly string[],
): AsyncGenerator<string> {
  let head = csvOf([columns]);
  for await (const batch of batches) {
    yield head + csvOf(batch.map(rowOf));
    head = '';
  }
  yield head;
}

/** One JSON object a line. */
export async function* asNdjson<T>(batches: Batches<T>, present: (item: T) => unknown): AsyncGenerator<string> {
  for await (const batch of batches) yield batch.map((item) => `${JSON.stringify(present(item))}\n`).join('');
}

const csvOf = (rows: readonly (readonly string[])[]): string => stringify(rows.map((row) => row.map(harmlessCell)));
